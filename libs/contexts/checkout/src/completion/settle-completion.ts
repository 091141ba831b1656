import { checkoutReleased, refundNeeded, type CheckoutId } from '@stoa/events/checkout';
import { commit, extendReservation, release, reserve } from '@stoa/inventory';
import { type GroupPayment, type OrderGroup, type PaymentMethod, missPayment, placeOrderGroup, receivePayment } from '@stoa/orders';
import { type Attempt, asItStands, DEBIT_DAYS, getMethods, lockAttempt, type PaymentOutcome, returnPayment, splitClearing, type TakenIn } from '@stoa/payments';
import type { TxCtx } from '@stoa/platform/context';
import { invariant, unreachable } from '@stoa/platform/errors';
import { announce, writeTogether } from '@stoa/platform/events';
import { recordDecisions } from '@stoa/tax';
import type { VariantId } from '@stoa/events/catalog';
import type { QuoteDeps } from '../quote/quote-cart.js';
import { type Completion, DAY_MS, RESERVATION_MS, ended, mayBecome } from './completion.js';
import { hasOtherAlive, lockCompletion, saveCompletion, savePlaced } from './completion.repository.js';

/** Where a completion ended, and its order group if that was placed or changed just now. */
export type Settled = { readonly completion: Completion; readonly group: OrderGroup | null };

/** The money came: one order group, once, whoever says so first (the answer, the event, the sweeper). All of it in the caller's transaction. */
export const settlePaid = async (ctx: TxCtx, deps: QuoteDeps, id: CheckoutId): Promise<Settled> => takePaid(ctx, deps, await lockCompletion(ctx, id), null);
/** The gateway has taken it, and the money comes within days: what was ordered stands, its goods are held, and nothing is shipped. */
export const settleAwaited = async (ctx: TxCtx, deps: QuoteDeps, id: CheckoutId): Promise<Settled> => takeAwaited(ctx, deps, await lockCompletion(ctx, id), null);
/** No money will come of this: the goods are for sale again at once. `declined` by the bank, or `abandoned` by the shopper and confirmed as cancelled by the gateway. */
export const settleUnpaid = async (ctx: TxCtx, id: CheckoutId, because: Unpaid): Promise<Settled> => takeUnpaid(ctx, await lockCompletion(ctx, id), because);
type Unpaid = { readonly state: 'declined' | 'abandoned'; readonly reason: string | null; readonly code: string | null };

/** What the gateway's word means for a completion that the caller holds locked. An unclear word changes nothing: the webhook or the sweeper will know more. */
export async function settle(ctx: TxCtx, deps: QuoteDeps, found: Completion, { outcome, taken }: { outcome: PaymentOutcome; taken: TakenIn }): Promise<Settled> {
  if (outcome.outcome === 'captured') return takePaid(ctx, deps, found, taken);
  await taken.save();
  switch (outcome.outcome) {
    case 'awaited':
      return takeAwaited(ctx, deps, found, taken.attempt);
    case 'declined':
      return takeUnpaid(ctx, found, { state: 'declined', reason: outcome.reason, code: outcome.declineCode });
    case 'canceled':
      return takeUnpaid(ctx, found, { state: 'abandoned', reason: null, code: null });
    case 'processing':
    case 'requires_action':
      return { completion: found, group: null };
    default:
      return unreachable(outcome);
  }
}

async function takePaid(ctx: TxCtx, deps: QuoteDeps, found: Completion, taken: TakenIn | null): Promise<Settled> {
  if (!mayBecome(found.state, 'placed')) return { completion: found, group: null };
  // The shopper may have paid a second try meanwhile: one cart becomes one order group, the other money goes back.
  const isTaken = found.endedAt === null || !(await hasOtherAlive(ctx, found)) ? await takeGoods(ctx, found) : false;
  const paid = taken ?? asItStands(ctx, await lockAttempt(ctx, found.attemptId));
  return isTaken ? place(ctx, deps, found, paid) : needRefund(ctx, found, paid);
}

async function takeAwaited(ctx: TxCtx, deps: QuoteDeps, found: Completion, known: Attempt | null): Promise<Settled> {
  if (found.state !== 'paying') return { completion: found, group: null };
  const attempt = known ?? (await lockAttempt(ctx, found.attemptId));
  invariant(attempt.method !== null, 'money that is awaited comes in some way');
  const { dueAt, ...payment } = await termsOf(ctx, attempt.method);
  invariant(await extendReservation(ctx, found.id, dueAt), 'goods that are being paid are held');
  const group = await placeOrderGroup(ctx, { ...found.quote.place, attemptId: found.attemptId, card: attempt.card, payment: { ...payment, isPaid: false }, paidMinor: found.amountMinor });
  await recordDecisions(ctx, deps, found.quote.decisions);
  const awaiting: Completion = { ...found, state: 'awaiting', orderGroupId: group.id, dueAt };
  await savePlaced(ctx, awaiting);
  return { completion: awaiting, group };
}

/** How long goods are kept for money that takes its time: for a bank transfer as long as the marketplace says, for a debit as long as its scheme may take. */
async function termsOf(ctx: TxCtx, method: PaymentMethod): Promise<Omit<GroupPayment, 'paidAt'> & { dueAt: Date }> {
  const inDays = (days: number) => new Date(ctx.now.getTime() + days * DAY_MS);
  if (method !== 'bank_transfer') return { method, payBy: null, instructions: null, dueAt: inDays(DEBIT_DAYS) };
  const { transferTerms } = await getMethods(ctx);
  invariant(transferTerms, 'a bank transfer has terms');
  const { days, ...instructions } = transferTerms;
  return { method, payBy: inDays(days), instructions, dueAt: inDays(days) };
}

async function takeUnpaid(ctx: TxCtx, found: Completion, because: Unpaid): Promise<Settled> {
  if (found.endedAt !== null) return { completion: found, group: null };
  await release(ctx, found.id);
  const group = found.orderGroupId === null ? null : await missPayment(ctx, found.orderGroupId, because.state === 'declined' ? 'declined' : 'lapsed');
  const released = ended(found, { state: because.state, declineReason: because.reason, declineCode: because.code }, ctx.now);
  await saveCompletion(ctx, released);
  await announce(ctx, checkoutReleased, { checkoutId: found.id, cartId: found.cartId, because: because.state });
  return { completion: released, group };
}

/** Orders, stock, books and tax records in one transaction: all of it or none. */
async function place(ctx: TxCtx, deps: QuoteDeps, completion: Completion, paid: TakenIn): Promise<Settled> {
  const { attempt } = paid;
  const { quote, attemptId, orderGroupId } = completion;
  if (orderGroupId !== null) return takeMoney(ctx, completion, paid, await receivePayment(ctx, orderGroupId, attempt.card));
  const payment = { method: attempt.method ?? 'card', payBy: null, instructions: null, isPaid: true };
  return writeTogether(ctx, async () => {
    const group = await placeOrderGroup(ctx, { ...quote.place, attemptId, card: attempt.card, payment, paidMinor: completion.amountMinor });
    await recordDecisions(ctx, deps, quote.decisions); // what was ordered before it was paid has them
    return takeMoney(ctx, completion, paid, group);
  });
}

async function takeMoney(ctx: TxCtx, completion: Completion, paid: TakenIn, group: OrderGroup): Promise<Settled> {
  await splitClearing(ctx, {
    attemptId: completion.attemptId, orderGroupId: group.id, currency: group.currency, platformFee: group.platformFee,
    orders: group.orders.map((order) => ({ orderId: order.id, vendorId: order.vendorId, grossMinor: order.totalMinor, taxByPlatform: order.taxByPlatform, commissionMinor: order.commissionMinor })),
  }, paid);
  const placed = ended(completion, { state: 'placed', orderGroupId: group.id }, ctx.now);
  await savePlaced(ctx, placed);
  return { completion: placed, group };
}

/** Takes what was held. When the hold is gone (the money came late) it is held again here and now, from the same warehouses or not at all: the tax was decided for them. */
async function takeGoods(ctx: TxCtx, completion: Completion): Promise<boolean> {
  if (await commit(ctx, completion.id)) return true;
  const lines = completion.quote.reservation.map((line) => ({ ...line, variantId: line.variantId as VariantId }));
  const again = await reserve(ctx, { purposeId: completion.id, dueAt: new Date(ctx.now.getTime() + RESERVATION_MS), lines, shipTo: { country: completion.quote.place.shipTo.country } });
  if (again.outcome === 'short') return false;
  if (!isAsQuoted(completion, again.allocations)) {
    await release(ctx, completion.id);
    return false;
  }
  return commit(ctx, completion.id);
}

function isAsQuoted(completion: Completion, allocations: readonly { variantId: string; warehouseId: string; quantity: number }[]): boolean {
  const key = (list: readonly { variantId: string; warehouseId: string; quantity: number }[]) =>
    list.map((one) => `${one.warehouseId} ${one.variantId} ${one.quantity}`).sort().join();
  const quoted = completion.quote.place.orders.flatMap((order) => order.consignments.flatMap((c) => c.lines.map((line) => ({ variantId: line.variantId, warehouseId: c.warehouseId, quantity: line.quantity }))));
  return key(quoted) === key(allocations);
}

/** There is nothing to be had for this money: it goes back to the shopper, whole and by itself. */
async function needRefund(ctx: TxCtx, completion: Completion, paid: TakenIn): Promise<Settled> {
  await paid.save();
  await returnPayment(ctx, paid.attempt);
  const waiting = ended(completion, { state: 'needs_refund' }, ctx.now);
  await saveCompletion(ctx, waiting);
  await announce(ctx, refundNeeded, { checkoutId: completion.id, attemptId: completion.attemptId, amountMinor: completion.amountMinor.toString(), currency: completion.currency });
  ctx.log.warn({ checkout: completion.id, attempt: completion.attemptId }, 'paid, but the goods are gone: the money goes back');
  return { completion: waiting, group: null };
}

/** The money of a checkout whose goods were gone is on its way to the shopper. */
export async function noteReturned(ctx: TxCtx, id: CheckoutId): Promise<void> {
  const found = await lockCompletion(ctx, id);
  if (mayBecome(found.state, 'refunded')) await saveCompletion(ctx, { ...found, state: 'refunded' });
}
