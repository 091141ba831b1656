import type { Party } from '@stoa/invoicing';
import { chineseVendor, farVendor, marketplace, sellers, shoppers, swissVendor } from './parties.js';
import { type Sample, bySepa, sample, setOff, solano } from './sample.js';

const november = { from: '2026-11-01', to: '2026-11-30' };
const commission = (name: string, buyer: Party, treatment: 'standard' | 'reverse_charge' | 'out_of_scope', locale: string, more: Parameters<typeof sample>[1] | object = {}): Sample => sample(name, {
  type: 'commission_invoice', issuer: marketplace, buyer, locale, onBehalfBy: null, orderNumbers: ['2026-11'], period: november, paymentBy: setOff, paid: { on: '2026-12-01', brand: null, last4: null }, deliveredTo: null,
  lines: [{ title: 'Commission on 41 orders', detail: '12 % of 5,417.00', netMinor: 65_004n, ...(treatment === 'standard' ? { ratePct: '19' } : { treatment }) }, { title: 'Listing fee', quantity: 5, netMinor: 495n, ...(treatment === 'standard' ? { ratePct: '19' } : { treatment }) }],
  ...more,
});

/** What the marketplace charges its vendors: at home, to businesses elsewhere in the union, and outside of it. */
export const commissions = (): Sample[] => [
  commission('commission-DE', sellers.DE, 'standard', 'de'), commission('commission-reverse-FI', sellers.FI, 'reverse_charge', 'fi'), commission('commission-reverse-FR', sellers.FR, 'reverse_charge', 'fr'),
  commission('commission-reverse-PL', sellers.PL, 'reverse_charge', 'en'), commission('commission-reverse-IT', sellers.IT, 'reverse_charge', 'en'), commission('commission-outside-US', farVendor, 'out_of_scope', 'en', { brand: solano }),
  commission('commission-credit-DE', sellers.DE, 'standard', 'de', { type: 'commission_credit_note', corrects: [{ number: 'S-2026-commission-DE', issuedOn: '2026-12-01' }] }),
  commission('commission-credit-FI', sellers.FI, 'reverse_charge', 'fi', { type: 'commission_credit_note', corrects: [{ number: 'S-2026-commission-reverse-FI', issuedOn: '2026-12-01' }] }),
];

/** Written by the marketplace as the buyer, in the vendor's name: first-party purchases, and the leg to the one who is deemed to sell. */
export const selfBilled = (): Sample[] => [
  sample('self-billed-DE', { type: 'self_billed_invoice', issuer: sellers.DE, buyer: marketplace, locale: 'de', onBehalfBy: 'Oma Markt eG', ...bySepa, lines: [{ title: 'Becher „Ebbe“', quantity: 60, netMinor: 96_000n, ratePct: '19' }] }),
  sample('self-billed-FI', { type: 'self_billed_invoice', issuer: sellers.FI, buyer: marketplace, locale: 'fi', ...bySepa, lines: [{ title: 'Kulho', quantity: 40, netMinor: 80_000n, treatment: 'intra_community' }] }),
  sample('deemed-leg-DE', { type: 'self_billed_invoice', issuer: chineseVendor, buyer: marketplace, locale: 'de', taxPlace: 'DE', law: 'DE', paymentBy: setOff, lines: [{ title: 'Lantern', quantity: 12, netMinor: 25_188n, treatment: 'exempt_with_credit' }] }),
  sample('self-billed-credit-DE', { type: 'self_billed_credit_note', issuer: sellers.DE, buyer: marketplace, locale: 'de', paymentBy: setOff, corrects: [{ number: 'S-2026-self-billed-DE', issuedOn: '2026-11-10' }], lines: [{ title: 'Becher „Ebbe“', quantity: 4, netMinor: 6400n, ratePct: '19' }] }),
];

/** To businesses in other states, out of the union, and where no or another tax is due. */
export const treatments = (): Sample[] => [
  sample('intra-community-DE-FI', { issuer: sellers.DE, buyer: sellers.FI, locale: 'de', ...bySepa, lines: [{ title: 'Becher „Ebbe“', quantity: 24, netMinor: 38_400n, treatment: 'intra_community' }, { kind: 'shipping', title: 'Versand', netMinor: 1900n, treatment: 'intra_community' }] }),
  sample('intra-community-FR-DE', { issuer: sellers.FR, buyer: sellers.DE, locale: 'fr', lines: [{ title: 'Savon', quantity: 100, netMinor: 41_100n, treatment: 'intra_community' }] }),
  sample('intra-community-NL-BE', { issuer: sellers.NL, buyer: sellers.BE, lines: [{ title: 'Cheese', quantity: 12, unit: 'KGM', netMinor: 17_988n, treatment: 'intra_community' }] }),
  sample('reverse-charge-AT-DE', { issuer: sellers.AT, buyer: sellers.DE, locale: 'de', lines: [{ title: 'Musterwebung, Dienstleistung', quantity: 8, unit: 'HUR', netMinor: 72_000n, treatment: 'reverse_charge' }] }),
  sample('export-DE-US', { issuer: sellers.DE, buyer: shoppers.US, locale: 'en', lines: [{ title: 'Mug “Ebbe”', quantity: 2, netMinor: 11_428n, treatment: 'export' }, { kind: 'shipping', title: 'Delivery', netMinor: 2900n, treatment: 'export' }], notes: ['Proof of export: MRN 26DE5851A1234567B0.'] }),
  sample('export-FI-NO', { issuer: sellers.FI, buyer: shoppers.NO, locale: 'en', lines: [{ title: 'Bowl', netMinor: 4781n, treatment: 'export' }] }),
  sample('export-IT-CH', { issuer: sellers.IT, buyer: shoppers.CH, locale: 'en', currency: 'CHF', lines: [{ title: 'Vase', netMinor: 6990n, treatment: 'export' }] }),
  sample('export-DE-JP-yen', { issuer: sellers.DE, buyer: shoppers.JP, locale: 'en', currency: 'JPY', brand: solano, lines: [{ title: 'Mug “Ebbe”', quantity: 3, netMinor: 19_801n, treatment: 'export' }, { kind: 'shipping', title: 'Delivery', netMinor: 4200n, treatment: 'export' }] }),
  sample('domestic-DE-yen', { issuer: sellers.DE, buyer: { ...shoppers.DE, name: 'Kenji Mori' }, locale: 'de', currency: 'JPY', taxCurrency: { currency: 'EUR', rate: '162.40', taxMinor: 1404n }, lines: [{ title: 'Becher „Ebbe“', quantity: 2, netMinor: 12_000n, ratePct: '19' }] }),
  sample('goods-in-Kiel-CH-DE', { issuer: swissVendor, buyer: shoppers.DE, locale: 'de', taxPlace: 'DE', law: 'DE', brand: solano, lines: [{ title: 'Alpkäse, zwölf Monate gereift', quantity: 2, unit: 'KGM', netMinor: 5_514n, ratePct: '7' }, { kind: 'shipping', title: 'Versand ab Kiel', netMinor: 458n, ratePct: '7' }] }),
  sample('small-enterprise-DE', { issuer: { ...sellers.DE, name: 'Seifenküche Anna Roth', vatId: null, taxNumber: '231/271/04711', electronicAddress: { scheme: '0088', id: '7300010000001' } }, buyer: shoppers.DE, locale: 'de', lines: [{ title: 'Ringelblumenseife', quantity: 4, netMinor: 2360n, treatment: 'small_enterprise' }] }),
  sample('small-enterprise-FR', { issuer: { ...sellers.FR, name: 'Atelier Manon Petit', vatId: null, taxNumber: '732829320' }, buyer: shoppers.FR, locale: 'fr', lines: [{ title: 'Bougie', quantity: 2, netMinor: 3600n, treatment: 'small_enterprise' }] }),
  sample('zero-rated-IE', { issuer: sellers.IE, buyer: shoppers.IE, locale: 'en', lines: [{ title: 'Children’s book', quantity: 2, netMinor: 2998n, treatment: 'zero_rated' }, { title: 'Tea towel', netMinor: 1099n, ratePct: '23' }, { kind: 'shipping', title: 'Delivery', netMinor: 495n, parts: [{ netMinor: 362n, treatment: 'zero_rated' }, { netMinor: 133n, ratePct: '23' }] }] }),
  sample('exempt-mixed-DE', { issuer: sellers.DE, buyer: shoppers.DE, locale: 'de', lines: [{ title: 'Töpferkurs (Bildungsleistung)', netMinor: 18_000n, treatment: 'exempt' }, { title: 'Ton, 5 kg', quantity: 2, netMinor: 1590n, ratePct: '19' }] }),
  sample('igic-ES', { issuer: sellers.ES, buyer: { ...shoppers.ES, name: 'Nayra Déniz' }, locale: 'en', lines: [{ title: 'Plato', quantity: 2, netMinor: 5554n, ratePct: '7', treatment: 'igic' }] }),
  sample('ipsi-ES', { issuer: sellers.ES, buyer: { ...shoppers.ES, name: 'Omar Haddad' }, locale: 'en', lines: [{ title: 'Plato', quantity: 2, netMinor: 5554n, ratePct: '4', treatment: 'ipsi' }] }),
  sample('tax-in-zloty-PL', { issuer: sellers.PL, buyer: shoppers.PL, lines: [{ title: 'Bombka', quantity: 2, netMinor: 4600n, ratePct: '23' }], taxCurrency: { currency: 'PLN', rate: '4.2537', taxMinor: 4501n } }),
  sample('tax-in-kronor-SE', { issuer: sellers.SE, buyer: shoppers.SE, lines: [{ title: 'Dalahäst', netMinor: 3900n, ratePct: '25' }], taxCurrency: { currency: 'SEK', rate: '11.02', taxMinor: 10_745n } }),
  sample('tax-in-koruna-CZ', { issuer: sellers.CZ, buyer: shoppers.CZ, lines: [{ title: 'Váza', netMinor: 5100n, ratePct: '21' }], taxCurrency: { currency: 'CZK', rate: '24.31', taxMinor: 26_036n } }),
  sample('tax-in-forint-HU', { issuer: sellers.HU, buyer: shoppers.HU, lines: [{ title: 'Kosár', netMinor: 3300n, ratePct: '27' }], taxCurrency: { currency: 'HUF', rate: '388.10', taxMinor: 345_797n } }),
];
