import type { Knex } from 'knex';
import type { GatewayAccountId } from '@stoa/events/payments';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { BankPayoutId, HoldId, TransferId } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import { isUuid } from '@stoa/platform/ids';
import { money } from '@stoa/platform/money';
import type { Hold } from '../hold/hold.js';
import type { Transfer } from './transfer.js';
import { transferNotFound } from './transfer.errors.js';

type Row = {
  id: TransferId; hold_id: HoldId; cause: string; order_id: OrderId; order_group_id: OrderGroupId; vendor_id: VendorId; order_number: string; amount_minor: bigint; currency: string; state: Transfer['state'];
  reason: Transfer['reason']; detail: string | null; key_no: number; keyed_at: Date | null; tries: number; gateway_account_id: GatewayAccountId | null; charge_ref: string | null; transfer_group: string | null;
  account_ref: string | null; transfer_ref: string | null; bank_payout_id: BankPayoutId | null; reversed_minor: bigint; netted_minor: bigint; created_at: Date; sent_at: Date | null; due_at: Date | null;
};

const transfers = (ctx: TxCtx) => ctx.tx<Row>('payouts.transfers').where('tenant_id', ctx.tenantId);

export async function insertTransfers(ctx: TxCtx, list: readonly Transfer[]): Promise<void> {
  if (list.length > 0) await ctx.tx('payouts.transfers').insert(list.map((transfer) => ({ tenant_id: ctx.tenantId, ...toRow(transfer) })));
}

export async function getTransfer(ctx: TxCtx, id: TransferId): Promise<Transfer> {
  const row = await transfers(ctx).where({ id }).first();
  if (!row) throw transferNotFound();
  return fromRow(row);
}

export async function lockTransfer(ctx: TxCtx, id: TransferId): Promise<Transfer> {
  const row = await transfers(ctx).where({ id }).forUpdate().first();
  if (!row) throw transferNotFound();
  return fromRow(row);
}

/** Ours by our own name, or by the payment company's. */
export async function findTransferByName(ctx: TxCtx, name: { id: string | null; ref: string }): Promise<Transfer | null> {
  const row = await transfers(ctx).where((query) => void query.where({ transfer_ref: name.ref }).modify((more) => void (name.id !== null && isUuid(name.id) && more.orWhere({ id: name.id as TransferId })))).first();
  return row ? fromRow(row) : null;
}

const LIES_HERE = `((state = 'refused' and reason = 'taken_back_by_hand') or (state = 'waiting' and reason = 'paid_by_bank_transfer'))`;

/** What of a vendor's lies here until somebody of the marketplace moves it, locked: taken back by hand, or to be paid by bank transfer. */
export async function lockLyingHere(ctx: TxCtx, of: { vendorId: VendorId; currency: string }): Promise<Transfer[]> {
  return (await transfers(ctx).where({ vendor_id: of.vendorId, currency: of.currency }).whereRaw(LIES_HERE).orderBy('id').forUpdate()).map(fromRow);
}

/** What a vendor is to be paid by bank transfer, the oldest first. Locked: whoever pays the same meanwhile waits, and finds nothing left. */
export async function listToPayByBank(ctx: TxCtx, of: { vendorId: VendorId; currency?: string }, lock: 'locked' | null): Promise<Transfer[]> {
  const found = transfers(ctx).where({ vendor_id: of.vendorId, state: 'waiting', reason: 'paid_by_bank_transfer', ...(of.currency && { currency: of.currency }) }).orderBy('id');
  return (await (lock ? found.forUpdate() : found)).map(fromRow);
}

/** What bank payouts paid for. */
export async function listPaidByBank(ctx: TxCtx, ids: readonly BankPayoutId[]): Promise<Transfer[]> {
  return ids.length === 0 ? [] : (await transfers(ctx).whereIn('bank_payout_id', [...ids]).orderBy('id')).map(fromRow);
}

/** The transfers of a freed hold, locked: one, and others where a failed refund gave something back. What of its vendor lies here is locked with them, in one order: debts may be paid of it next,
 *  and whoever pays all of it by bank transfer takes it in the same order. */
export async function lockTransfersOfHold(ctx: TxCtx, hold: Pick<Hold, 'id' | 'vendorId' | 'amount'>): Promise<Transfer[]> {
  const lyingHere = (query: Knex.QueryBuilder) => void query.where({ vendor_id: hold.vendorId, currency: hold.amount.currency }).whereRaw(LIES_HERE);
  const locked = await transfers(ctx).where((either) => void either.where({ hold_id: hold.id }).orWhere(lyingHere)).orderBy('id').forUpdate();
  return locked.filter((row) => row.hold_id === hold.id).map(fromRow);
}

export async function listTransfersOfGroup(ctx: TxCtx, orderGroupId: OrderGroupId): Promise<Transfer[]> {
  return (await transfers(ctx).where({ order_group_id: orderGroupId }).orderBy('id')).map(fromRow);
}

export type TransferFilter = { readonly vendorId: VendorId | null; readonly state: Transfer['state'] | null; readonly reason: Transfer['reason']; readonly limit: number; readonly after: readonly [string, string] | null };

/** Transfers, the newest first. */
export async function listTransfers(ctx: TxCtx, filter: TransferFilter): Promise<Transfer[]> {
  const rows = await transfers(ctx).modify((query) => {
    if (filter.vendorId) void query.where({ vendor_id: filter.vendorId });
    if (filter.state) void query.where({ state: filter.state });
    if (filter.reason) void query.where({ reason: filter.reason });
    if (filter.after) void query.whereRaw('(created_at, id) < (?::timestamptz, ?::uuid)', [...filter.after]);
  }).orderBy([{ column: 'created_at', order: 'desc' }, { column: 'id', order: 'desc' }]).limit(filter.limit);
  return rows.map(fromRow);
}

/** Takes transfers that are due, and leaves them alone for two minutes: whoever takes them may die. */
export async function claimDueTransfers(ctx: TxCtx, limit: number): Promise<TransferId[]> {
  const { rows } = await ctx.tx.raw<{ rows: { id: TransferId }[] }>(
    `update payouts.transfers set due_at = ?::timestamptz + interval '2 minutes', tries = tries + 1
      where tenant_id = ? and id in (select id from payouts.transfers where tenant_id = ? and due_at <= ? order by due_at, id limit ? for update skip locked) returning id`,
    [ctx.now, ctx.tenantId, ctx.tenantId, ctx.now, limit],
  );
  return rows.map((row) => row.id);
}

/** A vendor can be paid from now on: what waited for that waits no longer. */
export async function wakeTransfersOf(ctx: TxCtx, vendorId: VendorId): Promise<void> {
  await transfers(ctx).where({ vendor_id: vendorId, state: 'waiting' }).whereIn('reason', ['no_payout_account', 'account_restricted']).update({ due_at: ctx.now, tries: 0 });
}

/** Saves a locked transfer. */
export async function updateTransfer(ctx: TxCtx, transfer: Transfer): Promise<void> {
  const { id, ...changes } = toRow(transfer);
  await transfers(ctx).where({ id }).update(changes);
}

const toRow = (t: Transfer): Row => ({
  id: t.id, hold_id: t.holdId, cause: t.cause, order_id: t.orderId, order_group_id: t.orderGroupId, vendor_id: t.vendorId, order_number: t.orderNumber, amount_minor: t.amount.minor, currency: t.amount.currency, state: t.state,
  reason: t.reason, detail: t.detail, key_no: t.keyNo, keyed_at: t.keyedAt, tries: t.tries, gateway_account_id: t.route?.gatewayAccountId ?? null, charge_ref: t.route?.chargeRef ?? null,
  transfer_group: t.route?.transferGroup ?? null, account_ref: t.route?.accountRef ?? null, transfer_ref: t.transferRef, bank_payout_id: t.bankPayoutId, reversed_minor: t.reversedMinor, netted_minor: t.nettedMinor, created_at: t.createdAt, sent_at: t.sentAt, due_at: t.dueAt,
});
const fromRow = (row: Row): Transfer => ({
  id: row.id, holdId: row.hold_id, cause: row.cause, orderId: row.order_id, orderGroupId: row.order_group_id, vendorId: row.vendor_id, orderNumber: row.order_number, amount: money(row.amount_minor, row.currency), state: row.state,
  reason: row.reason, detail: row.detail, keyNo: row.key_no, keyedAt: row.keyed_at, tries: row.tries,
  route: row.gateway_account_id !== null && row.charge_ref !== null && row.transfer_group !== null && row.account_ref !== null
    ? { gatewayAccountId: row.gateway_account_id, chargeRef: row.charge_ref, transferGroup: row.transfer_group, accountRef: row.account_ref } : null,
  transferRef: row.transfer_ref, bankPayoutId: row.bank_payout_id, reversedMinor: row.reversed_minor, nettedMinor: row.netted_minor, createdAt: row.created_at, sentAt: row.sent_at, dueAt: row.due_at,
});
