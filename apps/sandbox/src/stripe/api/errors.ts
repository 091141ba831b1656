/** A refusal in Stripe's shape. `isStored` says whether a repeat with the same idempotency key is answered with it again. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly status: number,
    readonly body: { type: string; code?: string; message: string; param?: string; [more: string]: unknown },
    readonly isStored = true,
  ) {
    super(body.message);
  }
}

/** The request was understood and cannot be done: the state refuses. */
export const refused = (code: string, message: string, more: Record<string, unknown> = {}) =>
  new ApiError(400, { type: 'invalid_request_error', code, message, ...more });

/** The parameters are not right. Nothing was begun, so nothing is remembered. */
export const invalid = (code: string, message: string, param: string) => new ApiError(400, { type: 'invalid_request_error', code, message, param }, false);

export const missing = (noun: string, id: string, param: string) =>
  new ApiError(404, { type: 'invalid_request_error', code: 'resource_missing', message: `No such ${noun}: '${id}'`, param }, false);

export const unauthenticated = (message: string) => new ApiError(401, { type: 'invalid_request_error', message }, false);

export const forbidden = (message: string) => new ApiError(403, { type: 'invalid_request_error', message }, false);

export const unknownRoute = (method: string, path: string) =>
  new ApiError(404, { type: 'invalid_request_error', message: `Unrecognized request URL (${method}: ${path}). The stand-in does not have it.` }, false);

/** Stripe has this, the stand-in does not: better a loud refusal than a payment that quietly means something else. */
export const notSimulated = (param: string) => invalid('sandbox_not_simulated', `The stand-in does not simulate \`${param}\`.`, param);
