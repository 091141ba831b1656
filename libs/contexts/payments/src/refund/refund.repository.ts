import type { OrderGroupId } from '@stoa/events/orders';
import type { AttemptId, RefundId } from '@stoa/events/payments';
import type { TxCtx } from '@stoa/platform/context';
import { money } from '@stoa/platform/money';
import { refundNotFound } from './refund.errors.js';
import { DEFAULT_POLICY, type Refund, type RefundPart, type RefundPolicy, type RefundReason, type RefundShare, type RefundState } from './refund.js';

type Row = {
  id: RefundId; attempt_id: AttemptId; order_group_id: OrderGroupId; state: RefundState; origin: Refund['origin']; way: Refund['way']; sent_on: string | null; sent_reference: string | null; amount_minor: bigint; currency: string; reason: RefundReason; note: string | null; policy: RefundPolicy; parts: unknown; shares: unknown;
  refund_ref: string | null; failure: string | null; decided_by_kind: string; decided_by_id: string; decided_at: Date; settled_at: Date | null; failed_at: Date | null; tries: number; due_at: Date | null;
};

const refunds = (ctx: TxCtx) => ctx.tx<Row>('payments.refunds').where('tenant_id', ctx.tenantId);

export async function insertRefund(ctx: TxCtx, refund: Refund): Promise<void> {
  await ctx.tx('payments.refunds').insert({
    tenant_id: ctx.tenantId, id: refund.id, attempt_id: refund.attemptId, order_group_id: refund.orderGroupId, origin: refund.origin, way: refund.way, amount_minor: refund.amount.minor, currency: refund.amount.currency, reason: refund.reason, note: refund.note,
    policy: JSON.stringify(refund.policy), parts: JSON.stringify(refund.parts, amountsAsText), shares: JSON.stringify(refund.shares, amountsAsText), decided_by_kind: refund.decidedBy.kind, decided_by_id: refund.decidedBy.id,
    decided_at: refund.decidedAt, ...progressOf(refund),
  });
}

/** Saves what became of a locked refund; what was decided stays as it was. */
export async function saveProgress(ctx: TxCtx, refund: Refund): Promise<void> {
  await refunds(ctx).where({ id: refund.id }).update(progressOf(refund));
}

export async function getRefund(ctx: TxCtx, id: RefundId): Promise<Refund> {
  return one(await refunds(ctx).where({ id }).first());
}

/** The refund that the gateway calls so. */
export async function findRefundByRef(ctx: TxCtx, refundRef: string): Promise<Refund | null> {
  const row = await refunds(ctx).where({ refund_ref: refundRef }).first();
  return row ? fromRow(row) : null;
}

export async function lockRefund(ctx: TxCtx, id: RefundId): Promise<Refund> {
  return one(await refunds(ctx).where({ id }).forUpdate().first());
}

/** All refunds of an order group, the oldest first. */
export async function listRefundsOfGroup(ctx: TxCtx, orderGroupId: OrderGroupId): Promise<Refund[]> {
  return (await refunds(ctx).where({ order_group_id: orderGroupId }).orderBy(['decided_at', 'id'])).map(fromRow);
}

/** Refunds by their ids; ids that nobody has are left out. */
export async function listRefunds(ctx: TxCtx, ids: readonly RefundId[]): Promise<Refund[]> {
  return ids.length === 0 ? [] : (await refunds(ctx).whereIn('id', [...new Set(ids)])).map(fromRow);
}

/** The refunds that news of an attempt may be about. */
export async function listRefundsOfAttempt(ctx: TxCtx, attemptId: AttemptId): Promise<Refund[]> {
  return (await refunds(ctx).where({ attempt_id: attemptId }).orderBy(['decided_at', 'id'])).map(fromRow);
}

/** Refunds that somebody of the marketplace has to send by bank transfer, the oldest first. */
export async function listRefundsToSend(ctx: TxCtx, page: { limit: number; after: readonly [string, string] | null }): Promise<Refund[]> {
  const rows = await refunds(ctx).where({ way: 'bank_transfer', state: 'decided' }).modify((query) => {
    if (page.after) void query.whereRaw('(decided_at, id) > (?::timestamptz, ?::uuid)', [...page.after]);
  }).orderBy(['decided_at', 'id']).limit(page.limit);
  return rows.map(fromRow);
}

/** Takes refunds that are due for a call or a look, and leaves them alone for a minute: whoever takes them may die. */
export async function claimDueRefunds(ctx: TxCtx, limit: number): Promise<RefundId[]> {
  const { rows } = await ctx.tx.raw<{ rows: { id: RefundId }[] }>(
    `update payments.refunds set due_at = ?::timestamptz + interval '1 minute', tries = tries + 1
      where tenant_id = ? and id in (select id from payments.refunds where tenant_id = ? and due_at <= ? order by due_at, id limit ? for update skip locked)
      returning id`,
    [ctx.now, ctx.tenantId, ctx.tenantId, ctx.now, limit],
  );
  return rows.map((row) => row.id);
}

/** What of each payment the shopper got back, or will: for the checks. */
export async function refundedPerAttempt(ctx: TxCtx): Promise<{ attemptId: AttemptId; capturedMinor: bigint; refundedMinor: bigint }[]> {
  const { rows } = await ctx.tx.raw<{ rows: { attempt_id: AttemptId; captured: bigint; refunded: bigint }[] }>(
    `select r.attempt_id, a.amount_minor as captured, sum(r.amount_minor)::bigint as refunded from payments.refunds r join payments.attempts a on a.tenant_id = r.tenant_id and a.id = r.attempt_id
      where r.tenant_id = ? and r.state <> 'failed' group by r.attempt_id, a.amount_minor`,
    [ctx.tenantId],
  );
  return rows.map((row) => ({ attemptId: row.attempt_id, capturedMinor: row.captured, refundedMinor: row.refunded }));
}

/** Per currency, what was decided and has not reached the shopper: the books owe exactly that. */
export async function openRefunds(ctx: TxCtx): Promise<Map<string, bigint>> {
  const rows = await refunds(ctx).whereIn('state', ['decided', 'pending']).groupBy('currency').select('currency').sum({ minor: 'amount_minor' });
  return new Map(rows.map((row) => [row.currency, BigInt(String(row['minor']))]));
}

/** The marketplace's policy on refunds, or ours for those who never chose. */
export async function getRefundPolicy(ctx: TxCtx): Promise<RefundPolicy> {
  const row = await ctx.tx<{ commission: RefundPolicy['commission']; goodwill_by: RefundPolicy['goodwillBy'] }>('payments.refund_policies').where('tenant_id', ctx.tenantId).first('commission', 'goodwill_by');
  return row ? { commission: row.commission, goodwillBy: row.goodwill_by } : DEFAULT_POLICY;
}

export async function saveRefundPolicy(ctx: TxCtx, policy: RefundPolicy): Promise<void> {
  await ctx.tx.raw(
    `insert into payments.refund_policies as p (tenant_id, commission, goodwill_by, version, changed_at) values (?, ?, ?, 1, ?)
     on conflict (tenant_id) do update set commission = excluded.commission, goodwill_by = excluded.goodwill_by, version = p.version + 1, changed_at = excluded.changed_at`,
    [ctx.tenantId, policy.commission, policy.goodwillBy, ctx.now],
  );
}

const progressOf = (refund: Refund) => ({
  state: refund.state, sent_on: refund.sent?.on ?? null, sent_reference: refund.sent?.reference ?? null, refund_ref: refund.refundRef, failure: refund.failure, settled_at: refund.settledAt, failed_at: refund.failedAt, tries: refund.tries, due_at: refund.dueAt,
});

function one(row: Row | undefined): Refund {
  if (!row) throw refundNotFound();
  return fromRow(row);
}

const fromRow = (row: Row): Refund => ({
  id: row.id, attemptId: row.attempt_id, orderGroupId: row.order_group_id, state: row.state, origin: row.origin, way: row.way, sent: row.sent_on !== null && row.sent_reference !== null ? { on: row.sent_on, reference: row.sent_reference } : null, amount: money(row.amount_minor, row.currency), reason: row.reason, note: row.note, policy: row.policy,
  parts: revive(row.parts) as RefundPart[], shares: revive(row.shares) as RefundShare[], refundRef: row.refund_ref, failure: row.failure, decidedBy: { kind: row.decided_by_kind, id: row.decided_by_id },
  decidedAt: row.decided_at, settledAt: row.settled_at, failedAt: row.failed_at, tries: row.tries, dueAt: row.due_at,
});

const amountsAsText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);
/** Amounts are kept as text, because JSON's numbers end at 2^53; their names say which they are. */
const revive = (stored: unknown): unknown => JSON.parse(JSON.stringify(stored), (key, value: unknown) => ((key === 'minor' || key.endsWith('Minor')) && typeof value === 'string' ? BigInt(value) : value)) as unknown;
