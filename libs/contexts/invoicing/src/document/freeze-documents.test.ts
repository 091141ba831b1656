import { boughtGroup, openShop } from '@stoa/checkout/testing';
import { subscriptions as orderSubscriptions } from '@stoa/orders/subscribers';
import type { Ctx } from '@stoa/platform/context';
import { announced, at, deliverAll, withDatabase } from '@stoa/platform/testing';
import { filesForTests } from '../testing.js';
import { subscriptions } from '../subscribers.js';
import { checks } from './checks.query.js';
import { drawNumbers, listGroupDocumentHeads, openContents } from './document.repository.js';
import { freezeDocuments } from './freeze-documents.js';

const gaps = (ctx: Ctx) => ctx.inRead(async (tx) => (await Promise.all(checks.map((check) => check.run(tx)))).flatMap((verdict) => verdict.breaks));

test('each of three vendors gets its own invoice in its own series, and the group is complete with the last', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const groupId = await boughtGroup(ctx, shop);

    const files = filesForTests();
    await deliverAll(db, [...subscriptions({ files }), ...orderSubscriptions]);

    const heads = await ctx.inRead((tx) => listGroupDocumentHeads(tx, groupId));
    expect(heads.map((head) => [head.number, head.documentType, head.totalMinor]).sort()).toEqual(
      [[`${shop.beekeeper.vendor.seriesPrefix}-2026-00001`, 'invoice', 1780n], [`${shop.potter.vendor.seriesPrefix}-2026-00001`, 'invoice', 7290n], [`${shop.weaver.vendor.seriesPrefix}-2026-00001`, 'invoice', 13_690n]].sort());
    for (const head of heads) expect((await files.get(head.fileKey!))?.bytes.subarray(0, 5).toString()).toBe('%PDF-');
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
