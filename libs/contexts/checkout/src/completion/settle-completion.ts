import { checkoutReleased, refundNeeded, type CheckoutId } from '@stoa/events/checkout';
import { commit, release, reserve } from '@stoa/inventory';
import { type OrderGroup, placeOrderGroup } from '@stoa/orders';
import { lockAttempt, splitClearing } from '@stoa/payments';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { recordDecisions } from '@stoa/tax';
import type { VariantId } from '@stoa/events/catalog';
import type { QuoteDeps } from '../quote/quote-cart.js';
import { type Completion, RESERVATION_MS, ended, mayBecome } from './completion.js';
import { hasOtherAlive, lockCompletion, saveCompletion, savePlaced } from './completion.repository.js';

/** Where a completion ended, and the order group if it was placed just now. */
export type Settled = { readonly completion: Completion; readonly group: OrderGroup | null };

/** The money came: one order group, once, whoever says so first (the answer, the event, the sweeper). All of it in the caller's transaction. */
export async function settlePaid(ctx: TxCtx, deps: QuoteDeps, id: CheckoutId): Promise<Settled> {
  const found = await lockCompletion(ctx, id);
  if (!mayBecome(found.state, 'placed')) return { completion: found, group: null };
  // The shopper may have paid a second try meanwhile: one cart becomes one order group, the other money goes back.
  if (found.state !== 'paying' && (await hasOtherAlive(ctx, found))) return needRefund(ctx, found);
  if (!(await takeGoods(ctx, found))) return needRefund(ctx, found);
  return place(ctx, deps, found);
}

/** No money will come of this: the goods are for sale again at once. `declined` by the bank, or `abandoned` by the shopper and confirmed as cancelled by the gateway. */
export async function settleUnpaid(ctx: TxCtx, id: CheckoutId, because: { state: 'declined' | 'abandoned'; reason: string | null; code: string | null }): Promise<Settled> {
  const found = await lockCompletion(ctx, id);
  if (found.state !== 'paying') return { completion: found, group: null };
  await release(ctx, found.id);
  const released = ended(found, { state: because.state, declineReason: because.reason, declineCode: because.code }, ctx.now);
  await saveCompletion(ctx, released);
  await announce(ctx, checkoutReleased, { checkoutId: found.id, cartId: found.cartId, because: because.state });
  return { completion: released, group: null };
}

/** Orders, stock, books and tax records in one transaction: all of it or none. */
async function place(ctx: TxCtx, deps: QuoteDeps, completion: Completion): Promise<Settled> {
  const { quote, attemptId } = completion;
  const attempt = await lockAttempt(ctx, attemptId);
  const group = await placeOrderGroup(ctx, { ...quote.place, attemptId, card: attempt.card, paidMinor: completion.amountMinor });
  await splitClearing(ctx, {
    attemptId, orderGroupId: group.id, currency: group.currency, platformFee: group.platformFee,
    orders: group.orders.map((order) => ({ orderId: order.id, vendorId: order.vendorId, grossMinor: order.totalMinor, taxByPlatform: order.taxByPlatform, commissionMinor: order.commissionMinor })),
  }, attempt);
  await recordDecisions(ctx, deps, quote.decisions);
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

async function needRefund(ctx: TxCtx, completion: Completion): Promise<Settled> {
  const waiting = ended(completion, { state: 'needs_refund' }, ctx.now);
  await saveCompletion(ctx, waiting);
  await announce(ctx, refundNeeded, { checkoutId: completion.id, attemptId: completion.attemptId, amountMinor: completion.amountMinor.toString(), currency: completion.currency });
  ctx.log.error({ checkout: completion.id, attempt: completion.attemptId }, 'paid, but the goods are gone: the money waits in the clearing to be returned');
  return { completion: waiting, group: null };
}
