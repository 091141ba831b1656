import { z } from 'zod';
import type { Ctx } from '@stoa/platform/context';
import type { AccessPoint } from '../access-point.js';

export type HttpAccessPointOptions = {
  readonly url: string; readonly key: string; readonly timeoutMs?: number;
  /** The key of a marketplace that has an account of its own there; null: that of the deployment. */
  readonly ownKey?: (ctx: Ctx) => Promise<string | null>;
};

const taken = z.object({ message_id: z.string().min(1) });
const told = z.object({ status: z.enum(['accepted', 'delivered', 'rejected']), reason: z.string().nullish() });
const problem = z.object({ detail: z.string().min(1) });
/** What is the other side's last word about a document; everything else may be better in a minute. */
const REFUSALS = new Set([400, 404, 409, 413, 422]);
const REASON_LIMIT = 500;

/** An access point provider by its HTTP interface: POST /documents, GET /documents/{message_id}, a bearer key, and an Idempotency-Key for each document. */
export function httpAccessPoint({ url, key, timeoutMs = 10_000, ownKey }: HttpAccessPointOptions): AccessPoint {
  const ask = async (ctx: Ctx, path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, { ...init, headers: { ...init.headers, authorization: `Bearer ${(await ownKey?.(ctx)) ?? key}`, accept: 'application/json' }, signal: AbortSignal.timeout(timeoutMs), redirect: 'error' })
      .catch((error: unknown) => { throw new Error(`The access point cannot be reached: ${whyNot(error)}.`, { cause: error }); });
  return {
    async send(ctx, { idempotencyKey, route, xml }) {
      const body = JSON.stringify({ sender: route.sender, receiver: route.receiver, document_type_id: route.documentTypeId, process_id: route.processId, document: xml });
      const response = await ask(ctx, '/documents', { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey }, body });
      const said: unknown = await response.json();
      if (response.ok) return { outcome: 'accepted', messageRef: taken.parse(said).message_id };
      if (REFUSALS.has(response.status)) return { outcome: 'refused', reason: reasonOf(said, response.status) };
      throw new Error(`The access point answered ${response.status}: ${reasonOf(said, response.status)}`);
    },
    async look(ctx, messageRef) {
      const response = await ask(ctx, `/documents/${encodeURIComponent(messageRef)}`);
      const said: unknown = await response.json();
      if (!response.ok) throw new Error(`The access point answered ${response.status}: ${reasonOf(said, response.status)}`);
      const { status, reason } = told.parse(said);
      if (status === 'rejected') return { state: 'refused', reason: (reason ?? 'The receiver gave no reason.').slice(0, REASON_LIMIT) };
      return { state: status === 'delivered' ? 'delivered' : 'underway' };
    },
  };
}

/** What lies below "fetch failed". */
function whyNot(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'it did not answer in time';
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'the connection failed';
}

function reasonOf(said: unknown, status: number): string {
  const parsed = problem.safeParse(said);
  return parsed.success ? parsed.data.detail.slice(0, REASON_LIMIT) : `no reason given (${status})`;
}
