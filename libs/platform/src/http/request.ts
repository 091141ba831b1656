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

/** Gives each request an id and a logger; the id is the caller's when it looks like one. */
export const identifyRequest = (log: Logger): RequestHandler => (req, res, next) => {
  const given = req.get('x-request-id');
  req.requestId = given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
  req.log = log.child({ requestId: req.requestId });
  res.set('X-Request-Id', req.requestId);
  next();
};
