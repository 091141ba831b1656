import { Pool } from 'undici';
import { type Lane, openLane } from './lane.js';

export type Rate = { readonly count: number; readonly perSecond: number; readonly p50Ms: number; readonly p95Ms: number };
export type Request = { readonly method?: 'GET' | 'POST' | 'PATCH'; readonly path: string; readonly headers?: Record<string, string>; readonly body?: unknown };
type Answer = { status: number; body: unknown };

export const CONNECTIONS = 8;

/** Eight connections, each asking again as soon as it was answered, until the time is over. `work` says how many things it did. */
export async function loop(seconds: number, work: (lane: number) => Promise<unknown>): Promise<Rate> {
  const [took, until]: [number[], number] = [[], performance.now() + seconds * 1_000];
  const began = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, async (_, lane) => {
    while (performance.now() < until) {
      const at = performance.now();
      await work(lane);
      took.push(performance.now() - at);
    }
  }));
  const elapsed = performance.now() - began;
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
  return { count: took.length, perSecond: (took.length * 1_000) / elapsed, p50Ms: at(0.5), p95Ms: at(0.95) };
}

/** What stands beside a rate. */
export const beside = (rate: Rate, statements: readonly string[], more = ''): string => `p50 ${rate.p50Ms.toFixed(1)} ms, p95 ${rate.p95Ms.toFixed(1)} ms; ${statements.length} statements${more}`;

/** An address asked over eight connections; whatever is not a success ends the measurement. */
export function openTarget(origin: string) {
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
  const lanes: Lane[] = [];
  return {
    /** Reads and forgets the answer, as a load generator does. */
    hit: async ({ path, headers = {} }: Pick<Request, 'path' | 'headers'>): Promise<void> => {
      const lane = lanes.pop() ?? (await openLane(origin));
      await lane.ask(path, headers);
      lanes.push(lane);
    },
    ask: async ({ method = 'GET', path, headers = {}, body }: Request): Promise<Answer> => {
      const answer = await pool.request({ method, path, headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }) });
      const text = await answer.body.text();
      if (answer.statusCode >= 400) throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text.slice(0, 300)}`);
      return { status: answer.statusCode, body: text === '' ? null : (JSON.parse(text) as unknown) };
    },
    close: async () => {
      for (const lane of lanes) lane.close();
      await pool.close();
    },
  };
}
export type Target = ReturnType<typeof openTarget>;
