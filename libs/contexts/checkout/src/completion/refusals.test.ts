import { repricedListing } from '@stoa/catalog/testing';
import { availability } from '@stoa/inventory';
import { recallPayment } from '@stoa/payments';
import type { Ctx } from '@stoa/platform/context';
import { actor, announced, at, withDatabase } from '@stoa/platform/testing';
import { getOpenCart } from '../cart/cart.repository.js';
import { changeCart } from '../cart/change-cart.js';
import { cartLineId, variantId } from '../quote/cart-view.schemas.js';
import { quoteCart } from '../quote/quote-cart.js';
import { type Shop, type Stand, filledCart, openShop, pay, savedStand } from '../testing.js';
import { settlePaid, settleUnpaid } from './settle-completion.js';
import { sweepCompletions } from './sweep-completions.js';

const left = (ctx: Ctx, stands: readonly Stand[]) =>
  ctx.inRead(async (tx) => {
    const found = await availability(tx, stands.map((stand) => stand.variantId));
    return stands.map((stand) => found.get(stand.variantId));
  });
const three = (shop: Shop) => [shop.potter, shop.weaver, shop.beekeeper];
const oneOfEach = (shop: Shop) => three(shop).map((stand) => ({ variantId: stand.variantId, quantity: 1 }));
const completions = (ctx: Ctx) => ctx.inRead((tx) => tx.tx('checkout.completions').where({ tenant_id: tx.tenantId }).select('id', 'state'));
/** What a refusal must leave behind: no intent at the gateway, no completion, no event, all goods for sale. */
async function nothingHappened(ctx: Ctx, shop: Shop, stock = [8, 4, 9]): Promise<void> {
  expect(shop.gateway.intents()).toEqual([]);
  expect(await completions(ctx)).toEqual([]);
  expect((await announced(ctx)).filter((event) => /^(orders|checkout|payments)\./.test(event.name))).toEqual([]);
  expect(await left(ctx, three(shop))).toEqual(stock);
}

test('one of three vendors has sold out meanwhile: the lines are named, nothing is held of the other two, nothing is asked of the bank', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, [...oneOfEach(shop).slice(0, 2), { variantId: shop.beekeeper.variantId, quantity: 10 }]);
    const honey = (await ctx.inRead((tx) => getOpenCart(tx, cart.tokenHash))).lines.find((line) => line.variantId === shop.beekeeper.variantId);

    await expect(pay(ctx, shop, cart)).rejects.toMatchObject({
      code: 'checkout.out_of_stock', kind: 'conflict', details: { lines: [{ line_id: cartLineId.toWire(honey!.id), variant_id: variantId.toWire(shop.beekeeper.variantId), available: 9 }] },
    });

    await nothingHappened(ctx, shop);
  }));

test('the vendor raised the price between the look and the button: the new total is told, nothing is charged, and the second look goes through', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, oneOfEach(shop));
    await ctx.inTx((tx) => repricedListing(tx, shop.weaver.listing, { currency: 'EUR', minor: 13_500n }));
    const now = cart.total.minor + 600n;

    await expect(pay(ctx, shop, cart)).rejects.toMatchObject({ code: 'checkout.total_changed', kind: 'conflict', details: { total: { amount: Number(now), currency: 'EUR' } } });
    await nothingHappened(ctx, shop);

    expect(await pay(ctx, shop, { ...cart, total: { minor: now, currency: 'EUR' } })).toMatchObject({ outcome: 'placed', group: { totalMinor: now } });
  }));

test('goods taken off the market meanwhile are named, and nothing is held', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, oneOfEach(shop));
    await ctx.inTx((tx) => tx.tx('catalog.variants').where({ tenant_id: tx.tenantId, id: shop.potter.variantId }).update({ live_version_id: null }));

    await expect(pay(ctx, shop, cart)).rejects.toMatchObject({ code: 'checkout.not_ready', details: { blockers: [{ code: 'goods_not_for_sale', rule: null, cite: null, what_to_do: null }] } });

    await nothingHappened(ctx, shop);
  }));

test('spirits: not to Finland at all, in Germany from 18 on; the refusal names rule, citation and what to do, and nothing is held', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const distiller = await ctx.inTx((tx) => savedStand(tx, { name: 'Brennerei Voss', title: 'Quittenbrand', minor: 4200n, onHand: 5, taxCategory: 'goods.alcohol.spirits' }));
    const lines = [...oneOfEach(shop), { variantId: distiller.variantId, quantity: 1 }];
    const refusalOf = async (cart: Awaited<ReturnType<typeof filledCart>>) => pay(ctx, shop, cart).then(() => null, (error: { code: string; details: { blockers: { code: string; rule: string; cite: string; what_to_do: string }[] } }) => error);

    const finnish = await refusalOf(await filledCart(ctx, shop, lines, { country: 'FI', postcode: '00140', city: 'Helsinki' }));
    expect(finnish).toMatchObject({ code: 'checkout.not_ready', details: { blockers: [{
      code: 'delivery_refused', rule: 'FI-ALK-35', cite: 'Alkoholilaki 1102/2017, 6, 17 ja 35 §', what_to_do: 'Nehmen Sie es aus dem Warenkorb oder wählen Sie eine andere Adresse.' }] } });
    const cart = await filledCart(ctx, shop, lines);
    expect(await refusalOf(cart)).toMatchObject({ details: { blockers: [{ code: 'age_declaration_missing', rule: 'DE-JUSCHG-9-18', cite: 'JuSchG § 9 Abs. 1 Nr. 2' }] } });
    await ctx.inTx((tx) => changeCart(tx, cart.tokenHash, { bornOn: '2008-03-02' }));
    expect(await refusalOf(cart)).toMatchObject({ details: { blockers: [{ code: 'too_young', rule: 'DE-JUSCHG-9-18' }] } });
    await nothingHappened(ctx, shop);
    expect(await left(ctx, [distiller])).toEqual([5]);

    await ctx.inTx((tx) => changeCart(tx, cart.tokenHash, { bornOn: '2008-03-01' }));
    expect(await pay(ctx, shop, cart)).toMatchObject({ outcome: 'placed' });
    expect(JSON.stringify(await ctx.inRead((tx) => tx.tx('checkout.carts').where({ tenant_id: tx.tenantId })))).not.toContain('2008-03'); // the birthday itself is kept nowhere
  }));

test('the reservation ran out at the bank\'s page: the goods are free again, and the shopper hears so and may try again', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, oneOfEach(shop));
    const once = { key: 'button-0001', confirmationToken: await shop.gateway.tokenFor('action') };
    await pay(ctx, shop, cart, once);
    expect(await left(ctx, three(shop))).toEqual([7, 3, 8]);

    expect(await sweepCompletions(shop.deps, as(actor.staff(), at('2026-03-01T09:14:59Z')))).toBe(0);
    expect(await sweepCompletions(shop.deps, as(actor.staff(), at('2026-03-01T09:15:00Z')))).toBe(1);

    expect(await left(ctx, three(shop))).toEqual([8, 4, 9]);
    await expect(pay(ctx, shop, cart, once)).rejects.toMatchObject({ code: 'checkout.abandoned', kind: 'conflict' });
    expect(await pay(ctx, shop, cart)).toMatchObject({ outcome: 'placed' });
  }));

test('paid after somebody else took the last piece: the button pressed again says that the money comes back', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, [{ variantId: shop.weaver.variantId, quantity: 3 }]);
    const once = { key: 'button-0001', confirmationToken: await shop.gateway.tokenFor('ok') };
    shop.gateway.loseAnswer('create');
    expect(await pay(ctx, shop, cart, once)).toEqual({ outcome: 'processing' });
    const [mine] = await completions(ctx);
    await ctx.inTx((tx) => settleUnpaid(tx, mine.id, { state: 'abandoned', reason: null, code: null }));
    await pay(ctx, shop, await filledCart(ctx, shop, [{ variantId: shop.weaver.variantId, quantity: 2 }]));

    await recallPayment(shop.deps.payments, ctx, shop.gateway.intents()[0]!.attemptId as never);
    await ctx.inTx((tx) => settlePaid(tx, shop.deps, mine.id));

    await expect(pay(ctx, shop, cart, once)).rejects.toMatchObject({ code: 'checkout.paid_but_gone', kind: 'conflict' });
    expect(await left(ctx, [shop.weaver])).toEqual([2]);
    expect((await completions(ctx)).map((one) => one.state).sort()).toEqual(['needs_refund', 'placed']);
  }));

test('forty shoppers press the button at once for ten pieces: ten order groups, thirty refusals, nobody is charged without goods', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const teapot = await ctx.inTx((tx) => savedStand(tx, { name: 'Teestube', title: 'Kanne', minor: 5900n, onHand: 10 }));
    const carts = [];
    for (let index = 0; index < 40; index += 1) carts.push(await filledCart(ctx, shop, [{ variantId: teapot.variantId, quantity: 1 }], {}, `shopper-${index}@example.test`));

    const answers = await Promise.allSettled(carts.map((cart, index) => pay(ctx, shop, cart, { clientAddress: `203.0.113.${index}` })));

    const groups = answers.flatMap((answer) => (answer.status === 'fulfilled' && answer.value.outcome === 'placed' ? [answer.value.group.id] : []));
    expect(new Set(groups).size).toBe(10);
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as { code: string }] : []));
    expect(refused.map((error) => error.code)).toEqual(Array.from({ length: 30 }, () => 'checkout.out_of_stock'));
    expect(shop.gateway.intents().map((intent) => intent.status)).toEqual(Array.from({ length: 10 }, () => 'captured'));
    expect(await left(ctx, [teapot])).toEqual([0]);
  }));

test('one shopper who wants the last pieces with many carts at once is sold them or refused, and nobody waits in a circle', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const teapot = await ctx.inTx((tx) => savedStand(tx, { name: 'Teestube', title: 'Kanne', minor: 5900n, onHand: 4 }));
    const carts = [];
    for (let index = 0; index < 12; index += 1) carts.push(await filledCart(ctx, shop, [{ variantId: teapot.variantId, quantity: 1 }]));

    const answers = await Promise.allSettled(carts.map((cart) => pay(ctx, shop, cart)));

    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [(answer.reason as { code: string }).code] : []));
    expect(refused.filter((code) => !['checkout.out_of_stock', 'risk.too_many_attempts'].includes(code))).toEqual([]);
    expect([refused.length, await left(ctx, [teapot])]).toEqual([8, [0]]);
  }));

test('the cart shows what the button would say: law and citation beside the blocker', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const distiller = await ctx.inTx((tx) => savedStand(tx, { name: 'Brennerei Voss', title: 'Quittenbrand', minor: 4200n, onHand: 5, taxCategory: 'goods.alcohol.spirits' }));
    const cart = await filledCart(ctx, shop, [{ variantId: distiller.variantId, quantity: 1 }]);

    const { quote } = await ctx.inRead(async (tx) => quoteCart(tx, shop.deps, await getOpenCart(tx, cart.tokenHash)));

    expect(quote.blockers).toMatchObject([{ code: 'age_declaration_missing', law: { rule: 'DE-JUSCHG-9-18', whatToDo: 'Geben Sie Ihr Geburtsdatum an: Das gibt es nur ab 18 Jahren.' } }]);
  }));
