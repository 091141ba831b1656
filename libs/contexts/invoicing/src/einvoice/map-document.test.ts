import { aDocument, aParty } from '../testing.js';
import type { DocumentContents } from '../document/document.js';
import { fromStored, toStored } from '../document/stored-contents.js';
import { exact, taxAt, unitPrice } from './exact.js';
import { toEInvoice } from './map-document.js';
import { writeCii } from './write-cii.js';
import { writeUbl } from './write-ubl.js';

const potter = aParty('Töpferei Brandt', { country: 'DE' }, { vatId: 'DE129273398', registerNumber: 'HRB 4711', email: 'brandt@example.com', phone: '+49 341 1234' });
const finn = aParty('Kahvila Aalto Oy', { line1: 'Katu 3', city: 'Helsinki', postcode: '00100', country: 'FI' }, { vatId: 'FI29384715', registerNumber: '2938471-5', email: 'aalto@example.com' });
const shopper = aParty('Lena Vogt', { country: 'DE' }, { email: 'lena@example.com', electronicAddress: { scheme: '0088', id: '7300010000001' } });
const cup = { title: 'Becher „Ebbe“', quantity: 3, netMinor: 10_000n, ratePct: '19' };
const mapped = (contents: DocumentContents) => {
  const answer = toEInvoice(contents, 'peppol');
  if (answer.outcome !== 'mapped') throw new Error(JSON.stringify(answer));
  return answer.invoice;
};
const missing = (contents: DocumentContents) => {
  const answer = toEInvoice(contents, 'xrechnung');
  return answer.outcome === 'incomplete' ? answer.missing.map((one) => [one.term, one.by]) : answer.outcome;
};

test('goods are lines, shipping is a charge per rate, a discount of the document is an allowance per rate that says who pays for it', () => {
  const invoice = mapped(aDocument({
    issuer: potter, buyer: shopper, locale: 'de',
    lines: [
      { ...cup, discounts: [{ label: 'Herbst', funder: 'vendor', netMinor: 1000n }] }, { title: 'Honig', netMinor: 2000n, ratePct: '7' },
      { kind: 'shipping', title: 'Versand', netMinor: 500n, parts: [{ netMinor: 400n, ratePct: '19' }, { netMinor: 100n, ratePct: '7' }] },
    ],
    discounts: [{ label: 'Gutschein', funder: 'tenant', parts: [{ netMinor: 900n, ratePct: '19' }, { netMinor: 200n, ratePct: '7' }] }],
  }));

  expect(invoice.lines.map((line) => [line.netAmount, line.quantity, line.itemNetPrice, line.category, line.allowances])).toEqual([
    [9000n, '3', '33.333', { code: 'S', ratePct: '19' }, [{ amount: 1000n, reason: 'Herbst (getragen von Töpferei Brandt)', reasonCode: '95' }]], [2000n, '1', '20.00', { code: 'S', ratePct: '7' }, []],
  ]);
  expect(invoice.charges.map((one) => [one.amount, one.category.ratePct, one.reasonCode])).toEqual([[400n, '19', 'FC'], [100n, '7', 'FC']]);
  expect(invoice.allowances.map((one) => [one.amount, one.category.ratePct, one.reason])).toEqual([[900n, '19', 'Gutschein (getragen von Oma)'], [200n, '7', 'Gutschein (getragen von Oma)']]);
  expect(invoice.vatBreakdown).toEqual([
    { category: { code: 'S', ratePct: '19' }, taxableAmount: 8500n, taxAmount: 1615n, exemptionReason: null }, { category: { code: 'S', ratePct: '7' }, taxableAmount: 1900n, taxAmount: 133n, exemptionReason: null },
  ]);
  expect(invoice.totals).toEqual({ lineNet: 11_000n, allowances: 1100n, charges: 500n, withoutVat: 10_400n, vat: 1748n, vatInAccountingCurrency: null, withVat: 12_148n, paid: 12_148n, rounding: 0n, due: 0n });
  expect(invoice.payment).toMatchObject({ meansCode: '48', card: { digits: '4242', network: 'visa' } });
});

test.each([
  ['reverse_charge', 'AE', 'VATEX-EU-AE', 'Steuerschuldnerschaft des Leistungsempfängers'], ['intra_community', 'K', 'VATEX-EU-IC', 'Innergemeinschaftliche Lieferung'], ['export', 'G', 'VATEX-EU-G', 'Ausfuhrlieferung'],
  ['small_enterprise', 'E', null, 'Kein Ausweis von Umsatzsteuer, da Kleinunternehmer gemäß § 19 UStG'], ['exempt_with_credit', 'E', null, 'Steuerfrei nach Art. 136a MwStSystRL: Lieferung an den fiktiven Lieferer'],
] as const)('what is %s is of category %s and says why in the language of the document', (treatment, code, vatex, text) => {
  const invoice = mapped(aDocument({ issuer: potter, buyer: finn, locale: 'de', lines: [{ ...cup, ratePct: '0', treatment }] }));
  expect(invoice.vatBreakdown).toEqual([{ category: { code, ratePct: '0' }, taxableAmount: 10_000n, taxAmount: 0n, exemptionReason: { text, code: vatex } }]);
});

test('what is not subject to VAT has no rate and names no VAT number', () => {
  const invoice = mapped(aDocument({ issuer: potter, buyer: finn, lines: [{ ...cup, ratePct: '0', treatment: 'out_of_scope' }] }));
  expect([invoice.lines[0]?.category, invoice.seller.vatIdentifier, invoice.buyer.vatIdentifier]).toEqual([{ code: 'O', ratePct: null }, null, null]);
  for (const xml of [writeUbl(invoice, 'peppol'), writeCii(invoice, 'en16931')]) expect(xml).not.toMatch(/PartyTaxScheme|SpecifiedTaxRegistration/);
});

test('what is missing is named with its business term and who can supply it', () => {
  const complete = { issuer: potter, buyer: shopper, lines: [cup] };
  expect(missing(aDocument(complete))).toBe('mapped');
  expect(missing(aDocument({ ...complete, issuer: { ...potter, phone: null, email: null, vatId: null, taxNumber: '231/271', address: null } }))).toEqual([['BG-5', 'seller'], ['BT-34', 'seller'], ['BT-42', 'seller'], ['BT-43', 'seller']]);
  expect(missing(aDocument({ ...complete, buyer: { ...shopper, email: null, electronicAddress: null }, orderNumbers: [] }))).toEqual([['BT-49', 'buyer'], ['BT-10', 'buyer']]);
  expect(missing(aDocument({ ...complete, lines: [{ ...cup, ratePct: '0', treatment: 'intra_community' }], deliveredTo: null }))).toEqual([['BT-48', 'buyer'], ['BT-80', 'buyer']]);
  expect(missing(aDocument({ ...complete, lines: [{ ...cup, ratePct: '0', treatment: 'out_of_scope' }, cup] }))).toEqual([['BG-23', 'marketplace']]);
  expect(missing(aDocument({ ...complete, type: 'credit_note' }))).toEqual([['BG-3', 'marketplace']]);
  expect(missing(aDocument({ ...complete, prepaidMinor: 0n, paid: null, paymentBy: { means: 'transfer', iban: null, accountName: null, mandate: null } }))).toEqual([['BT-9', 'marketplace'], ['BT-84', 'seller']]);
  expect(missing(aDocument({ ...complete, taxPlace: 'PL' }))).toEqual([['BT-111', 'marketplace']]);
  expect(missing(aDocument({ ...complete, taxPlace: 'PL', taxCurrency: { currency: 'PLN', rate: '4.25', taxMinor: 8075n } }))).toBe('mapped');
  expect(missing(aDocument({ ...complete, type: 'receipt' }))).toBe('not_an_invoice');
});

test('a party is found where it says, else by its register, its VAT number or its mail, and Peppol knows no mail', () => {
  const at = (more: Partial<typeof finn>) => {
    const answer = toEInvoice(aDocument({ issuer: potter, buyer: { ...finn, ...more }, lines: [cup] }), 'en16931');
    return answer.outcome === 'mapped' ? answer.invoice.buyer.electronicAddress : answer.outcome;
  };
  expect(at({ electronicAddress: { scheme: '0088', id: '7300010000001' } })).toEqual({ scheme: '0088', id: '7300010000001' });
  expect(at({})).toEqual({ scheme: '0212', id: '2938471-5' });
  expect(at({ registerNumber: null, vatId: 'ATU13585627' })).toEqual({ scheme: '9914', id: 'ATU13585627' });
  expect(at({ registerNumber: null, vatId: null })).toEqual({ scheme: 'EM', id: 'aalto@example.com' });
  expect(toEInvoice(aDocument({ issuer: potter, buyer: { ...finn, registerNumber: null, vatId: null }, lines: [cup] }), 'peppol')).toMatchObject({ outcome: 'incomplete', missing: [{ term: 'BT-49', by: 'buyer' }] });
});

test.each([
  ['a total', (is: DocumentContents) => ({ ...is, totals: { ...is.totals, grossMinor: is.totals.grossMinor - 1n } })], ['a line', (is: DocumentContents) => ({ ...is, lines: is.lines.map((line) => ({ ...line, netMinor: line.netMinor + 5n })) })],
  ['a share of tax', (is: DocumentContents) => ({ ...is, lines: is.lines.map((line) => ({ ...line, shares: line.shares.map((share) => ({ ...share, taxMinor: share.taxMinor + 1n })) })) })],
  ['the tax of a rate', (is: DocumentContents) => ({ ...is, totals: { ...is.totals, netMinor: is.totals.netMinor - 50n, taxMinor: is.totals.taxMinor + 50n }, lines: is.lines.map((line) => ({ ...line, netMinor: line.netMinor - 50n, taxMinor: line.taxMinor + 50n, shares: line.shares.map((share) => ({ ...share, baseMinor: share.baseMinor - 50n, taxMinor: share.taxMinor + 50n })) })) })],
] as const)('a document on which %s is not what its parts add up to is refused', (_what, broken) => {
  const contents = aDocument({ issuer: potter, buyer: shopper, lines: [cup] });
  expect(toEInvoice(contents, 'en16931').outcome).toBe('mapped');
  expect(() => toEInvoice(broken(contents), 'en16931')).toThrow(expect.objectContaining({ code: 'invoicing.sums_differ' }));
});

test('a refund of shipping alone is a line of a credit note that names what it corrects', () => {
  const xml = writeUbl(mapped(aDocument({ type: 'credit_note', issuer: potter, buyer: shopper, corrects: [{ number: 'TB-2026-00001', issuedOn: '2026-11-01' }], lines: [{ kind: 'shipping', title: 'Versand', netMinor: 412n, ratePct: '19' }] })), 'peppol');
  expect(xml).toContain('<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>');
  expect(xml).toContain('<cac:InvoiceDocumentReference><cbc:ID>TB-2026-00001</cbc:ID><cbc:IssueDate>2026-11-01</cbc:IssueDate></cac:InvoiceDocumentReference>');
  expect(xml).toContain('<cbc:CreditedQuantity unitCode="C62">1</cbc:CreditedQuantity><cbc:LineExtensionAmount currencyID="EUR">4.12</cbc:LineExtensionAmount>');
});

test('names are escaped, and what XML has no place for is left out', () => {
  const invoice = mapped(aDocument({ issuer: { ...potter, name: 'Alder & Ash <"Söhne">\u0007' }, buyer: shopper, lines: [cup] }));
  for (const xml of [writeUbl(invoice, 'peppol'), writeCii(invoice, 'en16931')]) expect(xml).toContain('Alder &amp; Ash &lt;&quot;Söhne&quot;&gt;<');
});

test('a currency without decimals is written without them', () => {
  const xml = writeCii(mapped(aDocument({ issuer: potter, buyer: shopper, currency: 'JPY', taxCurrency: { currency: 'EUR', rate: '162.40', taxMinor: 1147n }, lines: [{ ...cup, quantity: 2, netMinor: 9801n }] })), 'en16931');
  expect(xml).toContain('<ram:ChargeAmount>4900.5</ram:ChargeAmount>');
  expect(xml).toContain('<ram:GrandTotalAmount>11663</ram:GrandTotalAmount>');
});

test('a price has as many decimals as it takes to give the total again, and tax is rounded once', () => {
  expect([unitPrice(10_000n, 3n, 'EUR'), unitPrice(6555n, 2n, 'EUR'), unitPrice(4800n, 4n, 'EUR'), unitPrice(100n, 7000n, 'EUR'), unitPrice(19_801n, 3n, 'JPY'), unitPrice(19_801n, 3n, 'KWD')]).toEqual(['33.333', '32.775', '12.00', '0.000143', '6600.333', '6.6003']);
  expect([taxAt(6126n, '19'), taxAt(10n, '25.5'), taxAt(50n, '1'), exact('-25.50')]).toEqual([1164n, 3n, 1n, { digits: -2550n, places: 2 }]);
});

test('a document that was frozen before all this was kept is opened, and is not guessed at', () => {
  const old = JSON.parse(toStored(aDocument({ issuer: potter, buyer: shopper, lines: [cup] }))) as Record<string, unknown>;
  for (const key of ['discounts', 'roundingMinor', 'prepaidMinor', 'dueOn', 'paymentBy', 'corrects', 'period', 'deliveredTo', 'buyerReference', 'taxCurrency']) delete old[key];
  old['issuer'] = { name: 'Töpferei Brandt', addressLines: ['Marktplatz 1'], vatId: 'DE129273398', registerNumber: null, email: null };
  old['lines'] = [{ kind: 'goods', title: 'Becher', detail: '', quantity: 1, unitNetMinor: '10000', netMinor: '10000', ratePct: '19', taxMinor: '1900', grossMinor: '11900' }];
  const contents = fromStored(JSON.stringify(old));
  expect([contents.prepaidMinor, contents.discounts, contents.issuer.address, contents.lines[0]?.shares]).toEqual([11_900n, [], null, []]);
  expect(missing(contents)).toEqual([['BG-5', 'seller'], ['BT-151', 'marketplace'], ['BT-42', 'seller'], ['BT-43', 'seller']]);
});
