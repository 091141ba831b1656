import { boughtGroup, openShop, savedStand, type Shop } from '@stoa/checkout/testing';
import type { OrderGroupId } from '@stoa/events/orders';
import { getOrderGroup, type OrderGroup } from '@stoa/orders';
import { subscriptions as orderSubscriptions } from '@stoa/orders/subscribers';
import { findAttemptOfOrderGroup, type Refund } from '@stoa/payments';
import { decideRefund, performRefunds, readRefunds, reckonRefund, readSold, type RefundWish } from '@stoa/payments/testing';
import type { Ctx } from '@stoa/platform/context';
import { announced, deliverAll, withDatabase } from '@stoa/platform/testing';
import { toEInvoice } from '../einvoice/map-document.js';
import { subscriptions } from '../subscribers.js';
import { filesForTests } from '../testing.js';
import { checks } from './checks.query.js';
import type { InvoiceDocument } from './document.js';
import { creditRefund, reinstateRefund } from './correct-documents.js';
import { listGroupDocumentHeads, openContents } from './document.repository.js';
import { freezeDocuments } from './freeze-documents.js';

const gaps = (ctx: Ctx) => ctx.inRead(async (tx) => (await checks[0]!.run(tx)).breaks);
const headsOf = (ctx: Ctx, id: OrderGroupId) => ctx.inRead((tx) => listGroupDocumentHeads(tx, id));
const NOTHING: RefundWish = { lines: [], shipping: [], goodwill: null };

/** Money given back for a wish, as the gateway has confirmed it. */
async function given(ctx: Ctx, shop: Shop, id: OrderGroupId, wishFor: (group: OrderGroup) => Partial<RefundWish>): Promise<Refund> {
  const refund = await ctx.inTx(async (tx) => {
    const wish = { ...NOTHING, ...wishFor(await getOrderGroup(tx, id)) };
    return decideRefund(tx, id, { wish, reason: 'returned', note: null, expectedMinor: reckonRefund((await readSold(tx, id)).sold, wish).amount.minor });
  });
  await performRefunds(shop.deps.payments, ctx);
  return refund;
}

/** The bank sends the money of the newest refund back to the gateway. */
async function comesBack(ctx: Ctx, shop: Shop, id: OrderGroupId): Promise<void> {
  const attempt = (await ctx.inRead((tx) => findAttemptOfOrderGroup(tx, id)))!;
  shop.gateway.failRefund(shop.gateway.refunds(attempt.intentRef!).at(-1)!.refundRef);
  await readRefunds(shop.deps.payments, ctx, attempt.id);
}

test('what is given back of two vendors’ goods stands on a credit note of each, in a series of its own, and is one that EN 16931 knows', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop);
    const deliver = () => deliverAll(db, [...subscriptions({ files: filesForTests() }), ...orderSubscriptions]);
    await deliver();

    await given(ctx, shop, id, ({ orders }) => {
      const potter = orders.find((order) => order.vendorId === shop.potter.vendor.id)!;
      const weaver = orders.find((order) => order.vendorId === shop.weaver.vendor.id)!;
      return { lines: [{ lineId: potter.lines[0]!.id, quantity: 1, restock: true }], shipping: [{ consignmentId: potter.consignments[0]!.id, amountMinor: null }], goodwill: { orderId: weaver.id, amountMinor: 1000n } };
    });
    await deliver();

    const notes = (await headsOf(ctx, id)).filter((head) => head.refundId !== null);
    expect(notes.map((head) => [head.number, head.documentType, head.totalMinor, head.fileKey !== null]).sort()).toEqual(
      [[`${shop.potter.vendor.seriesPrefix}-C-2026-00001`, 'credit_note', 3890n, true], [`${shop.weaver.vendor.seriesPrefix}-C-2026-00001`, 'credit_note', 1000n, true]].sort());
    const potters = await ctx.inRead((tx) => openContents(tx, notes.find((head) => head.vendorId === shop.potter.vendor.id)!.id));
    expect(potters).toMatchObject({
      type: 'credit_note', issuedOn: '2026-03-01', corrects: [{ number: `${shop.potter.vendor.seriesPrefix}-2026-00001`, issuedOn: '2026-03-01' }], issuer: { vatId: 'DE129273398' }, buyer: { name: 'Lena Vogt' },
      totals: { netMinor: 3269n, taxMinor: 621n, grossMinor: 3890n }, paid: { brand: 'visa', last4: '4242' },
    });
    expect(potters.lines.map((line) => [line.kind, line.title, line.quantity, line.netMinor, line.taxMinor, line.grossMinor])).toEqual([['goods', 'Becher „Ebbe“', 1, 2857n, 543n, 3400n], ['shipping', 'Versand', 1, 412n, 78n, 490n]]);
    const weavers = await ctx.inRead((tx) => openContents(tx, notes.find((head) => head.vendorId === shop.weaver.vendor.id)!.id));
    expect(weavers.lines.map((line) => [line.kind, line.title, line.quantity, line.grossMinor])).toEqual([['goods', expect.stringMatching(/^Preisnachlass, /), 1, 1000n]]);
    for (const contents of [potters, weavers]) expect(toEInvoice(contents, 'en16931')).toMatchObject({ outcome: 'mapped', invoice: { typeCode: '381', precedingInvoices: [{ number: contents.corrects[0]!.number }] } });
    expect((await announced(ctx)).filter((event) => event.name === 'invoicing.correction_issued').map((event) => event.payload['kind'])).toEqual(['credit_note', 'credit_note']);
    expect((await announced(ctx)).filter((event) => event.name === 'invoicing.group_documents_complete')).toHaveLength(1);
    expect(await ctx.inRead((tx) => tx.tx('orders.group_documents').where({ tenant_id: tx.tenantId, group_id: id, kind: 'credit_note' }).select('number'))).toHaveLength(2);
    expect(await gaps(ctx)).toEqual([]);
  }));

test('given back in parts, the credit notes of an invoice end exactly at it: net, tax and gross', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 3 }]);
    const [invoice] = await ctx.inTx((tx) => freezeDocuments(tx, id));
    const wishes: ((group: OrderGroup) => Partial<RefundWish>)[] = [
      ({ orders }) => ({ goodwill: { orderId: orders[0]!.id, amountMinor: 333n } }),
      ({ orders }) => ({ lines: [{ lineId: orders[0]!.lines[0]!.id, quantity: 1, restock: false }], shipping: [{ consignmentId: orders[0]!.consignments[0]!.id, amountMinor: 107n }] }),
      ({ orders }) => ({ lines: [{ lineId: orders[0]!.lines[0]!.id, quantity: 2, restock: false }], shipping: [{ consignmentId: orders[0]!.consignments[0]!.id, amountMinor: null }] }),
    ];
    const notes: InvoiceDocument[] = [];
    for (const wish of wishes) {
      const refund = await given(ctx, shop, id, wish);
      notes.push(...(await ctx.inTx((tx) => creditRefund(tx, refund.id))));
    }
    const sum = (of: 'netMinor' | 'taxMinor' | 'grossMinor') => notes.reduce((total, note) => total + note.contents.totals[of], 0n);
    expect([sum('netMinor'), sum('taxMinor'), sum('grossMinor')]).toEqual([invoice!.contents.totals.netMinor, invoice!.contents.totals.taxMinor, invoice!.contents.totals.grossMinor]);
    expect(notes.map((note) => note.contents.number)).toEqual([1, 2, 3].map((n) => `${shop.potter.vendor.seriesPrefix}-C-2026-0000${n}`));
    expect(await gaps(ctx)).toEqual([]);
  }));

test('what the marketplace sells in the eyes of the law is credited by the marketplace', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const abroad = await ctx.inTx((tx) => savedStand(tx, { name: 'Alder & Ash', title: 'Brotbrett', minor: 6900n, onHand: 3, vendorCountry: 'US' }));
    const id = await boughtGroup(ctx, shop, [abroad, shop.potter].map((stand) => ({ variantId: stand.variantId, quantity: 1 })));
    await ctx.inTx((tx) => freezeDocuments(tx, id));

    const refund = await given(ctx, shop, id, ({ orders }) => ({ lines: [{ lineId: orders.find((order) => order.vendorId === abroad.vendor.id)!.lines[0]!.id, quantity: 1, restock: true }] }));
    const notes = await ctx.inTx((tx) => creditRefund(tx, refund.id));

    expect(notes.map((note) => [note.issuerKind, note.contents.number, note.contents.issuer.name, note.contents.totals.grossMinor, note.contents.corrects[0]!.number])).toEqual([['platform', 'OMA-C-2026-00001', 'Oma Marktplatz GmbH', 6900n, 'OMA-2026-00001']]);
  }));

test('a refund that comes back is owed again, on an invoice that corrects the credit note; told twice, it is written once', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    await ctx.inTx((tx) => freezeDocuments(tx, id));
    const refund = await given(ctx, shop, id, ({ orders }) => ({ lines: [{ lineId: orders[0]!.lines[0]!.id, quantity: 1, restock: false }] }));
    expect(await ctx.inTx((tx) => creditRefund(tx, refund.id))).toHaveLength(1);
    expect(await ctx.inTx((tx) => creditRefund(tx, refund.id))).toEqual([]);

    await comesBack(ctx, shop, id);
    const again = await ctx.inTx((tx) => reinstateRefund(tx, refund.id));
    expect(await ctx.inTx((tx) => reinstateRefund(tx, refund.id))).toEqual([]);

    const prefix = shop.potter.vendor.seriesPrefix;
    expect(again.map(({ contents }) => [contents.type, contents.number, contents.corrects, contents.totals.grossMinor])).toEqual([['invoice', `${prefix}-2026-00002`, [{ number: `${prefix}-C-2026-00001`, issuedOn: '2026-03-01' }], 3400n]]);
    expect((await headsOf(ctx, id)).map((head) => head.number)).toEqual([`${prefix}-2026-00001`, `${prefix}-2026-00002`, `${prefix}-C-2026-00001`]);
    expect(await gaps(ctx)).toEqual([]);
  }));

test('a refund that came back before anything was written gives no document', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    await ctx.inTx((tx) => freezeDocuments(tx, id));
    const refund = await given(ctx, shop, id, ({ orders }) => ({ lines: [{ lineId: orders[0]!.lines[0]!.id, quantity: 1, restock: false }] }));
    await comesBack(ctx, shop, id);

    expect(await ctx.inTx((tx) => reinstateRefund(tx, refund.id))).toEqual([]);
    expect(await ctx.inTx((tx) => creditRefund(tx, refund.id))).toEqual([]);
    expect(await headsOf(ctx, id)).toHaveLength(1);
  }));

test('before the sale has its documents nothing is credited, and no number is drawn', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    const refund = await given(ctx, shop, id, ({ orders }) => ({ lines: [{ lineId: orders[0]!.lines[0]!.id, quantity: 1, restock: false }] }));

    await expect(ctx.inTx((tx) => creditRefund(tx, refund.id))).rejects.toMatchObject({ code: 'invoicing.sale_not_documented' });
    expect(await ctx.inRead((tx) => tx.tx('invoicing.series').where({ tenant_id: tx.tenantId }).select('prefix'))).toEqual([]);

    await ctx.inTx((tx) => freezeDocuments(tx, id));
    expect(await ctx.inTx((tx) => creditRefund(tx, refund.id))).toHaveLength(1);
  }));
