import type { VariantId } from '@stoa/events/catalog';
import { anAddress } from '@stoa/privacy/testing';
import { chooseMarket } from '@stoa/tenancy';
import type { Actor, Ctx, TxCtx } from '@stoa/platform/context';
import { actor, withDatabase } from '@stoa/platform/testing';
import { quoteCart } from '../quote/quote-cart.js';
import { type Shop, filledCart, openShop, pay } from '../testing.js';
import { type Wanted, addLine } from './add-line.js';
import { changeCart, changeLine } from './change-cart.js';
import { hashCartToken } from './cart-token.js';
import { createCart } from './create-cart.js';
import { getOpenCart } from './cart.repository.js';
import { mergeCartOfCustomer } from './merge-carts.js';

const begun = async (tx: TxCtx) => hashCartToken((await createCart(tx, await chooseMarket(tx, null), 'de')).token);
const held = async (ctx: Ctx, token: Buffer) => (await ctx.inRead((tx) => getOpenCart(tx, token))).lines.map((line) => [line.variantId, line.quantity]);
const add = async (tx: TxCtx, token: Buffer, wanted: Omit<Wanted, 'marketId'>) => addLine(tx, token, { ...wanted, marketId: (await chooseMarket(tx, null)).id });
const shopper = (): Actor => actor.shopper();
const blockers = (ctx: Ctx, shop: Shop, token: Buffer) => ctx.inRead(async (tx) => (await quoteCart(tx, shop.deps, await getOpenCart(tx, token))).quote.blockers.map((blocker) => blocker.code));

test('the same goods put in twice are one line; setting them to nought takes it out; the token itself is stored nowhere', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const { token } = await ctx.inTx(async (tx) => createCart(tx, await chooseMarket(tx, null), 'de'));
    const hash = hashCartToken(token);

    await ctx.inTx((tx) => add(tx, hash, { variantId: shop.potter.variantId, quantity: 2 }));
    expect(await ctx.inTx((tx) => add(tx, hash, { variantId: shop.potter.variantId, quantity: 1 }))).toMatchObject({ items: 3, kinds: 1, version: 3, line: { quantity: 3 } });
    expect(await held(ctx, hash)).toEqual([[shop.potter.variantId, 3]]);
    await ctx.inTx((tx) => changeCart(tx, hash, { lines: [{ variantId: shop.potter.variantId, quantity: 0 }, { variantId: shop.weaver.variantId, quantity: 1 }] }));

    expect(await held(ctx, hash)).toEqual([[shop.weaver.variantId, 1]]);
    expect(JSON.stringify(await ctx.inRead((tx) => tx.tx('checkout.carts').where('tenant_id', tx.tenantId)))).not.toContain(token);
  }));

test('a hundredth piece of a kind, goods that are not for sale and a line of another cart are refused, and nothing changes', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const hash = await ctx.inTx(begun);
    await ctx.inTx((tx) => add(tx, hash, { variantId: shop.potter.variantId, quantity: 99 }));
    const other = await filledCart(ctx, shop, [{ variantId: shop.weaver.variantId, quantity: 1 }]);
    const [theirs] = (await ctx.inRead((tx) => getOpenCart(tx, other.tokenHash))).lines;

    await expect(ctx.inTx((tx) => add(tx, hash, { variantId: shop.potter.variantId, quantity: 1 }))).rejects.toMatchObject({ code: 'checkout.quantity_too_high' });
    await expect(ctx.inTx((tx) => add(tx, hash, { variantId: '018f0000-0000-7000-8000-000000000000' as VariantId, quantity: 1 }))).rejects.toMatchObject({ code: 'checkout.goods_not_for_sale' });
    await expect(ctx.inTx((tx) => changeLine(tx, hash, { id: theirs!.id, quantity: 5 }))).rejects.toMatchObject({ code: 'checkout.cart_line_not_found' });
    await expect(ctx.inTx((tx) => add(tx, hashCartToken('nobody has this one'), { variantId: shop.potter.variantId, quantity: 1 }))).rejects.toMatchObject({ code: 'checkout.cart_not_found' });

    expect(await held(ctx, hash)).toEqual([[shop.potter.variantId, 99]]);
    expect(await held(ctx, other.tokenHash)).toEqual([[shop.weaver.variantId, 1]]);
  }));

test('names and addresses stand in the subject store only, and a place outside the market is refused', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);

    const rows = JSON.stringify(await ctx.inRead((tx) => tx.tx('checkout.carts').where('tenant_id', tx.tenantId)));
    for (const secret of ['lena@example.test', 'Lena Vogt', 'Gartenweg']) expect(rows).not.toContain(secret);
    await expect(ctx.inTx((tx) => changeCart(tx, cart.tokenHash, { address: anAddress({ country: 'FR', postcode: '75001' }) }))).rejects.toMatchObject({ code: 'checkout.outside_market' });
    expect((await ctx.inRead((tx) => getOpenCart(tx, cart.tokenHash))).shipTo).toEqual({ country: 'DE', region: null, postcode: '50667' });
  }));

test('signed in on two devices: the carts become one, and both tokens lead to it', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const lena = as(shopper());
    const laptop = await lena.inTx(begun);
    await lena.inTx((tx) => add(tx, laptop, { variantId: shop.potter.variantId, quantity: 2 }));
    const phone = await as({ ...shopper(), id: 'guest' }).inTx(begun);
    await ctx.inTx((tx) => add(tx, phone, { variantId: shop.potter.variantId, quantity: 1 }));
    await ctx.inTx((tx) => add(tx, phone, { variantId: shop.weaver.variantId, quantity: 1 }));

    const merged = await lena.inTx((tx) => mergeCartOfCustomer(tx, phone));
    expect(await lena.inTx((tx) => mergeCartOfCustomer(tx, phone))).toEqual(merged);

    const both = [[shop.potter.variantId, 2], [shop.weaver.variantId, 1]];
    expect((await held(ctx, phone)).sort()).toEqual(both.sort());
    expect((await held(ctx, laptop)).sort()).toEqual(both.sort());
    await expect(as({ ...shopper(), id: 'guest' }).inTx((tx) => mergeCartOfCustomer(tx, phone))).rejects.toMatchObject({ code: 'checkout.sign_in_first' });
  }));

test('a cart says what stands between it and an order, and an ordered one is gone', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const hash = await ctx.inTx(begun);
    expect(await blockers(ctx, shop, hash)).toEqual(['cart_empty', 'email_missing', 'address_missing']);
    await ctx.inTx((tx) => add(tx, hash, { variantId: shop.weaver.variantId, quantity: 9 }));
    expect(await blockers(ctx, shop, hash)).toEqual(['out_of_stock', 'email_missing', 'address_missing']);

    const cart = await filledCart(ctx, shop, [{ variantId: shop.weaver.variantId, quantity: 1 }]);
    expect(await blockers(ctx, shop, cart.tokenHash)).toEqual([]);
    await pay(ctx, shop, cart);
    await expect(ctx.inTx((tx) => add(tx, cart.tokenHash, { variantId: shop.weaver.variantId, quantity: 1 }))).rejects.toMatchObject({ code: 'checkout.cart_not_found' });
    await expect(ctx.inTx((tx) => changeCart(tx, cart.tokenHash, {}))).rejects.toMatchObject({ code: 'checkout.cart_ordered' });
  }));

test('a line is put in with four statements, begin and commit included', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const hash = await ctx.inTx(begun);
    await ctx.inTx((tx) => add(tx, hash, { variantId: shop.weaver.variantId, quantity: 1 })); // from here on the process knows the market
    const sent: string[] = [];
    const stop = db.onQuery((sql) => void sent.push(sql));

    await ctx.inTx((tx) => add(tx, hash, { variantId: shop.potter.variantId, quantity: 1 }));

    stop();
    expect(sent.map((sql) => sql.split(' ')[0])).toEqual(['begin', 'select', 'with', 'commit']);
  }));
