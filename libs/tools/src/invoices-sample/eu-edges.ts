import { marketplace, sellers, shoppers } from './parties.js';
import { type Sample, bySepa, sample, solano } from './sample.js';

const LONG = 'Genossenschaft der Töpferinnen, Weberinnen, Buchbinder und Korbflechter des mittleren Muldentals mit beschränkter Haftung (GmbH) in Liquidation';

/** Discounts by who pays for them, charges, ways to pay, and text that is hard to set. */
export const edges = (): Sample[] => [
  sample('discount-line-vendor', { issuer: sellers.DE, buyer: shoppers.DE, locale: 'de', lines: [{ title: 'Becher „Ebbe“', quantity: 3, netMinor: 17_142n, ratePct: '19', discounts: [{ label: '10 % Herbstrabatt', funder: 'vendor', netMinor: 1714n }] }] }),
  sample('discount-line-tenant', { issuer: sellers.FI, buyer: shoppers.FI, locale: 'fi', lines: [{ title: 'Kulho', quantity: 2, netMinor: 9562n, ratePct: '25.5', discounts: [{ label: 'Syyskampanja', funder: 'tenant', netMinor: 956n }] }] }),
  sample('discount-line-platform', { issuer: sellers.FR, buyer: shoppers.FR, locale: 'fr', brand: solano, lines: [{ title: 'Savon de Marseille', quantity: 7, netMinor: 8631n, ratePct: '20', discounts: [{ label: 'Bienvenue', funder: 'platform', netMinor: 500n }, { label: 'Par sept', funder: 'vendor', netMinor: 431n }] }] }),
  sample('discount-document-mixed', {
    issuer: sellers.DE, buyer: shoppers.DE, locale: 'de', lines: [{ title: 'Becher „Ebbe“', quantity: 3, netMinor: 17_142n, ratePct: '19' }, { title: 'Buch „Ton“', quantity: 2, netMinor: 5714n, ratePct: '7' }, { kind: 'shipping', title: 'Versand', netMinor: 412n, ratePct: '19' }],
    discounts: [{ label: 'Gutschein OMA20', funder: 'tenant', parts: [{ netMinor: 1200n, ratePct: '19' }, { netMinor: 400n, ratePct: '7' }] }, { label: 'Versand frei', funder: 'vendor', parts: [{ netMinor: 412n, ratePct: '19' }] }],
  }),
  sample('discounts-of-all', {
    issuer: sellers.AT, buyer: shoppers.AT, locale: 'de', lines: [{ title: 'Leinentuch', quantity: 3, netMinor: 10_000n, ratePct: '20', discounts: [{ label: 'Mengenrabatt', funder: 'vendor', netMinor: 333n }] }, { title: 'Marmelade', quantity: 7, netMinor: 4445n, ratePct: '10', discounts: [{ label: 'Aktion', funder: 'tenant', netMinor: 445n }] }],
    discounts: [{ label: 'Treue', funder: 'platform', parts: [{ netMinor: 500n, ratePct: '20' }, { netMinor: 200n, ratePct: '10' }] }],
  }),
  sample('charges-deposit', { issuer: sellers.DE, buyer: shoppers.DE, locale: 'de', lines: [{ title: 'Apfelsaft', quantity: 12, netMinor: 2388n, ratePct: '19' }, { kind: 'fee', title: 'Pfand', netMinor: 180n, ratePct: '19' }, { kind: 'shipping', title: 'Versand', netMinor: 590n, ratePct: '19' }] }),
  sample('charges-eco-fee', { issuer: sellers.FR, buyer: shoppers.FR, locale: 'fr', lines: [{ title: 'Lampe', netMinor: 4900n, ratePct: '20' }, { kind: 'fee', title: 'Éco-participation', netMinor: 12n, ratePct: '20' }] }),
  sample('transfer-due-DE', { issuer: sellers.DE, buyer: marketplace, locale: 'de', buyerReference: '04011000-1234512345-06', ...bySepa, lines: [{ title: 'Becher mit Aufdruck', quantity: 144, netMinor: 123_456n, ratePct: '19' }] }),
  sample('direct-debit-DE', { issuer: sellers.DE, buyer: marketplace, locale: 'de', prepaidMinor: 0n, paid: null, dueOn: '2026-12-05', paymentBy: { means: 'direct_debit', iban: 'DE75512108001245126199', accountName: 'DE98ZZZ09999999999', mandate: 'OMA-0815' }, lines: [{ title: 'Becher', quantity: 10, netMinor: 19_900n, ratePct: '19' }] }),
  sample('part-paid-rounded-FI', { issuer: sellers.FI, buyer: shoppers.FI, locale: 'fi', ...bySepa, paymentBy: { means: 'transfer', iban: 'FI2112345600000785', accountName: null, mandate: null }, prepaidMinor: 2000n, roundingMinor: 2n, lines: [{ title: 'Kulho', netMinor: 3981n, ratePct: '25.5' }] }),
  sample('long-names', { issuer: { ...sellers.DE, name: LONG }, buyer: { ...shoppers.DE, name: 'Maria Theresia Walburga Freifrau von und zu Hohenstein-Wildenfels-Schönburg' }, locale: 'de', lines: [{ title: `${LONG}: handgedrehte, zweifach glasierte und im Holzofen gebrannte Vorratsdose mit Deckel aus geöltem Nussbaumholz`, detail: 'Farbe: Nachtblau mit eingelegten Tupfen in gebrochenem Weiß, Größe: L, ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789', quantity: 1234, netMinor: 12_345_678n, ratePct: '19' }] }),
  sample('hebrew-DE-IL', { issuer: sellers.DE, buyer: shoppers.IL, locale: 'en', lines: [{ title: 'ספל קרמיקה בעבודת יד', detail: 'כחול, 300 ml', quantity: 2, netMinor: 11_428n, treatment: 'export' }] }),
  sample('arabic-FR-SA', { issuer: sellers.FR, buyer: shoppers.SA, locale: 'fr', brand: solano, lines: [{ title: 'صابون مرسيليا بزيت الزيتون', detail: '300 غرام', quantity: 6, netMinor: 7398n, treatment: 'export' }] }),
  sample('marked-up-text', { issuer: { ...sellers.IE, name: 'O’Malley & Sons <Books> "Ltd"' }, buyer: shoppers.IE, locale: 'en', lines: [{ title: 'Essays on <XML> & "SGML" ]]>', netMinor: 2499n, ratePct: '23' }] }),
  sample('sixty-lines', { issuer: sellers.NL, buyer: shoppers.NL, locale: 'en', lines: Array.from({ length: 60 }, (_, index) => ({ title: `Cheese no. ${index + 1}`, detail: `KV-${1000 + index}`, quantity: (index % 5) + 1, netMinor: BigInt(1199 + index * 37), ratePct: index % 3 === 0 ? '21' : '9' })) }),
  sample('three-pieces-for-ten', { issuer: sellers.PT, buyer: shoppers.PT, lines: [{ title: 'Azulejo', quantity: 3, netMinor: 1000n, ratePct: '23' }, { title: 'Azulejo pequeno', quantity: 7, netMinor: 999n, ratePct: '23' }, { title: 'Prego', quantity: 700, netMinor: 100n, ratePct: '23' }] }),
];
