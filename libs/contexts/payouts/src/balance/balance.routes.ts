import { z } from 'zod';
import type { OrderId } from '@stoa/events/orders';
import { route, type Route } from '@stoa/platform/http';
import { currencySchema, money, moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import { vendorOf } from '../account/payout-account.routes.js';
import { debtCauses, debtWords, type Debt } from '../debt/debt.js';
import { holdWords, whyHeld, type Hold } from '../hold/hold.js';
import { readVendorBalance, type VendorBalance } from './vendor-balance.query.js';

const orderId = wireId<OrderId, 'ord'>('ord');
const holdView = z.object({
  order_id: orderId.wire,
  number: z.string(),
  amount: moneySchema,
  state: z.enum(['held', 'free']),
  reason: z.enum(['not_shipped', 'on_its_way', 'return_window', 'free']),
  since: z.iso.datetime(),
  delivered_at: z.iso.datetime().nullable(),
  until: z.iso.datetime().nullable(),
  hold_days: z.int(),
  words: z.string(),
});
const debtView = z.object({ order_id: orderId.wire.nullable(), number: z.string().nullable(), amount: moneySchema, left: moneySchema, reason: z.enum(debtCauses), since: z.iso.datetime(), words: z.string() });
const vendorBalanceView = z.object({
  currency: z.string(),
  currencies: z.array(z.string()),
  /** Held, ready and on its way together, less what is owed; fees are taken already. */
  yours: moneySchema,
  ready: moneySchema,
  held: moneySchema,
  in_transfer: moneySchema,
  /** To give back, for a refund of what was paid out already. */
  owed: moneySchema,
  /** At the vendor’s own account by now. */
  paid_out: moneySchema,
  holds: z.array(holdView),
  /** What of `owed` the next payouts pay, before they go out. */
  debts: z.array(debtView),
}).meta({ id: 'VendorBalance' });

export const balanceRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/vendor/balance', summary: 'Show what is the vendor’s, and what of it is held why and until when', audience: 'vendor', permission: 'payouts.read',
    query: z.strictObject({ currency: currencySchema.optional() }), response: vendorBalanceView, owner: null, example: () => ({}),
    handle: async (ctx, { query }) => toView(await ctx.inRead((tx) => readVendorBalance(tx, vendorOf(ctx), query.currency ?? null))),
  }),
];

function toView(balance: VendorBalance): z.input<typeof vendorBalanceView> {
  const of = (minor: bigint) => moneyView(money(minor, balance.currency));
  return {
    currency: balance.currency, currencies: [...balance.currencies], yours: of(balance.heldMinor + balance.readyMinor + balance.inTransferMinor - balance.owedMinor),
    ready: of(balance.readyMinor), held: of(balance.heldMinor), in_transfer: of(balance.inTransferMinor), owed: of(balance.owedMinor), paid_out: of(balance.paidOutMinor), holds: balance.holds.map(toHoldView),
    debts: balance.debts.map(toDebtView),
  };
}

const toDebtView = (debt: Debt): z.input<typeof debtView> => ({
  order_id: debt.order && orderId.toWire(debt.order.id), number: debt.order?.number ?? null, amount: moneyView(debt.amount), left: moneyView(money(debt.leftMinor, debt.amount.currency)), reason: debt.cause.kind,
  since: debt.createdAt.toISOString(), words: debtWords(debt),
});

const toHoldView = (hold: Hold): z.input<typeof holdView> => ({
  order_id: orderId.toWire(hold.orderId), number: hold.orderNumber, amount: moneyView(hold.amount), state: hold.state, reason: whyHeld(hold), since: hold.since.toISOString(),
  delivered_at: hold.deliveredAt?.toISOString() ?? null, until: hold.until?.toISOString() ?? null, hold_days: hold.holdDays, words: holdWords(hold),
});
