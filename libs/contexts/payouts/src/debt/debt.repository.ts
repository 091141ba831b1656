import type { OrderId } from '@stoa/events/orders';
import type { DebtId, TransferId } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import { money } from '@stoa/platform/money';
import type { Debt, DebtCause, Netting } from './debt.js';

type Row = {
  id: DebtId; vendor_id: VendorId; order_id: OrderId | null; order_number: string | null; cause_kind: DebtCause; cause_id: string; amount_minor: bigint; currency: string; left_minor: bigint; canceled_minor: bigint; taken_back_minor: bigint;
  created_at: Date; closed_at: Date | null;
};

const debts = (ctx: TxCtx) => ctx.tx<Row>('payouts.debts').where('tenant_id', ctx.tenantId);

/** A debt for the same cause stands already: it stays as it is, and the answer is no. */
export async function insertDebt(ctx: TxCtx, debt: Debt): Promise<boolean> {
  const made = await ctx.tx('payouts.debts').insert({ tenant_id: ctx.tenantId, ...toRow(debt) }).onConflict(['tenant_id', 'cause_kind', 'cause_id', 'vendor_id']).ignore().returning('id');
  return made.length === 1;
}

/** What a vendor owes in one currency, the oldest first, locked. */
export async function lockOpenDebts(ctx: TxCtx, of: { vendorId: VendorId; currency: string }): Promise<Debt[]> {
  return (await debts(ctx).where({ vendor_id: of.vendorId, currency: of.currency }).where('left_minor', '>', 0).orderBy('id').forUpdate()).map(fromRow);
}

export async function lockDebtOf(ctx: TxCtx, of: { cause: Debt['cause']; vendorId: VendorId }): Promise<Debt | null> {
  const row = await debts(ctx).where({ cause_kind: of.cause.kind, cause_id: of.cause.id, vendor_id: of.vendorId }).forUpdate().first();
  return row ? fromRow(row) : null;
}

/** What a vendor still owes, the oldest first. */
export async function listOpenDebts(ctx: TxCtx, of: { vendorId: VendorId; currency: string; limit: number }): Promise<Debt[]> {
  return (await debts(ctx).where({ vendor_id: of.vendorId, currency: of.currency }).where('left_minor', '>', 0).orderBy('id').limit(of.limit)).map(fromRow);
}

/** Saves a locked debt. */
export async function updateDebt(ctx: TxCtx, debt: Debt): Promise<void> {
  await debts(ctx).where({ id: debt.id }).update({ left_minor: debt.leftMinor, canceled_minor: debt.canceledMinor, taken_back_minor: debt.takenBackMinor, closed_at: debt.closedAt });
}

export async function insertNettings(ctx: TxCtx, list: readonly Netting[]): Promise<void> {
  if (list.length > 0) await ctx.tx('payouts.nettings').insert(list.map(({ debtId, transferId, minor }) => ({ tenant_id: ctx.tenantId, debt_id: debtId, transfer_id: transferId, amount_minor: minor, netted_at: ctx.now })));
}

type NettingRow = { debt_id: DebtId; transfer_id: TransferId; amount_minor: bigint };
const nettings = (ctx: TxCtx) => ctx.tx<NettingRow>('payouts.nettings').where('tenant_id', ctx.tenantId);
const toNetting = (row: NettingRow): Netting => ({ debtId: row.debt_id, transferId: row.transfer_id, minor: row.amount_minor });

/** From which payouts a debt was paid. */
export async function listNettingsOf(ctx: TxCtx, debtId: DebtId): Promise<Netting[]> {
  return (await nettings(ctx).where({ debt_id: debtId }).orderBy('transfer_id')).map(toNetting);
}

/** Which debts these transfers paid. */
export async function listNettingsFrom(ctx: TxCtx, transferIds: readonly TransferId[]): Promise<Netting[]> {
  return (await nettings(ctx).whereIn('transfer_id', [...transferIds]).orderBy(['transfer_id', 'debt_id'])).map(toNetting);
}

const toRow = (d: Debt): Row => ({
  id: d.id, vendor_id: d.vendorId, order_id: d.order?.id ?? null, order_number: d.order?.number ?? null, cause_kind: d.cause.kind, cause_id: d.cause.id, amount_minor: d.amount.minor, currency: d.amount.currency,
  left_minor: d.leftMinor, canceled_minor: d.canceledMinor, taken_back_minor: d.takenBackMinor, created_at: d.createdAt, closed_at: d.closedAt,
});
const fromRow = (row: Row): Debt => ({
  id: row.id, vendorId: row.vendor_id, order: row.order_id !== null && row.order_number !== null ? { id: row.order_id, number: row.order_number } : null, cause: { kind: row.cause_kind, id: row.cause_id },
  amount: money(row.amount_minor, row.currency), leftMinor: row.left_minor, canceledMinor: row.canceled_minor, takenBackMinor: row.taken_back_minor, createdAt: row.created_at, closedAt: row.closed_at,
});
