import type { BankPayoutId } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import { money } from '@stoa/platform/money';
import type { BankPayout } from './bank-payout.js';

type Row = { id: BankPayoutId; vendor_id: VendorId; amount_minor: bigint; currency: string; paid_on: string; reference: string; recorded_by_kind: string; recorded_by_id: string; recorded_at: Date };
const payouts = (ctx: TxCtx) => ctx.tx<Row>('payouts.bank_payouts').where('tenant_id', ctx.tenantId);

export async function insertBankPayout(ctx: TxCtx, payout: BankPayout): Promise<void> {
  await ctx.tx('payouts.bank_payouts').insert({
    tenant_id: ctx.tenantId, id: payout.id, vendor_id: payout.vendorId, amount_minor: payout.amount.minor, currency: payout.amount.currency, paid_on: payout.paidOn, reference: payout.reference,
    recorded_by_kind: payout.recordedBy.kind, recorded_by_id: payout.recordedBy.id, recorded_at: payout.recordedAt,
  });
}

/** What a vendor was paid by bank transfer, the newest first. */
export async function listBankPayouts(ctx: TxCtx, vendorId: VendorId, page: { limit: number; after: readonly [string, string] | null }): Promise<BankPayout[]> {
  const rows = await payouts(ctx).where({ vendor_id: vendorId }).modify((query) => {
    if (page.after) void query.whereRaw('(recorded_at, id) < (?::timestamptz, ?::uuid)', [...page.after]);
  }).orderBy([{ column: 'recorded_at', order: 'desc' }, { column: 'id', order: 'desc' }]).limit(page.limit);
  return rows.map(fromRow);
}

/** Bank payouts by their ids. */
export async function getBankPayouts(ctx: TxCtx, ids: readonly BankPayoutId[]): Promise<Map<BankPayoutId, BankPayout>> {
  const rows = ids.length === 0 ? [] : await payouts(ctx).whereIn('id', [...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, fromRow(row)]));
}

const fromRow = (row: Row): BankPayout => ({
  id: row.id, vendorId: row.vendor_id, amount: money(row.amount_minor, row.currency), paidOn: row.paid_on, reference: row.reference, recordedBy: { kind: row.recorded_by_kind, id: row.recorded_by_id }, recordedAt: row.recorded_at,
});
