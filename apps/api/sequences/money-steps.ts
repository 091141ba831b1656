import Stripe from 'stripe';
import { gatewayTransferNoticed } from '@stoa/events/payments';
import { getActiveGatewayAccount } from '@stoa/payments';
import { decideRefund, leftToRefund, performRefunds, readRefunds, readSold, reckonRefund, type RefundWish } from '@stoa/payments/testing';
import { holdOrderGroup, listTransfersOfGroup, retryTransfer, sendReversals, sendTransfers } from '@stoa/payouts';
import { freeHolds } from '@stoa/payouts/testing';
import { DomainError } from '@stoa/platform/errors';
import { announce } from '@stoa/platform/events';
import { listTransfers, type House } from './money-house.js';
import type { Sale } from './money-sale.js';
import type { Random } from './random.js';

export type Step = (house: House, sale: Sale, random: Random, day: number) => Promise<void>;

/** What of the sale was held for one vendor is free early, and waits to be sent. */
const free: Step = async ({ on }, { group }, random, day) =>
  on(day).inTx(async (tx) => {
    const held = (await holdOrderGroup(tx, group.id)).filter((hold) => hold.state === 'held');
    if (held.length > 0) await freeHolds(tx, [{ ...random.pick(held), deliveredAt: tx.now, until: tx.now }]);
  });

/** Staff give something back: pieces, part of a parcel's shipping, or goodwill. What they read before is what happens. */
const refund: Step = (house, sale, random, day) => decide(house, sale, day, (left) => someOf(sale, left, random));

const decide = async ({ on }: House, { group }: Sale, day: number, wishOf: (left: ReturnType<typeof leftToRefund>) => RefundWish): Promise<void> => {
  try {
    await on(day).inTx(async (tx) => {
      const { sold } = await readSold(tx, group.id);
      const wish = wishOf(leftToRefund(sold));
      await decideRefund(tx, group.id, { wish, reason: 'other', note: null, expectedMinor: reckonRefund(sold, wish).amount.minor });
    });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'payments.nothing_to_refund') throw error;
  }
};

function someOf({ group }: Sale, left: ReturnType<typeof leftToRefund>, random: Random): RefundWish {
  const order = random.pick(group.orders);
  const own = left.filter(({ thing }) => thing.orderId === order.id);
  const nothing: RefundWish = { lines: [], shipping: [], goodwill: null };
  const goods = own.filter(({ thing, pieces }) => thing.kind === 'goods' && pieces > 0);
  const kind = random.int(3);
  if (kind === 0 && goods.length > 0) {
    const { thing, pieces } = random.pick(goods);
    return { ...nothing, lines: [{ lineId: thing.id as RefundWish['lines'][number]['lineId'], quantity: 1 + random.int(pieces), restock: false }] };
  }
  const shipping = own.find(({ thing, statedMinor }) => thing.kind === 'shipping' && statedMinor > 0n);
  if (kind === 1 && shipping) return { ...nothing, shipping: [{ consignmentId: shipping.thing.consignmentId, amountMinor: random.chance(50) ? null : 1n + BigInt(random.int(Number(shipping.statedMinor))) }] };
  const goodsLeft = own.filter(({ thing }) => thing.kind === 'goods').reduce((sum, one) => sum + one.statedMinor, 0n);
  return goodsLeft === 0n ? nothing : { ...nothing, goodwill: { orderId: order.id, amountMinor: 1n + BigInt(random.int(Number(goodsLeft))) } };
}

/** All that is left goes back. */
export const refundRest: Step = (house, sale, _random, day) =>
  decide(house, sale, day, (left) => ({
    lines: left.filter(({ thing, pieces }) => thing.kind === 'goods' && pieces > 0).map(({ thing, pieces }) => ({ lineId: thing.id as RefundWish['lines'][number]['lineId'], quantity: pieces, restock: false })),
    shipping: sale.group.orders.flatMap((order) => order.consignments.map((one) => ({ consignmentId: one.id, amountMinor: null }))), goodwill: null,
  }));

/** Somebody, in their dashboard. The stand-in may refuse it, as it would refuse us. */
async function byHand(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
  }
}

const refundByHand: Step = async ({ stripe }, { attempt }, random) => {
  const charge = await stripe.charges.retrieve(attempt.chargeRef!);
  const left = charge.amount - charge.amount_refunded;
  if (left > 0) await byHand(() => stripe.refunds.create({ payment_intent: attempt.intentRef!, ...(random.chance(15) ? {} : { amount: 1 + random.int(left) }) }));
};

const takeBackByHand: Step = async ({ stripe, ctx }, { group }, random) => {
  const sent = (await ctx.inRead((tx) => listTransfersOfGroup(tx, group.id))).filter((one) => one.transferRef !== null);
  if (sent.length === 0) return;
  const transfer = await stripe.transfers.retrieve(random.pick(sent).transferRef!);
  const left = transfer.amount - transfer.amount_reversed;
  if (left > 0) await byHand(() => stripe.transfers.createReversal(transfer.id, { amount: 1 + random.int(left) }));
};

const sendByHand: Step = async ({ stripe, accounts }, { group }, random) => {
  const destination = accounts.get(random.pick(group.orders).vendorId)!;
  await byHand(() => stripe.transfers.create({ amount: 1 + random.int(900), currency: group.currency.toLowerCase(), destination }));
};

/** The shopper's bank sends a refund back, ours or one made by hand. */
const failAtTheBank: Step = async ({ stripe, sandbox }, { attempt }, random) => {
  const made = (await stripe.refunds.list({ payment_intent: attempt.intentRef!, limit: 100 })).data.filter((one) => one.status === 'succeeded');
  if (made.length > 0) sandbox.stripe.failRefund(random.pick(made).id);
};

const restrict: Step = async ({ sandbox, accounts }, { group }, random) => sandbox.stripe.setCapability(accounts.get(random.pick(group.orders).vendorId)!, random.chance(50) ? 'active' : 'restricted');

/** A vendor's money goes on to its bank: from there nothing is taken back. */
const payOut: Step = async ({ sandbox, accounts }, { group }, random) => sandbox.stripe.payOut(accounts.get(random.pick(group.orders).vendorId)!);

const retry: Step = async ({ on }, { group }, random, day) =>
  on(day).inTx(async (tx) => {
    const refused = (await listTransfersOfGroup(tx, group.id)).filter((one) => one.state === 'refused');
    if (refused.length > 0) await retryTransfer(tx, random.pick(refused).id);
  });

/** The news of this sale arrive: of its refunds, and of what was taken back of its transfers. */
const news: Step = async (house, { attempt }, _random, day) => {
  await readRefunds(house.payments, house.on(day), attempt.id);
  await notice(house, (one) => one.source_transaction === attempt.chargeRef && one.amount_reversed > 0);
};

/** The webhooks about transfers that were taken back, or made by hand. Those about ours, which say what we know, change nothing. */
export async function notice(house: House, isIt: (transfer: Stripe.Transfer) => boolean): Promise<void> {
  const all = await listTransfers(house);
  await house.ctx.inTx(async (tx) => {
    const { id: gatewayAccountId } = await getActiveGatewayAccount(tx);
    for (const { id } of all.filter(isIt)) await announce(tx, gatewayTransferNoticed, { gatewayAccountId, transferRef: id });
  });
}

/** What may happen to a sale, as often as it stands here. The names are for those who read how a sequence failed. */
export const STEPS: readonly (readonly [string, Step])[] = [
  ['free', free], ['free', free], ['free', free], ['free', free], ['refund', refund], ['refund', refund], ['refund', refund], ['refund by hand', refundByHand], ['take a transfer back by hand', takeBackByHand],
  ['send by hand', sendByHand], ['fail at the bank', failAtTheBank], ['restrict or allow', restrict], ['pay out', payOut], ['retry', retry], ['news', news],
];

const FAULTS = [{ drop: 'after' as const }, { drop: 'before' as const }, { status: 500 }, { status: 429 }];
const ROUTES = ['POST /v1/refunds', 'POST /v1/transfers', 'POST /v1/transfers/:id/reversals'];

/** What the clock does: sends what is due, asks for what is owed, and hears what came of it; at times the line is dead. */
export async function sweep({ payments, payouts, on, hear, sandbox }: House, random: Random | null, day: number): Promise<void> {
  if (random?.chance(30)) sandbox.stripe.faults.add({ route: random.pick(ROUTES), times: 1 + random.int(2), ...random.pick(FAULTS) });
  if (random?.chance(10)) sandbox.stripe.faults.add({ route: 'POST /v1/transfers/:id/reversals', status: 400, code: 'transfer_reversal_refused' });
  await hear(day);
  while ((await performRefunds(payments, on(day))) > 0);
  await hear(day);
  while ((await sendTransfers(payouts, on(day))) > 0);
  while ((await sendReversals(payouts, on(day))) > 0);
  if (random) sandbox.stripe.faults.clear();
  sandbox.stripe.advanceClock(3_600_000);
}
