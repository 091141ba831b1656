import { createHash } from 'node:crypto';
import { canonical } from '../audit/chain.js';
import { askAllIn, askIn, type Ctx, type TxCtx } from '../context.js';
import { DomainError } from '../errors.js';
import { claimKey, deleteKeysBefore, insertKey } from './idempotency.repository.js';

export type StoredAnswer = { status: number; body: unknown; isReplay: boolean };
export type KeyedCall = { key: string; route: string; input: unknown };

/** How long an answer is replayed. */
export const REPLAY_MS = 7 * 24 * 3_600_000;

/** Reads the header where a route needs one. */
export function requireKey(header: string | null): string {
  if (header === null) throw new DomainError('request.idempotency_key_required', 'invalid', 'This call needs the header Idempotency-Key: a text of 8 to 255 characters, new for each new intention.');
  if (header.length < 8 || header.length > 255) throw new DomainError('request.idempotency_key_invalid', 'invalid', 'An Idempotency-Key has 8 to 255 characters.');
  return header;
}

/** Key, effect and answer are one transaction: `work` gets a context whose transactions all join it. A refusal leaves nothing behind, so the key may be used again. */
export async function onceOnly(ctx: Ctx, call: KeyedCall, work: (ctx: Ctx) => Promise<{ status: number; body: unknown }>): Promise<StoredAnswer> {
  const hash = createHash('sha256').update(canonical(call.input)).digest('base64url');
  const principal = `${ctx.actor.kind}:${ctx.actor.id}`;
  return ctx.inTx(async (tx) => {
    const known = await claimKey(tx, { principal, route: call.route, key: call.key, since: new Date(tx.now.getTime() - REPLAY_MS) });
    if (known === 'in flight') throw new DomainError('request.in_flight', 'conflict', 'A call with this Idempotency-Key is still running. Ask again in a moment.', { retryAfterSeconds: 1 });
    if (known !== null) {
      if (known.bodyHash !== hash) throw new DomainError('request.idempotency_key_reused', 'unprocessable', 'This Idempotency-Key was used with another body. A new intention needs a new key.');
      return { status: known.status, body: known.answer, isReplay: true };
    }
    const answer = await work(joined(ctx, tx));
    await insertKey(tx, { principal, route: call.route, key: call.key, bodyHash: hash, ...answer });
    return { ...answer, isReplay: false };
  });
}

/** Forgets keys that are too old to be replayed; answers with how many. */
export const forgetOldKeys = (ctx: Ctx): Promise<number> => ctx.inTx((tx) => deleteKeysBefore(tx, new Date(tx.now.getTime() - REPLAY_MS)));

/** The caller's context with every transaction joined to `tx`: it must not reach the outside world, which is what `idempotent: 'own'` is for. */
function joined(ctx: Ctx, tx: TxCtx): Ctx {
  const join = <T>(work: (inner: TxCtx) => Promise<T>): Promise<T> => work(tx);
  return { ...ctx, inTx: join, inBusyTx: join, inRead: join, ask: askIn(tx), askAll: askAllIn(tx) };
}
