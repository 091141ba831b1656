import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from './schema.js';

export type FieldProblem = { pointer: string; code: string; message: string };
/** RFC 9457, as every refusal of the API reads. */
export type Problem = { status: number; code: string; title: string; details?: Record<string, unknown>; errors?: FieldProblem[]; request_id?: string };

/** A refusal of the API, thrown by `answer`. `problem.title` is a sentence for people. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

export type Api = ReturnType<typeof createApi>;

/** The API's typed client. `token` gives the access token of the moment; `renew` is asked once after a 401 and answers whether trying again makes sense. */
export function createApi({ baseUrl, token, renew }: { baseUrl: string; token: () => string | null; renew: () => Promise<boolean> }) {
  const authorize: Middleware = {
    onRequest({ request }) {
      const bearer = token();
      if (bearer) request.headers.set('authorization', `Bearer ${bearer}`);
      return request;
    },
  };
  const client = createClient<paths>({ baseUrl, fetch: (request) => send(request) });
  client.use(authorize);
  return client;

  async function send(request: Request): Promise<Response> {
    const again = request.clone();
    const response = await fetch(request);
    if (response.status !== 401 || request.url.includes('/v1/auth/') || !(await renew())) return response;
    again.headers.set('authorization', `Bearer ${token() ?? ''}`);
    return fetch(again);
  }
}

/** The body of an answer, or the refusal thrown as `ApiProblem`. */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  throw new ApiProblem(toProblem(error, response));
}

/** An answer with its entity tag, for what people edit (`If-Match`). */
export async function answerWithEtag<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<{ data: T; etag: string | null }> {
  const { data, error, response } = await call;
  if (!response.ok) throw new ApiProblem(toProblem(error, response));
  return { data: data as T, etag: response.headers.get('etag') };
}

function toProblem(error: unknown, response: Response): Problem {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const fallback: Problem = { status: response.status, code: 'unknown', title: response.status >= 500 ? 'Something broke on our side. Nothing was lost.' : 'The request was refused.' };
  return error !== null && typeof error === 'object' ? { ...fallback, request_id: requestId, ...(error as Partial<Problem>) } : { ...fallback, request_id: requestId };
}
