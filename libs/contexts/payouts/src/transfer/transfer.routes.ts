import { z } from 'zod';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { TransferId } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { page, pageOf, pageQuery, route, type Cut, type Route, type RouteWorld } from '@stoa/platform/http';
import { money, moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import { getVendors } from '@stoa/vendors';
import { vendorOf } from '../account/payout-account.routes.js';
import { getBankPayouts } from '../bank-payout/bank-payout.repository.js';
import { retryTransfer } from './retry-transfer.js';
import { transferReasons, transferStates, transferWords, type Transfer } from './transfer.js';
import { getTransfer, listTransfers, type TransferFilter } from './transfer.repository.js';

const transferId = wireId<TransferId, 'trf'>('trf');
const orderId = wireId<OrderId, 'ord'>('ord');
const orderGroupId = wireId<OrderGroupId, 'ogr'>('ogr');
const vendorId = wireId<VendorId, 'ven'>('ven');
const listKey = z.tuple([z.iso.datetime(), z.uuid()]);
const state = z.enum(transferStates);

const transferView = z.object({
  id: transferId.wire,
  order_id: orderId.wire,
  number: z.string(),
  amount: moneySchema,
  /** What of it was asked back, for refunds. */
  reversed: moneySchema,
  /** What of it paid what the vendor owed, before it was sent. `amount` is what was left. */
  netted: moneySchema,
  state,
  /** Why it is not at the vendor’s account yet; null when nothing is in the way. */
  reason: z.enum(transferReasons).nullable(),
  words: z.string(),
  created_at: z.iso.datetime(),
  sent_at: z.iso.datetime().nullable(),
  next_try_at: z.iso.datetime().nullable(),
  /** Of one that the marketplace paid from its own bank account: the day and the reference on the bank statement. */
  by_bank: z.object({ paid_on: z.iso.date(), reference: z.string() }).nullable(),
}).meta({ id: 'Transfer' });
const staffTransferView = transferView.extend({
  vendor: z.object({ id: vendorId.wire, name: z.string() }),
  order_group_id: orderGroupId.wire,
  /** The payment company’s own words. */
  detail: z.string().nullable(),
  tries: z.int(),
  account_ref: z.string().nullable(),
  charge_ref: z.string().nullable(),
  transfer_ref: z.string().nullable(),
}).meta({ id: 'StaffTransfer' });

const params = z.object({ transfer_id: transferId });
const example = (world: RouteWorld) => ({ params: { transfer_id: world.tenant.transfer } });

export const transferRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/vendor/transfers', summary: 'List what was and will be sent to the vendor’s account', audience: 'vendor', permission: 'payouts.read', query: z.strictObject({ ...pageQuery, 'filter[state]': state.optional() }),
    response: pageOf(transferView), example: () => ({ query: { limit: 5 } }),
    handle: (ctx, { query }) => {
      const cut = page(query, listKey);
      return ctx.inRead(async (tx) => {
        const transfers = await listTransfers(tx, filterOf(cut, vendorOf(ctx), query['filter[state]']));
        const byBank = await bankPayoutsOf(tx, transfers);
        return cut.answer(transfers, keyOf, (transfer) => toView(transfer, byBank));
      });
    },
  }),
  route({
    method: 'get', path: '/v1/admin/transfers', summary: 'List transfers to vendors, and why one waits', audience: 'staff', permission: 'payouts.read',
    query: z.strictObject({ ...pageQuery, 'filter[state]': state.optional(), 'filter[reason]': z.enum(transferReasons).optional(), 'filter[vendor]': vendorId.optional() }), response: pageOf(staffTransferView), example: () => ({ query: { limit: 5 } }),
    handle: (ctx, { query }) => {
      const cut = page(query, listKey);
      return ctx.inRead(async (tx) => {
        const transfers = await listTransfers(tx, { ...filterOf(cut, query['filter[vendor]'] ?? null, query['filter[state]']), reason: query['filter[reason]'] ?? null });
        const about = { nameOf: await namesOf(tx, transfers), byBank: await bankPayoutsOf(tx, transfers) };
        return cut.answer(transfers, keyOf, (transfer) => toStaffView(transfer, about));
      });
    },
  }),
  route({
    method: 'get', path: '/v1/admin/transfers/:transfer_id', summary: 'Show a transfer', audience: 'staff', permission: 'payouts.read', params, response: staffTransferView, owner: 'params.transfer_id', example,
    handle: (ctx, { params: { transfer_id } }) => ctx.inRead((tx) => shown(tx, getTransfer(tx, transfer_id))),
  }),
  route({
    method: 'post', path: '/v1/admin/transfers/:transfer_id/retry', summary: 'Try a transfer again that waits or was refused', audience: 'staff', permission: 'payouts.write', params, response: staffTransferView,
    owner: 'params.transfer_id', example,
    handle: (ctx: Ctx, { params: { transfer_id } }) => ctx.inTx((tx) => shown(tx, retryTransfer(tx, transfer_id))),
  }),
];

const filterOf = (cut: Cut<[string, string]>, vendor: VendorId | null, wanted: Transfer['state'] | undefined): TransferFilter => ({ vendorId: vendor, state: wanted ?? null, reason: null, limit: cut.limit, after: cut.after });
const keyOf = (transfer: Transfer): [string, string] => [transfer.createdAt.toISOString(), transfer.id];

async function namesOf(tx: TxCtx, transfers: readonly Transfer[]): Promise<(id: VendorId) => string> {
  const vendors = await getVendors(tx, [...new Set(transfers.map((transfer) => transfer.vendorId))]);
  return (id) => vendors.get(id)?.name ?? '';
}

async function shown(tx: TxCtx, found: Promise<Transfer>): Promise<z.input<typeof staffTransferView>> {
  const transfer = await found;
  return toStaffView(transfer, { nameOf: await namesOf(tx, [transfer]), byBank: await bankPayoutsOf(tx, [transfer]) });
}

type ByBank = Awaited<ReturnType<typeof getBankPayouts>>;
const bankPayoutsOf = (tx: TxCtx, transfers: readonly Transfer[]): Promise<ByBank> => getBankPayouts(tx, transfers.flatMap(({ bankPayoutId }) => (bankPayoutId === null ? [] : [bankPayoutId])));
const byBankView = ({ bankPayoutId }: Transfer, byBank: ByBank) => {
  const payout = bankPayoutId === null ? undefined : byBank.get(bankPayoutId);
  return payout ? { paid_on: payout.paidOn, reference: payout.reference } : null;
};

const toView = (transfer: Transfer, byBank: ByBank): z.input<typeof transferView> => ({
  id: transferId.toWire(transfer.id), order_id: orderId.toWire(transfer.orderId), number: transfer.orderNumber, amount: moneyView(transfer.amount), reversed: moneyView(money(transfer.reversedMinor, transfer.amount.currency)),
  netted: moneyView(money(transfer.nettedMinor, transfer.amount.currency)),
  state: transfer.state, reason: transfer.reason, words: transferWords(transfer), created_at: transfer.createdAt.toISOString(), sent_at: transfer.sentAt?.toISOString() ?? null, next_try_at: transfer.dueAt?.toISOString() ?? null,
  by_bank: byBankView(transfer, byBank),
});

const toStaffView = (transfer: Transfer, { nameOf, byBank }: { nameOf: (id: VendorId) => string; byBank: ByBank }): z.input<typeof staffTransferView> => ({
  ...toView(transfer, byBank), vendor: { id: vendorId.toWire(transfer.vendorId), name: nameOf(transfer.vendorId) }, order_group_id: orderGroupId.toWire(transfer.orderGroupId), detail: transfer.detail, tries: transfer.tries,
  account_ref: transfer.route?.accountRef ?? null, charge_ref: transfer.route?.chargeRef ?? null, transfer_ref: transfer.transferRef,
});
