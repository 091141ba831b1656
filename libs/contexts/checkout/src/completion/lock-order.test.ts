import { availability } from '@stoa/inventory';
import { recallPayment } from '@stoa/payments';
import type { Ctx } from '@stoa/platform/context';
import { untilWaiting, withDatabase } from '@stoa/platform/testing';
import { type Shop, filledCart, openShop, pay } from '../testing.js';
import { settlePaid, settleUnpaid } from './settle-completion.js';

const states = (ctx: Ctx) =>
  ctx.inRead(async (tx) => (await tx.tx('checkout.completions').where({ tenant_id: tx.tenantId }).orderBy('id').select('state')).map((row: { state: string }) => row.state));
const left = (ctx: Ctx, shop: Shop) => ctx.inRead(async (tx) => (await availability(tx, [shop.weaver.variantId])).get(shop.weaver.variantId));

/** A checkout that was given up while its payment went through: the money is here, and the cart is still open. */
async function paidLate(ctx: Ctx, shop: Shop) {
  const cart = await filledCart(ctx, shop, [{ variantId: shop.weaver.variantId, quantity: 1 }]);
  shop.gateway.loseAnswer('create');
  await pay(ctx, shop, cart);
  const { id, attempt_id: attemptId } = await ctx.inRead((tx) => tx.tx('checkout.completions').where({ tenant_id: tx.tenantId }).first('id', 'attempt_id'));
  await ctx.inTx((tx) => settleUnpaid(tx, id, { state: 'abandoned', reason: null, code: null }));
  await recallPayment(shop.deps.payments, ctx, attemptId);
  return { cart, id, attemptId };
}

test('a late payment is placed while the shopper presses the button again: both end, in one order', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const { cart, id, attemptId } = await paidLate(ctx, shop);

    const [placing, again] = await ctx.inTx(async (tx) => {
      // Placing stops at the attempt, with the goods in its hands, until the second press waits for something too.
      await tx.tx('payments.attempts').where({ tenant_id: tx.tenantId, id: attemptId }).forUpdate().first('id');
      const first = ctx.inTx((inner) => settlePaid(inner, shop.deps, id));
      await untilWaiting(ctx, 1);
      const second = pay(ctx, shop, cart);
      await untilWaiting(ctx, 2);
      return [Promise.allSettled([first]), Promise.allSettled([second])] as const;
    }).then(async (both) => [(await both[0])[0], (await both[1])[0]]);

    expect(placing).toMatchObject({ status: 'fulfilled', value: { completion: { state: 'placed' } } });
    const placed = placing?.status === 'fulfilled' && 'completion' in placing.value ? placing.value.completion : null;
    expect(again).toMatchObject({ status: 'fulfilled', value: { outcome: 'placed', group: { id: placed?.orderGroupId } } });
    expect(await states(ctx)).toEqual(['placed']);
    expect(shop.gateway.intents().map((intent) => intent.status)).toEqual(['captured']);
    expect(await left(ctx, shop)).toBe(3);
  }));
