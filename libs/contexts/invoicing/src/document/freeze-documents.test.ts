import { boughtGroup, openShop, savedStand } from '@stoa/checkout/testing';
import { subscriptions as orderSubscriptions } from '@stoa/orders/subscribers';
import type { OrderGroupId } from '@stoa/events/orders';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { announced, at, deliverAll, withDatabase } from '@stoa/platform/testing';
import { toEInvoice } from '../einvoice/map-document.js';
import { filesForTests } from '../testing.js';
import { subscriptions } from '../subscribers.js';
import { checks } from './checks.query.js';
import { readDocumentFile } from './document-files.js';
import { drawNumbers, listGroupDocumentHeads, openContents } from './document.repository.js';
import { freezeDocuments } from './freeze-documents.js';

const gaps = (ctx: Ctx) => ctx.inRead(async (tx) => (await checks[0]!.run(tx)).breaks);

test('each of three vendors gets its own invoice in its own series, and the group is complete with the last', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const groupId = await boughtGroup(ctx, shop);

    const files = filesForTests();
    await deliverAll(db, [...subscriptions({ files }), ...orderSubscriptions]);

    const heads = await ctx.inRead((tx) => listGroupDocumentHeads(tx, groupId));
    expect(heads.map((head) => [head.number, head.documentType, head.totalMinor]).sort()).toEqual(
      [[`${shop.beekeeper.vendor.seriesPrefix}-2026-00001`, 'invoice', 1780n], [`${shop.potter.vendor.seriesPrefix}-2026-00001`, 'invoice', 7290n], [`${shop.weaver.vendor.seriesPrefix}-2026-00001`, 'invoice', 13_690n]].sort());
    for (const head of heads) expect((await readDocumentFile(files, ctx, head.id, 'pdf')).bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const told = (await announced(ctx)).filter((event) => event.name.startsWith('invoicing.'));
    expect(told.map((event) => event.name)).toEqual(['invoicing.document_frozen', 'invoicing.document_frozen', 'invoicing.document_frozen',
      'invoicing.invoice_issued', 'invoicing.invoice_issued', 'invoicing.invoice_issued', 'invoicing.group_documents_complete']);
    expect(told.filter((event) => event.name === 'invoicing.invoice_issued').map((event) => event.payload['remaining'])).toEqual([2, 1, 0]);
    expect(await gaps(ctx)).toEqual([]);
  }));

test('an invoice holds what the law asks for, in the shopper\'s language, and its sums are the order\'s', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const groupId = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 2 }]);

    const [document] = await ctx.inTx((tx) => freezeDocuments(tx, groupId));
    const contents = await ctx.inRead((tx) => openContents(tx, document!.id));

    expect(contents).toEqual(document!.contents);
    expect(contents).toMatchObject({
      type: 'invoice', locale: 'de', currency: 'EUR', issuedOn: '2026-03-01', suppliedOn: '2026-03-01', onBehalfBy: 'Oma Marktplatz GmbH',
      issuer: { name: 'Töpferei Brandt (legal)', addressLines: ['Hauptstraße 7', '04179 Leipzig', 'Deutschland'], vatId: 'DE129273398' },
      buyer: { name: 'Lena Vogt', addressLines: ['Gartenweg 7', '50667 Köln', 'Deutschland'] },
      totals: { netMinor: 6126n, taxMinor: 1164n, grossMinor: 7290n }, paid: { brand: 'visa', last4: '4242' },
    });
    expect(contents.lines.map((line) => [line.kind, line.title, line.quantity, line.netMinor, line.ratePct, line.taxMinor, line.grossMinor])).toEqual([
      ['goods', 'Becher „Ebbe“', 2, 5714n, '19', 1086n, 6800n], ['shipping', 'Versand', 1, 412n, '19', 78n, 490n],
    ]);
    expect(contents.taxes).toEqual([{ label: 'MwSt. 19 %, Deutschland', ratePct: '19', baseMinor: 6126n, taxMinor: 1164n }]);
  }));

test('an invoice as it was frozen is one that EN 16931 knows, to the cent', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const groupId = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 2 }]);

    const [document] = await ctx.inTx((tx) => freezeDocuments(tx, groupId));

    expect(document!.contents.lines.map((line) => [line.kind, line.shares])).toEqual([
      ['goods', [{ treatment: 'standard', ratePct: '19', country: 'DE', baseMinor: 5714n, taxMinor: 1086n }]], ['shipping', [{ treatment: 'standard', ratePct: '19', country: 'DE', baseMinor: 412n, taxMinor: 78n }]],
    ]);
    expect(toEInvoice(document!.contents, 'en16931')).toMatchObject({
      outcome: 'mapped',
      invoice: {
        number: document!.contents.number, typeCode: '380', seller: { name: 'Töpferei Brandt (legal)', postalAddress: { city: 'Leipzig', countryCode: 'DE' } }, buyer: { name: 'Lena Vogt', postalAddress: { line1: 'Gartenweg 7' } },
        lines: [{ quantity: '2', netAmount: 5714n, itemNetPrice: '28.57' }], charges: [{ amount: 412n, reasonCode: 'FC' }], totals: { withoutVat: 6126n, vat: 1164n, withVat: 7290n, paid: 7290n, due: 0n },
      },
    });
  }));

test('the year is the market\'s: on New Year\'s Eve at 23:30 UTC it is next year in Berlin', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const groupId = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);

    const [document] = await as(ctx.actor, at('2026-12-31T23:30:00Z')).inTx((tx) => freezeDocuments(tx, groupId));

    expect(document?.contents.number).toBe(`${shop.potter.vendor.seriesPrefix}-2027-00001`);
  }));

test('two hundred issued at once, every twentieth failing, are numbered 1 to n without gap or double', () =>
  withDatabase(async ({ ctx }) => {
    const series = (issuerId: string) => ({ issuerKind: 'vendor' as const, issuerId, documentType: 'invoice' as const, prefix: 'TB', fiscalPeriod: '2026' });
    const [a, b] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002'];
    const drawn: bigint[] = [];
    const issue = (index: number) =>
      ctx.inTx(async (tx) => {
        // Half of them lock the two series the other way round: sorted inside, they do not wait for each other in a ring.
        const numbers = [...(await drawNumbers(tx, index % 2 === 0 ? [series(a!), series(b!)] : [series(b!), series(a!)])).values()];
        if (index % 20 === 7) throw new Error('the document could not be written');
        return numbers;
      });

    const results = await Promise.allSettled(Array.from({ length: 200 }, (_, index) => issue(index)));

    for (const result of results) if (result.status === 'fulfilled') drawn.push(...result.value);
    const expected = Array.from({ length: 190 }, (_, index) => BigInt(index + 1));
    expect(results.filter((result) => result.status === 'rejected')).toHaveLength(10);
    expect(drawn.sort((x, y) => Number(x - y))).toEqual([...expected, ...expected].sort((x, y) => Number(x - y)));
  }));

test('documents of eight order groups issued at once, every third failing and tried again: each vendor\'s numbers run from 1 to 8', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const lines = [{ variantId: shop.beekeeper.variantId, quantity: 1 }, { variantId: shop.potter.variantId, quantity: 1 }];
    const groups: OrderGroupId[] = [];
    for (let index = 0; index < 8; index += 1) groups.push(await boughtGroup(ctx, shop, lines));
    const issue = (index: number, mayFail: boolean) =>
      ctx.inTx(async (tx) => {
        await freezeDocuments(tx, groups[index]!);
        if (mayFail && index % 3 === 0) throw new Error('the worker was stopped');
      });

    const first = await Promise.allSettled(groups.map((_group, index) => issue(index, true)));
    const failed = first.flatMap((result, index) => (result.status === 'rejected' ? [index] : []));
    await Promise.all(failed.map((index) => issue(index, false)));

    expect(failed).toEqual([0, 3, 6]);
    const rows = await ctx.inRead((tx) => tx.tx('invoicing.documents').where({ tenant_id: tx.tenantId }).select('vendor_id', 'sequence'));
    for (const stand of [shop.beekeeper, shop.potter]) {
      const mine = rows.filter((row) => row.vendor_id === stand.vendor.id).map((row) => Number(row.sequence));
      expect(mine.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    }
    expect(await gaps(ctx)).toEqual([]);
  }));

test('a frozen document cannot be changed or taken away, and one that was tampered with is not opened', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const groupId = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    const [document] = await ctx.inTx((tx) => freezeDocuments(tx, groupId));
    const mine = (tx: TxCtx) => tx.tx('invoicing.documents').where({ tenant_id: tx.tenantId, id: document!.id });

    await expect(ctx.inTx(async (tx) => void (await mine(tx).update({ total_minor: 1 })))).rejects.toThrow('permission denied');
    await expect(ctx.inTx(async (tx) => void (await mine(tx).delete()))).rejects.toThrow('permission denied');
    await expect(ctx.inTx((tx) => freezeDocuments(tx, groupId))).rejects.toThrow();

    expect((await ctx.inRead((tx) => openContents(tx, document!.id))).totals.grossMinor).toBe(3890n);
    expect(await ctx.inRead((tx) => listGroupDocumentHeads(tx, groupId))).toHaveLength(1);
    expect(await gaps(ctx)).toEqual([]);
  }));

test('what the marketplace sells in the eyes of the law stands on one document of its own, under its own number, and names whose goods they are', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    // Two makers outside the Union: the marketplace is deemed to sell their goods (VAT Directive art. 14a).
    const abroad = await ctx.inTx(async (tx) => [
      await savedStand(tx, { name: 'Alder & Ash', title: 'Brotbrett', minor: 6900n, onHand: 3, vendorCountry: 'US' }), await savedStand(tx, { name: 'Fjord Textil', title: 'Decke', minor: 9900n, onHand: 3, vendorCountry: 'US' }),
    ]);
    const groupId = await boughtGroup(ctx, shop, [shop.potter, ...abroad].map((stand) => ({ variantId: stand.variantId, quantity: 1 })));

    const documents = await ctx.inTx((tx) => freezeDocuments(tx, groupId));

    expect(documents.map((one) => [one.issuerKind, one.contents.number, one.contents.issuer.name, one.contents.totals.grossMinor])).toEqual([
      ['vendor', `${shop.potter.vendor.seriesPrefix}-2026-00001`, 'Töpferei Brandt (legal)', 3890n], ['platform', 'OMA-2026-00001', 'Oma Marktplatz GmbH', 6900n + 9900n + 980n],
    ]);
    expect(documents[1]?.contents).toMatchObject({ onBehalfBy: null, orderNumbers: [expect.stringMatching(/-2$/), expect.stringMatching(/-3$/)] });
    expect(documents[1]?.contents.notes).toContain('Geliefert von: Alder & Ash, Fjord Textil.');
  }));
