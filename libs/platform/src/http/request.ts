import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Ctx, OperatorCtx } from '../context.js';
import type { Logger } from '../log.js';

declare global {
   
  namespace Express {
    interface Request {
      /** Made by open-context for routes of a tenant. */
      ctx?: Ctx;
      /** Made by open-context for routes of the operator. */
      operatorCtx?: OperatorCtx;
      log?: Logger;
      requestId?: string;
    }
  }
}

/** The caller's own id of a request, when it looks like one. */
export const givenRequestId = (given: string | string[] | undefined): string | null => (typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : null);

/** Gives each request an id and a logger; the id is the caller's when it looks like one. */
export const identifyRequest = (log: Logger): RequestHandler => (req, res, next) => {
  req.requestId = givenRequestId(req.get('x-request-id')) ?? randomUUID();
  req.log = log.child({ requestId: req.requestId });
  res.set('X-Request-Id', req.requestId);
  next();
};
