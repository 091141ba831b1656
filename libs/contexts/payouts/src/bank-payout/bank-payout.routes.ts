import { z } from 'zod';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { BankPayoutId, TransferId } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import { page, pageQuery, route, type Route, type RouteWorld } from '@stoa/platform/http';
import { fromWireMoney, money, moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import { getVendor } from '@stoa/vendors';
import type { Transfer } from '../transfer/transfer.js';
import { listPaidByBank, listToPayByBank } from '../transfer/transfer.repository.js';
import type { BankPayout } from './bank-payout.js';
import { listBankPayouts } from './bank-payout.repository.js';
import { payByBank } from './pay-by-bank.js';

const vendorId = wireId<VendorId, 'ven'>('ven');
const bankPayoutId = wireId<BankPayoutId, 'bpo'>('bpo');
const transferId = wireId<TransferId, 'trf'>('trf');
const orderId = wireId<OrderId, 'ord'>('ord');
const orderGroupId = wireId<OrderGroupId, 'ogr'>('ogr');
const listKey = z.tuple([z.iso.datetime(), z.uuid()]);

const shareView = z.object({ transfer_id: transferId.wire, order_id: orderId.wire, order_group_id: orderGroupId.wire, number: z.string(), amount: moneySchema, netted: moneySchema });
const bankPayoutView = z.object({ id: bankPayoutId.wire, amount: moneySchema, paid_on: z.iso.date(), reference: z.string(), recorded_at: z.iso.datetime(), orders: z.array(shareView) }).meta({ id: 'BankPayout' });
const bankPayoutsView = z.object({
  /** What the books say is to be paid by bank transfer now, per currency, debts taken off. */
  due: z.array(z.object({ amount: moneySchema, orders: z.array(shareView) })),
  data: z.array(bankPayoutView), has_more: z.boolean(), next: z.string().nullable(),
}).meta({ id: 'BankPayouts' });
const body = z.strictObject({ amount: moneySchema, paid_on: z.iso.date(), reference: z.string().trim().min(1).max(140).meta({ description: 'As it stands on the bank statement.' }) });
const params = z.object({ vendor_id: vendorId });

/** What a vendor is paid from the marketplace's own bank account. */
export const bankPayoutRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/admin/vendors/:vendor_id/bank-payouts', summary: 'Show what a vendor is to be paid by bank transfer, and what was', audience: 'staff', permission: 'payouts.read', query: z.strictObject({ ...pageQuery }),
    params, response: bankPayoutsView, owner: 'params.vendor_id', example: (world: RouteWorld) => ({ params: { vendor_id: world.vendorA.vendor }, query: { limit: 5 } }),
    handle: (ctx, { params: { vendor_id: id }, query }) => {
      const cut = page(query, listKey);
      return ctx.inRead(async (tx) => {
        await getVendor(tx, id);
        const payouts = await listBankPayouts(tx, id, cut);
        const paid = await listPaidByBank(tx, payouts.map((one) => one.id));
        return { due: dueOf(await listToPayByBank(tx, { vendorId: id }, null)), ...cut.answer(payouts, (one) => [one.recordedAt.toISOString(), one.id], (one) => toView(one, paid)) };
      });
    },
  }),
  route({
    method: 'post', path: '/v1/admin/vendors/:vendor_id/bank-payouts', summary: 'Say that a vendor was paid by bank transfer', audience: 'staff', permission: 'payouts.write', idempotent: true,
    description: 'All that is due in this currency, to the cent. Each order’s share is booked as sent, out of the marketplace’s own bank account.',
    params, body, response: bankPayoutView, status: 201, owner: 'params.vendor_id',
    example: (world: RouteWorld) => ({
      params: { vendor_id: world.vendorA.vendor }, headers: { 'Idempotency-Key': 'bank-payout-of-the-route-test' },
      body: { amount: { amount: Number(world.tenant.bankDue), currency: world.tenant.currency }, paid_on: '2026-03-01', reference: 'March' },
    }),
    handle: (ctx, { params: { vendor_id: id }, body: said }) => ctx.inTx(async (tx) => {
      await getVendor(tx, id);
      const payout = await payByBank(tx, id, { amount: fromWireMoney(said.amount), on: said.paid_on, reference: said.reference });
      return toView(payout, await paidBy(tx, payout));
    }),
  }),
];

const paidBy = (tx: TxCtx, payout: BankPayout): Promise<Transfer[]> => listPaidByBank(tx, [payout.id]);

function dueOf(transfers: readonly Transfer[]) {
  return [...new Set(transfers.map((transfer) => transfer.amount.currency))].map((currency) => {
    const own = transfers.filter((transfer) => transfer.amount.currency === currency);
    return { amount: moneyView(money(own.reduce((total, transfer) => total + transfer.amount.minor, 0n), currency)), orders: own.map(toShare) };
  });
}

const toShare = (transfer: Transfer): z.input<typeof shareView> => ({
  transfer_id: transferId.toWire(transfer.id), order_id: orderId.toWire(transfer.orderId), order_group_id: orderGroupId.toWire(transfer.orderGroupId), number: transfer.orderNumber, amount: moneyView(transfer.amount),
  netted: moneyView(money(transfer.nettedMinor, transfer.amount.currency)),
});

const toView = (payout: BankPayout, paid: readonly Transfer[]): z.input<typeof bankPayoutView> => ({
  id: bankPayoutId.toWire(payout.id), amount: moneyView(payout.amount), paid_on: payout.paidOn, reference: payout.reference, recorded_at: payout.recordedAt.toISOString(),
  orders: paid.filter((transfer) => transfer.bankPayoutId === payout.id).map(toShare),
});
