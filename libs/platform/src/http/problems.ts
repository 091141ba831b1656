import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { isDatabaseAway } from '../database.js';
import { DomainError, type ErrorKind } from '../errors.js';

export const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 400, unauthenticated: 401, forbidden: 403, not_found: 404, conflict: 409, gone: 410, precondition_failed: 412,
  too_large: 413, unprocessable: 422, precondition_required: 428, too_many: 429, unavailable: 503,
};

const AWAY_RETRY_SECONDS = 2;

type Problem = { status: number; code: string; title: string; details?: Record<string, unknown>; errors?: unknown };

/** The one place where errors become HTTP (RFC 9457). Express brings rejected promises here by itself. */
export const problems: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) return next(error); // half an answer is out: only breaking the connection tells the client
  if (error instanceof DomainError) return sendDomainError(req, res, error);
  const unreadable = asUnreadable(error);
  if (unreadable) return sendProblem(req, res, unreadable);
  const log = req.ctx?.log ?? req.operatorCtx?.log ?? req.log;
  if (isDatabaseAway(error)) {
    log?.warn({ err: error, requestId: req.requestId, method: req.method, path: req.path }, 'the database is away');
    res.set('Retry-After', String(AWAY_RETRY_SECONDS));
    return sendProblem(req, res, { status: 503, code: 'service.unavailable', title: 'We cannot reach our database at the moment. Try again in a few seconds; what you sent may have arrived.' });
  }
  log?.error({ err: error, requestId: req.requestId, method: req.method, path: req.path }, 'unexpected error');
  sendProblem(req, res, { status: 500, code: 'internal', title: 'Something broke on our side.' });
};

/** Behind all routes: nothing here answers to that path. */
export const noSuchRoute: RequestHandler = (req, res) => sendProblem(req, res, { status: 404, code: 'request.no_such_route', title: 'Nothing answers here.' });

/** Sends a problem document. */
export function sendProblem(req: Request, res: Response, problem: Problem): void {
  const body = { type: `https://stoa.example/problems/${problem.code}`, ...problem, ...(req.requestId ? { request_id: req.requestId } : {}) };
  res.status(problem.status).set('Cache-Control', 'no-store').type('application/problem+json').send(JSON.stringify(body, bigintAsText));
}

function sendDomainError(req: Request, res: Response, error: DomainError): void {
  const { errors, retryAfterSeconds, ...details } = error.details;
  if (typeof retryAfterSeconds === 'number') res.set('Retry-After', String(retryAfterSeconds));
  if (error.kind === 'unauthenticated') res.set('WWW-Authenticate', 'Bearer');
  sendProblem(req, res, { status: STATUS[error.kind], code: error.code, title: error.message, details, ...(errors ? { errors } : {}) });
}

/** Errors that express and its body parser made because of what was sent: their status is the client's fault. Ours never carry `expose`. */
function asUnreadable(error: unknown): Problem | null {
  if (error instanceof URIError) return { status: 400, code: 'request.unreadable', title: 'The path cannot be read.' };
  if (!(error instanceof Error) || !('expose' in error) || error.expose !== true || !('status' in error)) return null;
  const { status } = error;
  if (status === 413) return { status, code: 'request.too_large', title: 'The body is too large: at most 1 MB.' };
  if (status === 415) return { status, code: 'request.unsupported', title: 'The body is encoded in a way that is not understood here.' };
  if (typeof status !== 'number' || status < 400 || status > 499) return null;
  return { status: 400, code: 'request.unreadable', title: 'The body cannot be read as JSON.' };
}

const bigintAsText = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);
