import fc from 'fast-check';
import { boughtGroup, openShop } from '@stoa/checkout/testing';
import { balancesOf, journalsOf, postingsBetween } from '@stoa/ledger';
import type { Ctx } from '@stoa/platform/context';
import { at, withDatabase } from '@stoa/platform/testing';
import { savedPlan } from '@stoa/pricing/testing';
import { toEInvoice } from '../einvoice/map-document.js';
import { checks } from '../document/checks.query.js';
import type { DocumentContents } from '../document/document.js';
import { listDocumentHeads, openContents } from '../document/document.repository.js';
import { billVendors } from './bill-vendors.js';
import { commissionSource } from './freeze-commission.js';
import { listBlockedMonths } from './vendor-month.repository.js';
import { allOf, comesBack, monthsClosed, refunded } from '../testing.js';

const NO_FILTER = { vendorId: null, kind: null, issued: null, number: null };
const documentsFor = async (ctx: Ctx) => ctx.inRead(async (tx) => {
  const heads = (await listDocumentHeads(tx, NO_FILTER, { limit: 50, after: null })).filter((head) => head.orderGroupId === null).reverse();
  const opened: { head: (typeof heads)[number]; contents: DocumentContents }[] = [];
  for (const head of heads) opened.push({ head, contents: await openContents(tx, head.id) });
  return opened;
});
const taxOwed = async (ctx: Ctx) => (await ctx.inRead((tx) => balancesOf(tx, { kinds: ['tax.payable'] }))).reduce((sum, one) => sum + one.balanceMinor, 0n);
const gaps = (ctx: Ctx) => ctx.inRead(async (tx) => (await checks[0]!.run(tx)).breaks);

test('after a month is closed each vendor has one invoice for its commission: German tax taken out of it at home, reverse charge to Finland, and the books owe that tax', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    await boughtGroup(ctx, shop); // commission 15 % of the net goods: 57.14 + 108.40 + 12.06
    const owedBefore = await taxOwed(ctx);
    const later = as(ctx.actor, at('2026-04-01T02:00:00Z'));
    await monthsClosed(later, '2026-03');

    await billVendors(shop.deps, later);
    await billVendors(shop.deps, as(ctx.actor, at('2026-04-01T03:00:00Z')));

    const written = await documentsFor(ctx);
    const of = (vendorId: string) => written.find(({ head }) => head.vendorId === vendorId)!;
    expect(written).toHaveLength(3);
    const potter = of(shop.potter.vendor.id);
    expect(potter.contents).toMatchObject({
      type: 'commission_invoice', issuedOn: '2026-04-01', suppliedOn: '2026-03-31', period: { from: '2026-03-01', to: '2026-03-31' }, buyerReference: '2026-03', corrects: [],
      issuer: { name: 'Oma Marktplatz GmbH', vatId: 'DE123456789' }, buyer: { name: 'Töpferei Brandt (legal)', vatId: 'DE129273398' }, paymentBy: { means: 'set_off' },
      totals: { netMinor: 720n, taxMinor: 137n, grossMinor: 857n },
    });
    expect(potter.contents.lines).toMatchObject([{ title: 'Provision auf 1 Bestellung', ratePct: '19', netMinor: 720n, taxMinor: 137n, shares: [{ treatment: 'standard', ratePct: '19', country: 'DE', baseMinor: 720n, taxMinor: 137n }] }]);
    const weaver = of(shop.weaver.vendor.id);
    expect(weaver.contents).toMatchObject({ totals: { netMinor: 1626n, taxMinor: 0n, grossMinor: 1626n }, buyer: { vatId: 'FI20774740' }, notes: ['Steuerschuldnerschaft des Leistungsempfängers.'] });
    expect(weaver.contents.lines[0]?.shares).toMatchObject([{ treatment: 'reverse_charge', baseMinor: 1626n, taxMinor: 0n }]);
    expect(written.map(({ head }) => head.number).sort()).toEqual(['OMA-F-2026-00001', 'OMA-F-2026-00002', 'OMA-F-2026-00003']);
    for (const { contents } of written) expect(toEInvoice(contents, 'en16931')).toMatchObject({ outcome: 'mapped', invoice: { typeCode: '380' } });

    const taxes = written.reduce((sum, { contents }) => sum + contents.totals.taxMinor, 0n);
    expect((await taxOwed(ctx)) - owedBefore).toBe(taxes);
    const [journal, ...more] = await ctx.inRead((tx) => journalsOf(tx, [commissionSource(potter.head.id)]));
    expect(more).toEqual([]);
    expect(journal).toMatchObject({ event: 'commission_taxed', entries: [{ account: { kind: 'tenant.payable' }, amountMinor: 137n }, { account: { kind: 'tax.payable', dimension: 'DE' }, amountMinor: -137n }] });
    expect(await gaps(ctx)).toEqual([]);
  }));

test('what goes back in the same month lowers it to nothing, and no document is written; in a later month it is a credit note that names the invoice', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop);
    await refunded(ctx, shop, id, allOf(shop.beekeeper.vendor.id));
    await refunded(as(ctx.actor, at('2026-04-10T09:00:00Z')), shop, id, allOf(shop.potter.vendor.id));
    const owedBefore = await taxOwed(ctx);
    const later = as(ctx.actor, at('2026-05-01T02:00:00Z'));
    await monthsClosed(later, '2026-03', '2026-04');

    await billVendors(shop.deps, later);

    const written = await documentsFor(ctx);
    expect(written.filter(({ head }) => head.vendorId === shop.beekeeper.vendor.id)).toEqual([]);
    const potters = written.filter(({ head }) => head.vendorId === shop.potter.vendor.id);
    expect(potters.map(({ head }) => [head.number.replace(/\d+$/, 'n'), head.documentType, head.totalMinor])).toEqual([['OMA-F-2026-n', 'commission_invoice', 857n], ['OMA-FC-2026-n', 'commission_credit_note', 857n]]);
    const note = potters[1]!;
    expect(note.contents).toMatchObject({ corrects: [{ number: potters[0]!.head.number, issuedOn: '2026-05-01' }], totals: { netMinor: 720n, taxMinor: 137n, grossMinor: 857n }, period: { from: '2026-04-01', to: '2026-04-30' } });
    expect(toEInvoice(note.contents, 'en16931')).toMatchObject({ outcome: 'mapped', invoice: { typeCode: '381' } });
    expect((await taxOwed(ctx)) - owedBefore).toBe(0n);
    expect(await gaps(ctx)).toEqual([]);
  }));

test('two workers at once write each document once', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    await boughtGroup(ctx, shop);
    const later = as(ctx.actor, at('2026-04-01T02:00:00Z'));
    await monthsClosed(later, '2026-03');

    await Promise.all([billVendors(shop.deps, later), billVendors(shop.deps, later), billVendors(shop.deps, later)]);

    expect((await documentsFor(ctx)).map(({ head }) => head.number).sort()).toEqual(['OMA-F-2026-00001', 'OMA-F-2026-00002', 'OMA-F-2026-00003']);
    expect(await gaps(ctx)).toEqual([]);
  }));

test('one that lacks something waits with its reason and is written when that is there; the others do not wait for it', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    await boughtGroup(ctx, shop);
    const later = as(ctx.actor, at('2026-04-01T02:00:00Z'));
    await monthsClosed(later, '2026-03');
    const ofPotter = async (legalName: string) => ctx.inTx(async (tx) => void (await tx.tx('vendors.vendors').where({ tenant_id: tx.tenantId, id: shop.potter.vendor.id }).update({ legal_name: legalName })));
    await ofPotter(' ');

    await billVendors(shop.deps, later);
    expect(await documentsFor(ctx)).toHaveLength(2);
    expect(await ctx.inRead((tx) => listBlockedMonths(tx, { vendorId: null, limit: 10 }))).toMatchObject([{ vendorId: shop.potter.vendor.id, period: '2026-03', kind: 'commission', reasonCode: 'invoicing.contents_missing' }]);

    await ofPotter('Töpferei Brandt e.K.');
    await billVendors(shop.deps, as(ctx.actor, at('2026-04-01T02:30:00Z')));
    expect(await documentsFor(ctx)).toHaveLength(2);
    await billVendors(shop.deps, as(ctx.actor, at('2026-04-01T03:01:00Z')));
    expect(await documentsFor(ctx)).toHaveLength(3);
    expect(await ctx.inRead((tx) => listBlockedMonths(tx, { vendorId: null, limit: 10 }))).toEqual([]);
  }));

test('a marketplace without a VAT number cannot leave the tax to a vendor abroad: that invoice waits and says so', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    await boughtGroup(ctx, shop);
    await db.transactionAsControl(async (tx) => void (await tx('tenancy.tenants').where({ tenant_id: ctx.tenantId }).update({ vat_id: null })));
    const later = as(ctx.actor, at('2026-04-01T02:00:00Z'));
    await monthsClosed(later, '2026-03');

    await billVendors(shop.deps, later);

    const waiting = await ctx.inRead((tx) => listBlockedMonths(tx, { vendorId: shop.weaver.vendor.id, limit: 10 }));
    expect(waiting).toMatchObject([{ reasonCode: 'invoicing.contents_missing', reason: expect.stringContaining('VAT numbers of both') }]);
    expect((await documentsFor(ctx)).filter(({ head }) => head.vendorId === shop.weaver.vendor.id)).toEqual([]);
  }));

test('over months of sales, refunds and refunds that failed, invoices less credit notes are to the cent the commission that the books took of each vendor', () =>
  fc.assert(fc.asyncProperty(fc.array(fc.record({ month: fc.integer({ min: 3, max: 5 }), quantity: fc.integer({ min: 1, max: 2 }), fate: fc.constantFrom('kept', 'returned', 'returned late', 'came back') }), { minLength: 2, maxLength: 4 }), async (sales) =>
    withDatabase(async ({ ctx, db, as }) => {
      const shop = await openShop(ctx, db);
      await ctx.inTx((tx) => savedPlan(tx, { rules: [{ categoryPath: null, vendorId: null, name: 'All', bp: 1_250n, amounts: [{ currency: 'EUR', fixedMinor: 30n, minMinor: null, maxMinor: null }] }] }));
      const on = (month: number, day: number) => as(ctx.actor, at(`2026-0${month}-${String(day).padStart(2, '0')}T09:00:00Z`));
      for (const { month, quantity, fate } of [...sales].sort((a, b) => a.month - b.month)) {
        const id = await boughtGroup(on(month, 5), shop, [{ variantId: shop.beekeeper.variantId, quantity }]);
        if (fate === 'kept') continue;
        await refunded(on(fate === 'returned late' ? month + 1 : month, 20), shop, id, allOf(shop.beekeeper.vendor.id));
        if (fate === 'came back') await comesBack(on(month + 1, 2), shop, id);
      }
      for (const month of [3, 4, 5, 6]) {
        const end = as(ctx.actor, at(`2026-0${month + 1}-01T02:00:00Z`));
        await monthsClosed(end, `2026-0${month}`);
        await billVendors(shop.deps, end);
      }
      const written = await documentsFor(ctx);
      const billed = written.reduce((sum, { head }) => sum + (head.documentType === 'commission_invoice' ? head.totalMinor : -head.totalMinor), 0n);
      const taxed = written.reduce((sum, { head, contents }) => sum + (head.documentType === 'commission_invoice' ? contents.totals.taxMinor : -contents.totals.taxMinor), 0n);
      const postings = await ctx.inRead((tx) => postingsBetween(tx, { kinds: ['tenant.payable'], from: at('2026-01-01T00:00:00Z'), to: at('2026-12-31T00:00:00Z'), after: null, limit: 1_000 }));
      const sumOf = (events: readonly string[]) => postings.filter((one) => events.includes(one.event)).reduce((sum, one) => sum + one.creditMinor, 0n);
      expect(billed).toBe(sumOf(['commission', 'refund_decided', 'refund_undone']));
      expect(taxed).toBe(-sumOf(['commission_taxed']));
      expect(await gaps(ctx)).toEqual([]);
    })), { numRuns: 3, seed: 20_261_122 }), 60_000);
