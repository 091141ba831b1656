import { boughtGroup, openShop, savedStand, type Shop, type Stand } from '@stoa/checkout/testing';
import { balancesOf } from '@stoa/ledger';
import type { Ctx } from '@stoa/platform/context';
import { actor, announced, at, audited, withDatabase } from '@stoa/platform/testing';
import { listDocumentHeads, openContents } from '../document/document.repository.js';
import { toEInvoice } from '../einvoice/map-document.js';
import { allOf, billVendors, monthsClosed, refunded } from '../testing.js';
import { listBlockedMonths } from '../vendor-month/vendor-month.repository.js';
import { acceptAgreement } from './accept-agreement.js';
import { AGREEMENT_VERSION, agreementText } from './agreement-text.js';
import { endAgreement } from './end-agreement.js';
import { covers, daysToEndWith } from './ending.js';
import { isNews, recheckVatIds } from './recheck-vat-ids.js';

type World = { ctx: Ctx; on(time: string): Ctx; shop: Shop; potter: Stand };
/** Goods of a British vendor that lie in Leipzig: the marketplace sells them in the eyes of the law, and the vendor supplies them to it (2006/112/EC art. 14a(2), 136a). */
const withImporter = (work: (world: World) => Promise<void>): Promise<void> => withDatabase(async ({ ctx, db, as }) => {
  const shop = await openShop(ctx, db);
  const potter = await ctx.inTx((tx) => savedStand(tx, { name: 'Hollins Pottery', title: 'Teapot', minor: 11_900n, onHand: 5, vendorCountry: 'GB' }));
  await work({ ctx, on: (time) => as(actor.staff(), at(time)), shop, potter });
});
const agree = ({ ctx, potter }: World) => ctx.inTx((tx) => acceptAgreement({ ...tx, actor: actor.vendor(potter.vendor.id) }, potter.vendor.id, AGREEMENT_VERSION));
const registered = ({ ctx, potter }: World, number: string) => ctx.inTx(async (tx) => void (await tx.tx('vendors.vendors').where({ tenant_id: tx.tenantId, id: potter.vendor.id }).update({
  registrations: JSON.stringify([{ country: 'DE', region: null, scheme: 'vat', number, validFrom: '2020-01-01', validTo: null }]),
})));
async function selfBilled({ ctx, potter }: World) {
  return ctx.inRead(async (tx) => {
    const heads = (await listDocumentHeads(tx, { vendorId: potter.vendor.id, kind: null, issued: null, number: null }, { limit: 20, after: null })).filter((head) => head.documentType.startsWith('self_billed')).reverse();
    const opened = [];
    for (const head of heads) opened.push(await openContents(tx, head.id));
    return opened;
  });
}
const waiting = ({ ctx }: World) => ctx.inRead((tx) => listBlockedMonths(tx, { vendorId: null, limit: 10 }));

test('the vendor’s supply to the marketplace is billed in the vendor’s name at the full price without tax, and what goes back is corrected: only once the vendor has agreed', () =>
  withImporter(async (world) => {
    const { ctx, on, shop, potter } = world;
    const id = await boughtGroup(ctx, shop, [{ variantId: potter.variantId, quantity: 2 }]); // 2 × 119.00 and 4.90 of delivery, with 19 %
    await registered(world, 'DE136695976');
    await monthsClosed(on('2026-04-01T01:30:00Z'), '2026-03');
    await billVendors(shop.deps, on('2026-04-01T02:00:00Z'));
    expect(await selfBilled(world)).toEqual([]);
    expect((await waiting(world)).map((one) => [one.kind, one.reasonCode])).toEqual([['supply', 'invoicing.self_billing_not_agreed']]);

    await expect(ctx.inTx((tx) => acceptAgreement({ ...tx, actor: actor.vendor(shop.potter.vendor.id) }, potter.vendor.id, AGREEMENT_VERSION))).rejects.toMatchObject({ code: 'invoicing.document_not_found' });
    await expect(ctx.inTx((tx) => acceptAgreement({ ...tx, actor: actor.vendor(potter.vendor.id) }, potter.vendor.id, '2020-01'))).rejects.toMatchObject({ code: 'invoicing.other_agreement_text' });
    await agree(world);
    await agree(world);
    expect((await ctx.inRead((tx) => audited(tx))).filter((entry) => entry.action === 'invoicing.self_billing_agreed')).toHaveLength(1);
    const held = (await ctx.inRead((tx) => balancesOf(tx, { kinds: ['vendor.held', 'tax.payable', 'tenant.payable'] })));
    await billVendors(shop.deps, on('2026-04-01T02:05:00Z'));

    const [supply, ...more] = await selfBilled(world);
    expect(more).toEqual([]);
    expect(supply).toMatchObject({
      type: 'self_billed_invoice', number: `MP-${potter.vendor.seriesPrefix}-2026-00001`, issuer: { name: 'Hollins Pottery (legal)', vatId: 'DE136695976' }, buyer: { name: 'Oma Marktplatz GmbH', vatId: 'DE123456789' }, onBehalfBy: 'Oma Marktplatz GmbH',
      totals: { netMinor: 20_412n, taxMinor: 0n, grossMinor: 20_412n }, period: { from: '2026-03-01', to: '2026-03-31' },
    });
    expect(supply?.lines.map((line) => [line.kind, line.title, line.quantity, line.netMinor, line.shares[0]?.treatment])).toEqual([['goods', 'Teapot', 2, 20_000n, 'exempt_with_credit'], ['shipping', expect.any(String), 1, 412n, 'exempt_with_credit']]);
    expect(toEInvoice(supply!, 'en16931')).toMatchObject({ outcome: 'mapped', invoice: { typeCode: '389' } });
    expect(await ctx.inRead((tx) => balancesOf(tx, { kinds: ['vendor.held', 'tax.payable', 'tenant.payable'] }))).toEqual(held);

    await refunded(on('2026-04-10T09:00:00Z'), shop, id, (group) => ({ lines: [{ lineId: group.orders[0]!.lines[0]!.id, quantity: 1, restock: true }] }));
    await monthsClosed(on('2026-05-01T01:30:00Z'), '2026-04');
    await billVendors(shop.deps, on('2026-05-01T02:00:00Z'));
    const [, credit, ...none] = await selfBilled(world);
    expect(none).toEqual([]);
    expect(credit).toMatchObject({ type: 'self_billed_credit_note', number: `MP-${potter.vendor.seriesPrefix}-C-2026-00001`, corrects: [{ number: supply!.number }], totals: { netMinor: 10_000n, grossMinor: 10_000n } });
    expect(toEInvoice(credit!, 'en16931')).toMatchObject({ outcome: 'mapped', invoice: { typeCode: '261' } });
  }));

test('a vendor whose VAT number the register calls not valid gets no self-billed document until it has another, and staff are told why', () =>
  withImporter(async (world) => {
    const { ctx, on, shop, potter } = world;
    await boughtGroup(ctx, shop, [{ variantId: potter.variantId, quantity: 1 }]);
    await agree(world);
    await registered(world, 'DE811907000'); // the stand-in's rule: a number that ends in 000 is not valid
    await monthsClosed(on('2026-04-01T01:30:00Z'), '2026-03');

    await billVendors(shop.deps, on('2026-04-01T02:00:00Z'));
    expect(await selfBilled(world)).toEqual([]);
    expect(await waiting(world)).toMatchObject([{ kind: 'supply', reasonCode: 'invoicing.vendor_vat_id_invalid', reason: expect.stringContaining('DE811907000') }]);

    await registered(world, 'DE136695976');
    await billVendors(shop.deps, on('2026-04-01T03:30:00Z'));
    expect((await selfBilled(world)).map((one) => one.issuer.vatId)).toEqual(['DE136695976']);
    expect(await waiting(world)).toEqual([]);
  }));

test('a refund in the month of the sale corrects the invoice of that month, and all of it ends at nothing', () =>
  withImporter(async (world) => {
    const { ctx, on, shop, potter } = world;
    const id = await boughtGroup(ctx, shop, [{ variantId: potter.variantId, quantity: 1 }]);
    await agree(world);
    await refunded(ctx, shop, id, allOf(potter.vendor.id));
    await monthsClosed(on('2026-04-01T01:30:00Z'), '2026-03');
    await billVendors(shop.deps, on('2026-04-01T02:00:00Z'));

    const [supply, credit, ...none] = await selfBilled(world);
    expect(none).toEqual([]);
    expect([supply?.totals.grossMinor, credit?.totals.grossMinor, credit?.corrects[0]?.number]).toEqual([10_412n, 10_412n, supply?.number]);
  }));

test('the agreement is there in the languages of documents and more, each text its own; English for all others', () => {
  const texts = ['en', 'de', 'fi', 'fr', 'es', 'it', 'nl', 'sv', 'pl'].map((locale) => agreementText('Oma eG', locale));
  expect(texts.map((text) => text.locale)).toEqual(['en', 'de', 'fi', 'fr', 'es', 'it', 'nl', 'sv', 'pl']);
  expect(new Set(texts.map((text) => text.sha256)).size).toBe(9);
  for (const { paragraphs } of texts) expect([paragraphs.length, paragraphs[0]?.includes('Oma eG'), paragraphs[2]?.includes('7')]).toEqual([5, true, true]);
  expect(agreementText('Oma eG', 'ja').locale).toBe('en');
  expect(agreementText('Oma eG', 'fr-CH').locale).toBe('fr');
});

test.each([[null, '2026-03-31', true], ['2026-03-31', '2026-03-31', true], ['2026-03-31', '2026-04-30', false], ['2026-03-31', '2026-02-28', true]])('an agreement that ends on %s covers what was supplied until %s: %s', (endsOn, lastDay, isCovered) =>
  expect(covers(endsOn === null ? null : { endsOn }, lastDay)).toBe(isCovered));
test('an agreement ends with this month or one of the next twelve', () => {
  expect(daysToEndWith('2027-12-31')).toHaveLength(13);
  expect([daysToEndWith('2027-12-31').slice(0, 3), daysToEndWith('2028-02-01')[0]]).toEqual([['2027-12-31', '2028-01-31', '2028-02-29'], '2028-02-29']);
});

test('either side ends it with a month: what was supplied until then is billed, later months wait and say why, both are told once; agreeing again takes the end back', () =>
  withImporter(async (world) => {
    const { ctx, on, shop, potter } = world;
    const end = (endsOn: string, side: 'vendor' | 'marketplace' = 'vendor', by = potter.vendor.id) => ctx.inTx((tx) => endAgreement(side === 'vendor' ? { ...tx, actor: actor.vendor(by) } : tx, potter.vendor.id, { endsOn, side }));
    await boughtGroup(ctx, shop, [{ variantId: potter.variantId, quantity: 1 }]);
    await boughtGroup(on('2026-04-05T09:00:00Z'), shop, [{ variantId: potter.variantId, quantity: 1 }]);
    await registered(world, 'DE136695976');
    await expect(end('2026-03-31')).rejects.toMatchObject({ code: 'invoicing.self_billing_not_agreed' });
    await agree(world);
    await expect(end('2026-03-30')).rejects.toMatchObject({ code: 'invoicing.not_a_month_to_end_with' });
    await expect(end('2026-02-28')).rejects.toMatchObject({ code: 'invoicing.not_a_month_to_end_with' });
    await expect(end('2026-03-31', 'vendor', shop.potter.vendor.id)).rejects.toMatchObject({ code: 'invoicing.document_not_found' });
    expect((await end('2026-03-31', 'marketplace')).ending).toMatchObject({ endsOn: '2026-03-31', side: 'marketplace' });
    await end('2026-03-31');
    await expect(end('2026-04-30')).rejects.toMatchObject({ code: 'invoicing.self_billing_ends_already' });
    expect((await announced(ctx)).filter((event) => event.name === 'invoicing.self_billing_ended').map((event) => event.payload)).toEqual([{ vendorId: potter.vendor.id, endsOn: '2026-03-31', side: 'marketplace' }]);

    await monthsClosed(on('2026-05-01T01:30:00Z'), '2026-03', '2026-04');
    await billVendors(shop.deps, on('2026-05-01T02:00:00Z'));
    expect((await selfBilled(world)).map((one) => one.period?.from)).toEqual(['2026-03-01']);
    expect(await waiting(world)).toMatchObject([{ period: '2026-04', kind: 'supply', reasonCode: 'invoicing.self_billing_ended', reason: expect.stringContaining('2026-03-31, by the marketplace') }]);

    await agree(world);
    expect((await ctx.inRead((tx) => audited(tx))).filter((entry) => entry.action === 'invoicing.self_billing_agreed')).toHaveLength(2);
    await billVendors(shop.deps, on('2026-05-01T02:10:00Z'));
    expect((await selfBilled(world)).map((one) => one.period?.from)).toEqual(['2026-03-01', '2026-04-01']);
    expect(await waiting(world)).toEqual([]);
  }));

test.each([[null, 'valid', false], [null, 'invalid', true], ['valid', 'invalid', true], ['invalid', 'valid', true], ['valid', 'valid', false], ['invalid', 'invalid', false], ['valid', null, false]] as const)('a number known as %s and found %s is news: %s', (known, found, isIt) =>
  expect(isNews({ taxId: 'DE1', outcome: known }, { taxId: 'DE1', outcome: found })).toBe(isIt));

test('each night the register is asked about the numbers of self-billed vendors, once by whichever worker: what changed is told, and holding again lets write what waited', () =>
  withImporter(async (world) => {
    const { ctx, on, shop, potter } = world;
    const told = async () => (await announced(ctx)).filter((event) => event.name === 'invoicing.vendor_vat_id_changed').map((event) => event.payload);
    const look = (time: string) => recheckVatIds(shop.deps, on(time));
    await registered(world, 'DE136695976');
    expect(await look('2026-03-01T10:00:00Z')).toBe(0); // nobody has agreed
    await boughtGroup(ctx, shop, [{ variantId: potter.variantId, quantity: 1 }]);
    await agree(world);
    expect((await Promise.all([look('2026-03-01T10:00:00Z'), look('2026-03-01T10:00:00Z')])).sort()).toEqual([0, 1]);
    expect(await look('2026-03-02T00:59:00Z')).toBe(0); // the night begins at two where the marketplace is
    expect(await told()).toEqual([]);

    await registered(world, 'DE811907000');
    await monthsClosed(on('2026-04-01T01:30:00Z'), '2026-03');
    expect(await look('2026-04-01T01:00:00Z')).toBe(1);
    expect(await told()).toEqual([{ vendorId: potter.vendor.id, taxId: 'DE811907000', outcome: 'invalid' }]);
    await billVendors(shop.deps, on('2026-04-02T00:30:00Z'));
    expect(await waiting(world)).toMatchObject([{ reasonCode: 'invoicing.vendor_vat_id_invalid' }]);

    await registered(world, 'DE136695976');
    expect(await look('2026-04-02T01:00:00Z')).toBe(1);
    expect((await told()).at(-1)).toEqual({ vendorId: potter.vendor.id, taxId: 'DE136695976', outcome: 'valid' });
    await billVendors(shop.deps, on('2026-04-02T01:01:00Z')); // sooner than an hour after the last try
    expect((await selfBilled(world)).map((one) => one.issuer.vatId)).toEqual(['DE136695976']);

    await ctx.inTx((tx) => endAgreement({ ...tx, actor: actor.vendor(potter.vendor.id) }, potter.vendor.id, { endsOn: '2026-03-31', side: 'vendor' }));
    expect(await look('2026-04-03T01:00:00Z')).toBe(0);
  }));
