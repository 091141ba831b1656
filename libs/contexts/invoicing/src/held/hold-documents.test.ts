import { boughtGroup, openShop, type Shop, type Stand } from '@stoa/checkout/testing';
import type { OrderGroupId } from '@stoa/events/orders';
import { getOrderGroup } from '@stoa/orders';
import { subscriptions as orderSubscriptions } from '@stoa/orders/subscribers';
import { decideRefund, performRefunds, readSold, reckonRefund } from '@stoa/payments/testing';
import type { Ctx } from '@stoa/platform/context';
import { announced, at, deliverAll, withDatabase } from '@stoa/platform/testing';
import { getVendor } from '@stoa/vendors';
import { editProfile } from '@stoa/vendors/testing';
import { checks } from '../document/checks.query.js';
import { listGroupDocumentHeads, openContents } from '../document/document.repository.js';
import { subscriptions } from '../subscribers.js';
import { filesForTests } from '../testing.js';
import { listHeld, listHeldOfGroup } from './held.repository.js';
import { lookAtHeldOf, releaseHeld } from './release-held.js';

const gaps = (ctx: Ctx) => ctx.inRead(async (tx) => (await checks[0]!.run(tx)).breaks);
const told = async (ctx: Ctx, name: string) => (await announced(ctx)).filter((event) => event.name === `invoicing.${name}`).map((event) => event.payload);
const headsOf = (ctx: Ctx, id: OrderGroupId) => ctx.inRead((tx) => listGroupDocumentHeads(tx, id));
const setVatId = (ctx: Ctx, { vendor }: Stand, vatId: string | null) => ctx.inTx(async (tx) => editProfile(tx, vendor.id, { vatId, expectedVersion: (await getVendor(tx, vendor.id)).version }));
const both = (shop: Shop) => [{ variantId: shop.potter.variantId, quantity: 1 }, { variantId: shop.weaver.variantId, quantity: 1 }];

test('an invoice whose seller has no VAT number is held without a number, the sale and the other seller\'s invoice stand, and it is written when the number comes', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const deliver = (now = at('2026-03-01T09:00:00Z')) => deliverAll(db, [...subscriptions({ files: filesForTests() }), ...orderSubscriptions], now);
    await setVatId(ctx, shop.potter, null);
    const id = await boughtGroup(ctx, shop, both(shop));

    await deliver();

    const [held, ...more] = await ctx.inRead((tx) => listHeldOfGroup(tx, id));
    expect(more).toEqual([]);
    expect(held).toMatchObject({
      vendorId: shop.potter.vendor.id, issuerName: 'Töpferei Brandt (legal)', documentType: 'invoice', currency: 'EUR', totalMinor: 3890n, soldOn: '2026-03-01', documentId: null,
      missing: [{ field: 'VAT number of the seller', cite: 'UStG § 14 Abs. 4 Nr. 2; VAT Directive art. 226(3)', by: 'seller' }],
    });
    expect((await headsOf(ctx, id)).map((head) => head.number)).toEqual([`${shop.weaver.vendor.seriesPrefix}-2026-00001`]);
    expect(await ctx.inRead((tx) => tx.tx('invoicing.series').where({ tenant_id: tx.tenantId, issuer_id: shop.potter.vendor.id }))).toEqual([]);
    expect(await told(ctx, 'group_documents_complete')).toEqual([{ orderGroupId: id }]);
    expect((await ctx.inRead((tx) => getOrderGroup(tx, id))).status).toBe('to_ship');

    // A change that supplies nothing leaves it held; the number releases it, on another day than the sale.
    const tomorrow = as(ctx.actor, at('2026-03-02T09:00:00Z'));
    await setVatId(tomorrow, shop.potter, null);
    await deliver(at('2026-03-02T09:00:00Z'));
    expect(await ctx.inRead((tx) => listHeldOfGroup(tx, id))).toHaveLength(1);
    await setVatId(tomorrow, shop.potter, 'DE129273398');
    await deliver(at('2026-03-02T09:00:00Z'));

    const late = (await headsOf(ctx, id)).find((head) => head.vendorId === shop.potter.vendor.id)!;
    expect([late.number, late.totalMinor, late.fileKey !== null]).toEqual([`${shop.potter.vendor.seriesPrefix}-2026-00001`, 3890n, true]);
    expect(await ctx.inRead((tx) => openContents(tx, late.id))).toMatchObject({ issuedOn: '2026-03-02', suppliedOn: '2026-03-01', paid: { on: '2026-03-01' }, issuer: { vatId: 'DE129273398' } });
    expect(await ctx.inRead((tx) => listHeld(tx, { vendorId: null }, { limit: 10, after: null }))).toEqual([]);
    expect(await told(ctx, 'group_documents_complete')).toEqual([{ orderGroupId: id }]);
    expect(await told(ctx, 'documents_to_mail')).toEqual([{ orderGroupId: id, documentIds: [late.id], reason: 'late' }]);
    expect(await gaps(ctx)).toEqual([]);
  }));

test('where every document is held the order is told of all the same, and looked at twice it is one invoice', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const deliver = () => deliverAll(db, [...subscriptions({ files: filesForTests() }), ...orderSubscriptions]);
    await setVatId(ctx, shop.potter, null);
    const id = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    await deliver();
    expect(await told(ctx, 'group_documents_complete')).toEqual([{ orderGroupId: id }]);

    await setVatId(ctx, shop.potter, 'DE129273398');
    await setVatId(ctx, shop.potter, 'DE129273398');
    await deliver();

    expect((await headsOf(ctx, id)).map((head) => head.number)).toEqual([`${shop.potter.vendor.seriesPrefix}-2026-00001`]);
    expect(await told(ctx, 'documents_to_mail')).toHaveLength(1);
    expect(await gaps(ctx)).toEqual([]);
  }));

test('what is given back of a held sale is credited once its invoice is there, and of the other seller at once', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const deliver = () => deliverAll(db, [...subscriptions({ files: filesForTests() }), ...orderSubscriptions]);
    await setVatId(ctx, shop.potter, null);
    const id = await boughtGroup(ctx, shop, both(shop));
    await deliver();
    await ctx.inTx(async (tx) => {
      const { orders } = await getOrderGroup(tx, id);
      const wish = { lines: orders.map((order) => ({ lineId: order.lines[0]!.id, quantity: 1, restock: false })), shipping: [], goodwill: null };
      return decideRefund(tx, id, { wish, reason: 'returned', note: null, expectedMinor: reckonRefund((await readSold(tx, id)).sold, wish).amount.minor });
    });
    await performRefunds(shop.deps.payments, ctx);
    await deliver();
    const notes = async () => (await headsOf(ctx, id)).filter((head) => head.refundId !== null).map((head) => [head.number, head.totalMinor]);
    expect(await notes()).toEqual([[`${shop.weaver.vendor.seriesPrefix}-C-2026-00001`, 12_900n]]);

    await setVatId(ctx, shop.potter, 'DE129273398');
    await deliver();

    expect((await notes()).sort()).toEqual([[`${shop.potter.vendor.seriesPrefix}-C-2026-00001`, 3400n], [`${shop.weaver.vendor.seriesPrefix}-C-2026-00001`, 12_900n]].sort());
    expect((await told(ctx, 'documents_to_mail')).map((payload) => payload['reason'])).toEqual(['correction', 'late', 'correction']);
    expect(await gaps(ctx)).toEqual([]);
  }));

test('who supplies something wakes what waits for it alone, once; two workers that look at once write one invoice, and the other seller’s goes on waiting', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const deliver = () => deliverAll(db, [...subscriptions({ files: filesForTests() }), ...orderSubscriptions]);
    const { potter, weaver } = shop;
    await setVatId(ctx, potter, null);
    await setVatId(ctx, weaver, null);
    const id = await boughtGroup(ctx, shop, both(shop));
    await deliver();
    const heldOf = (vendorId: Stand['vendor']['id'] | null) => ctx.inRead(async (tx) => (await listHeld(tx, { vendorId }, { limit: 10, after: null })).map((one) => one.vendorId));
    const progress = () => ctx.inRead((tx) => tx.tx('invoicing.group_progress').where({ tenant_id: tx.tenantId, order_group_id: id }).select('wanted', 'issued'));
    expect([await heldOf(potter.vendor.id), await heldOf(weaver.vendor.id), (await heldOf(null)).sort()]).toEqual([[potter.vendor.id], [weaver.vendor.id], [potter.vendor.id, weaver.vendor.id].sort()]);
    const [potters] = await ctx.inRead((tx) => listHeld(tx, { vendorId: potter.vendor.id }, { limit: 10, after: null }));
    expect(await progress()).toEqual([{ wanted: 0, issued: 0 }]);

    await setVatId(ctx, potter, 'DE129273398');
    await ctx.inTx((tx) => lookAtHeldOf(tx, potter.vendor.id));
    expect(await told(ctx, 'held_document_to_look_at')).toEqual([{ heldDocumentId: potters!.id }]);
    await Promise.all([1, 2].map(() => ctx.inTx((tx) => releaseHeld(tx, potters!.id))));
    await deliver();

    expect((await headsOf(ctx, id)).map((head) => head.number)).toEqual([`${potter.vendor.seriesPrefix}-2026-00001`]);
    expect([await heldOf(null), await heldOf(potter.vendor.id), await progress()]).toEqual([[weaver.vendor.id], [], [{ wanted: 1, issued: 1 }]]);

    await setVatId(ctx, potter, 'DE811907980');
    await deliver();
    expect(await told(ctx, 'held_document_to_look_at')).toHaveLength(1);
    expect(await gaps(ctx)).toEqual([]);
  }));

test('what is only to be given back is not credited when the invoice comes', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    await setVatId(ctx, shop.potter, null);
    const id = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 2 }]);
    await deliverAll(db, [...subscriptions({ files: filesForTests() }), ...orderSubscriptions]);
    await ctx.inTx(async (tx) => {
      const { orders } = await getOrderGroup(tx, id);
      const wish = { lines: orders.map((order) => ({ lineId: order.lines[0]!.id, quantity: 1, restock: false })), shipping: [], goodwill: null };
      return decideRefund(tx, id, { wish, reason: 'returned', note: null, expectedMinor: reckonRefund((await readSold(tx, id)).sold, wish).amount.minor });
    });
    const [held] = await ctx.inRead((tx) => listHeldOfGroup(tx, id));
    await setVatId(ctx, shop.potter, 'DE129273398');

    await ctx.inTx((tx) => releaseHeld(tx, held!.id));

    expect([(await headsOf(ctx, id)).length, await told(ctx, 'refund_to_credit')]).toEqual([1, []]);
  }));
