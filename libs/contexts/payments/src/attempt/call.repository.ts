import type { AttemptId } from '@stoa/events/payments';
import type { TxCtx } from '@stoa/platform/context';

export type Operation = 'create' | 'cancel';
export type CallRequest = Readonly<Record<string, string>>;
export type GatewayCall = { readonly key: string; readonly attemptId: AttemptId; readonly operation: Operation; readonly request: CallRequest };

/** Each attempt makes each kind of call once; repeated, it is the same call with the same key. */
export const callKey = (operation: Operation, attemptId: AttemptId): string => `${operation}:${attemptId}`;

/** Writes down a call before it is made. If it was written before, what was asked then is asked again, whatever `request` says now. */
export async function recordCall(ctx: TxCtx, call: Omit<GatewayCall, 'key'>): Promise<GatewayCall> {
  const key = callKey(call.operation, call.attemptId);
  const { rows } = await ctx.tx.raw<{ rows: { request: CallRequest }[] }>(
    `insert into payments.gateway_calls as c (tenant_id, idempotency_key, attempt_id, operation, request, tries, started_at) values (?, ?, ?, ?, ?::jsonb, 1, ?)
     on conflict (tenant_id, idempotency_key) do update set tries = c.tries + 1 returning request`,
    [ctx.tenantId, key, call.attemptId, call.operation, JSON.stringify(call.request), ctx.now],
  );
  return { ...call, key, request: rows[0]!.request };
}

/** Writes down what came of it. */
export async function recordCallAnswer(ctx: TxCtx, call: GatewayCall, answer: { outcome: 'answered' | 'refused' | 'unknown'; detail: string | null }): Promise<void> {
  await ctx.tx('payments.gateway_calls').where({ tenant_id: ctx.tenantId, idempotency_key: call.key })
    .update({ outcome: answer.outcome, detail: answer.detail, answered_at: ctx.now });
}

/** The call that was about to be made, if it ever was. */
export async function findCall(ctx: TxCtx, operation: Operation, attemptId: AttemptId): Promise<GatewayCall | null> {
  const key = callKey(operation, attemptId);
  const row = await ctx.tx<{ tenant_id: string; idempotency_key: string; request: CallRequest }>('payments.gateway_calls').where({ tenant_id: ctx.tenantId, idempotency_key: key }).first('request');
  return row ? { key, attemptId, operation, request: row.request } : null;
}
