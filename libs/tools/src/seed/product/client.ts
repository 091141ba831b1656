import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';

export type Problem = { status: number; code: string; title: string; details?: Record<string, unknown>; errors?: { pointer: string; message: string }[] };

/** What the product answered when it refused. */
export class Refusal extends Error {
  constructor(readonly call: string, readonly problem: Problem) {
    super(`${call} answered ${problem.status} ${problem.code}: ${problem.title} ${JSON.stringify(problem.details ?? problem.errors ?? {})}`);
  }
}

/** What the product said when it refused; not to be refused is a mistake here. */
export async function refusal(work: Promise<unknown>): Promise<Problem> {
  const outcome = await work.then(() => null, (error: unknown) => error);
  if (outcome instanceof Refusal) return outcome.problem;
  throw outcome ?? new Error('It was not refused.');
}

/** Who calls, and in whose name: what becomes headers. */
export type Caller = { token?: string; key?: string; market?: string; locale?: string; cart?: string; address?: string };
export type Call = { body?: unknown; bytes?: { type: string; data: Buffer }; idempotencyKey?: string; ifMatch?: number };
export type Client = {
  /** Refuses with `Refusal` on every answer of 400 and above. What is no JSON comes as its text. */
  <T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, call?: Call): Promise<T>;
  as(caller: Caller): Client;
};

const agent = new Agent({ connections: 16, headersTimeout: 60_000, bodyTimeout: 60_000 });

/** The API over HTTP, for programs that use it as its people do. Waits when it is told that it asks too often. */
export function openClient(apiUrl: string, caller: Caller = {}): Client {
  const send = async <T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, call: Call = {}): Promise<T> => {
    for (;;) {
      const body = call.bytes?.data ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
      const answer = await request(apiUrl + path, { method, dispatcher: agent, headers: headersOf(caller, call), body });
      const text = await answer.body.text();
      if (answer.statusCode === 429 && /request\.too_many/.test(text)) {
        await sleep(1_000 * Number(answer.headers['retry-after'] ?? 1));
        continue;
      }
      const json: unknown = text === '' ? null : /json/.test(String(answer.headers['content-type'])) ? JSON.parse(text) : text;
      if (answer.statusCode >= 400) throw new Refusal(`${method} ${path}`, { ...(json as Problem), status: answer.statusCode });
      return json as T;
    }
  };
  return Object.assign(send, { as: (other: Caller) => openClient(apiUrl, { ...caller, ...other }) });
}

function headersOf(caller: Caller, call: Call): Record<string, string> {
  const headers: Record<string, string | undefined> = {
    'content-type': call.bytes?.type ?? (call.body === undefined ? undefined : 'application/json'),
    authorization: caller.token && `Bearer ${caller.token}`,
    'stoa-publishable-key': caller.key, 'stoa-market': caller.market, 'stoa-locale': caller.locale, 'stoa-cart': caller.cart, 'x-forwarded-for': caller.address,
    'idempotency-key': call.idempotencyKey,
    'if-match': call.ifMatch === undefined ? undefined : `"${call.ifMatch}"`,
  };
  return Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Asks again until `isDone` likes the answer; gives up with the last one. */
export async function waitUntil<T>(what: string, ask: () => Promise<T>, isDone: (answer: T) => boolean, timeoutMs = 30_000): Promise<T> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (isDone(answer)) return answer;
    if (Date.now() > until) throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}: ${JSON.stringify(answer)}`);
    await sleep(100);
  }
}

/** Does `work` for all items, `width` at a time, and answers in their order. */
export async function inParallel<T, R>(items: readonly T[], width: number, work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array<R>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index]!, index);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  return results;
}
