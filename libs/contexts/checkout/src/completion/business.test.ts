import { getOrderGroup } from '@stoa/orders';
import { withDatabase } from '@stoa/platform/testing';
import { fakeRegister } from '@stoa/tax/testing';
import { listDecisionsOfOrder } from '@stoa/tax';
import { nameBusiness, nameConsumer } from '../cart/name-business.js';
import { getOpenCart } from '../cart/cart.repository.js';
import { quoteCart } from '../quote/quote-cart.js';
import { filledCart, openShop, pay } from '../testing.js';

test('a German business buys a Finnish scarf free of tax under its good number; as a consumer it pays, and so it does when nobody could check', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const vies = fakeRegister();
    const deps = { ...shop.deps, taxIdRegisters: { vies } };
    const cart = await filledCart(ctx, shop, [{ variantId: shop.weaver.variantId, quantity: 1 }]);
    const taxNow = async () => (await ctx.inTx(async (tx) => quoteCart(tx, deps, await getOpenCart(tx, cart.tokenHash)))).quote.sums.taxMinor;
    // 19 % in 129.00 and in 7.90: 20.60 and 1.26.
    expect(await taxNow()).toBe(2_186n);
    await nameBusiness(deps, ctx, cart.tokenHash, { country: 'DE', taxId: 'DE123456999' });
    expect(await taxNow()).toBe(2_186n);
    await nameBusiness(deps, ctx, cart.tokenHash, { country: 'DE', taxId: 'DE123456000' });
    expect(await taxNow()).toBe(2_186n);
    await nameBusiness(deps, ctx, cart.tokenHash, { country: 'DE', taxId: 'de 129 273 398' });
    expect(await taxNow()).toBe(0n);
    await nameConsumer(ctx, cart.tokenHash);
    expect(await taxNow()).toBe(2_186n);
    await nameBusiness(deps, ctx, cart.tokenHash, { country: 'DE', taxId: 'DE129273398' });
    expect(vies.asked.map((question) => question.taxId)).toEqual(['DE123456999', 'DE123456000', 'DE129273398']);

    const answer = await pay(ctx, shop, cart);
    const group = answer.outcome === 'placed' ? await ctx.inRead((tx) => getOrderGroup(tx, answer.group.id)) : null;
    expect(group?.orders.map((order) => order.taxMinor)).toEqual([0n]);
    const [stored] = await ctx.inRead((tx) => listDecisionsOfOrder(tx, group!.orders[0]!.id));
    expect(stored!.decision.facts.customer).toMatchObject({ type: 'business', taxId: 'DE129273398', taxIdValid: true, evidence: { outcome: 'valid', register: 'vies', policy: 'as_consumer' } });
  }));

test('an answer from the day before yesterday sells nothing: the business is asked to confirm its number', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, [{ variantId: shop.weaver.variantId, quantity: 1 }]);
    await nameBusiness(shop.deps, ctx, cart.tokenHash, { country: 'DE', taxId: 'DE129273398' });
    const later = as(ctx.actor, new Date(ctx.now.getTime() + 2 * 86_400_000));
    await expect(pay(later, shop, cart)).rejects.toMatchObject({ code: 'checkout.not_ready', details: { blockers: [{ code: 'tax_id_old' }] } });
    await nameBusiness(shop.deps, later, cart.tokenHash, { country: 'DE', taxId: 'DE129273398' });
    expect((await later.inTx(async (tx) => quoteCart(tx, shop.deps, await getOpenCart(tx, cart.tokenHash)))).quote.blockers).toEqual([]);
  }));
