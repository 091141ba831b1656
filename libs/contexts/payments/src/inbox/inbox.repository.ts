import type { AttemptId, GatewayAccountId } from '@stoa/events/payments';
import type { ControlTxCtx, TenantId, TxCtx } from '@stoa/platform/context';
import { isUuid } from '@stoa/platform/ids';
import type { Notice } from '../provider.js';

export type InboxEntry = {
  readonly gatewayAccountId: GatewayAccountId;
  readonly eventRef: string;
  readonly type: string;
  readonly subject: 'payment' | 'account' | 'transfer';
  readonly objectRef: string;
  readonly intentRef: string | null;
  readonly attemptId: AttemptId | null;
  readonly tries: number;
  readonly receivedAt: Date;
};
type Row = { gateway_account_id: GatewayAccountId; event_ref: string; type: string; subject: InboxEntry['subject']; object_ref: string; intent_ref: string | null; attempt_id: AttemptId | null; tries: number; received_at: Date };

/** Keeps what a verified webhook named, for its tenant's worker. False when it is here already. */
export async function storeNotice(ctx: ControlTxCtx, of: { tenantId: TenantId; gatewayAccountId: GatewayAccountId; notice: Notice }): Promise<boolean> {
  const { notice } = of;
  const stored = await ctx.tx('payments.webhook_inbox').insert({
    gateway_account_id: of.gatewayAccountId, event_ref: notice.eventRef, tenant_id: of.tenantId, type: notice.type, subject: notice.subject, object_ref: notice.objectRef,
    intent_ref: notice.intentRef, attempt_id: isUuid(notice.attemptId) ? notice.attemptId : null, state: 'waiting', tries: 0, received_at: ctx.now, due_at: ctx.now,
  }).onConflict(['gateway_account_id', 'event_ref']).ignore().returning('event_ref');
  return stored.length === 1;
}

/** Takes entries that are due and leaves them alone for a minute: whoever takes them may die. */
export async function claimDueEntries(ctx: TxCtx, limit: number): Promise<InboxEntry[]> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `update payments.webhook_inbox set due_at = ?::timestamptz + interval '1 minute', tries = tries + 1
      where tenant_id = ? and (gateway_account_id, event_ref) in
            (select gateway_account_id, event_ref from payments.webhook_inbox where tenant_id = ? and due_at <= ? order by due_at, received_at limit ? for update skip locked)
      returning gateway_account_id, event_ref, type, subject, object_ref, intent_ref, attempt_id, tries, received_at`,
    [ctx.now, ctx.tenantId, ctx.tenantId, ctx.now, limit],
  );
  return rows.map((row) => ({
    gatewayAccountId: row.gateway_account_id, eventRef: row.event_ref, type: row.type, subject: row.subject, objectRef: row.object_ref, intentRef: row.intent_ref, attemptId: row.attempt_id, tries: row.tries, receivedAt: row.received_at,
  }));
}

export async function settleEntry(ctx: TxCtx, entry: InboxEntry): Promise<void> {
  await entryRow(ctx, entry).update({ state: 'done', last_error: null, settled_at: ctx.now, due_at: null });
}

export async function postponeEntry(ctx: TxCtx, entry: InboxEntry, how: { why: string; until: Date }): Promise<void> {
  await entryRow(ctx, entry).where({ state: 'waiting' }).update({ last_error: how.why, due_at: how.until });
}

export async function giveUpEntry(ctx: TxCtx, entry: InboxEntry, why: string): Promise<void> {
  await entryRow(ctx, entry).where({ state: 'waiting' }).update({ state: 'dead', last_error: why, settled_at: ctx.now, due_at: null });
}

const entryRow = (ctx: TxCtx, entry: InboxEntry) =>
  ctx.tx('payments.webhook_inbox').where({ tenant_id: ctx.tenantId, gateway_account_id: entry.gatewayAccountId, event_ref: entry.eventRef });
