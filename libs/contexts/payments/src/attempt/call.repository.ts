import type { AttemptId } from '@stoa/events/payments';
import type { TxCtx } from '@stoa/platform/context';

export type Operation = 'create' | 'cancel';
export type CallRequest = Readonly<Record<string, string>>;
export type GatewayCall = { readonly key: string; readonly attemptId: AttemptId; readonly operation: Operation; readonly request: CallRequest };

/** Each attempt makes each kind of call once; repeated, it is the same call with the same key. */
export const callKey = (operation: Operation, attemptId: AttemptId): string => `${operation}:${attemptId}`;

export const newCall = (call: Omit<GatewayCall, 'key'>): GatewayCall => ({ ...call, key: callKey(call.operation, call.attemptId) });

/** Writes down a call before it is made. If it was written before, what was asked then is asked again, whatever `request` says now. */
export async function recordCall(ctx: TxCtx, wanted: Omit<GatewayCall, 'key'>): Promise<GatewayCall> {
  const { key, ...call } = newCall(wanted);
  const { rows } = await ctx.tx.raw<{ rows: { request: CallRequest }[] }>(
    `insert into payments.gateway_calls as c (tenant_id, idempotency_key, attempt_id, operation, request, tries, started_at) values (?, ?, ?, ?, ?::jsonb, 1, ?)
     on conflict (tenant_id, idempotency_key) do update set tries = c.tries + 1 returning request`,
    [ctx.tenantId, key, call.attemptId, call.operation, JSON.stringify(call.request), ctx.now],
  );
  return { ...call, key, request: rows[0]!.request };
}

export type CallAnswer = { readonly key: string; readonly outcome: 'answered' | 'refused' | 'unknown'; readonly detail: string | null };

/** Writes down what came of it. */
export const recordCallAnswer = (ctx: TxCtx, { key, outcome, detail }: CallAnswer) =>
  ctx.tx('payments.gateway_calls').where({ tenant_id: ctx.tenantId, idempotency_key: key }).update({ outcome, detail, answered_at: ctx.now });

/** The call that was about to be made, if it ever was. */
export async function findCall(ctx: TxCtx, operation: Operation, attemptId: AttemptId): Promise<GatewayCall | null> {
  const key = callKey(operation, attemptId);
  const row = await ctx.tx<{ tenant_id: string; idempotency_key: string; request: CallRequest }>('payments.gateway_calls').where({ tenant_id: ctx.tenantId, idempotency_key: key }).first('request');
  return row ? { key, attemptId, operation, request: row.request } : null;
}
