import { aParty } from '@stoa/invoicing/testing';
import { farSellers as far, sellers, shoppers } from './parties.js';
import { bySepa, type Sample, sample, solano } from './sample.js';

const SOLANO = { brand: solano, onBehalfBy: 'Solano Market Inc.' } as const;
const RETURNED = { reason: 'goods returned' } as const;
const indian = { ...shoppers.IN, address: { ...shoppers.IN.address!, region: 'KA' } };
const business = (of: keyof typeof shoppers, name: string, taxNumber: string) => aParty(name, { ...shoppers[of].address! }, { taxNumber });

/** Outside of the union, and what is no invoice: on paper only. */
export const world = (): Sample[] => [
  sample('receipt-US', { type: 'receipt', ...SOLANO, issuer: far.US, buyer: shoppers.US, currency: 'USD', locale: 'en-US', lines: [{ title: 'Fluted Highballs, Set of 2', detail: 'OG-002', netMinor: 4800n, ratePct: '9.75' }], notes: ['Solano Market Inc. collects and remits the tax on this sale as marketplace facilitator.'] }),
  sample('receipt-US-refund', { type: 'refund_receipt', ...SOLANO, ...RETURNED, issuer: far.US, buyer: shoppers.US, currency: 'USD', locale: 'en-US', corrects: [{ number: 'OG-2026-00004', issuedOn: '2026-11-03' }], lines: [{ title: 'Fluted Highballs, Set of 2', netMinor: 4800n, ratePct: '9.75' }] }),
  sample('invoice-GB', { issuer: far.GB, buyer: shoppers.GB, currency: 'GBP', locale: 'en-GB', priceMode: 'incl', lines: [{ title: 'Tweed scarf', quantity: 2, netMinor: 7500n, ratePct: '20' }, { title: 'Pattern book', netMinor: 1200n, treatment: 'zero_rated' }] }),
  sample('tax-invoice-AU', { issuer: far.AU, buyer: shoppers.AU, currency: 'AUD', locale: 'en-AU', lines: [{ title: 'Beeswax candles', quantity: 12, netMinor: 100_000n, ratePct: '10' }] }),
  sample('adjustment-AU', { type: 'credit_note', ...RETURNED, issuer: far.AU, buyer: shoppers.AU, currency: 'AUD', locale: 'en-AU', corrects: [{ number: 'S-2026-tax-invoice-AU', issuedOn: '2026-11-03' }], lines: [{ title: 'Beeswax candles', quantity: 2, netMinor: 16_667n, ratePct: '10' }] }),
  sample('qualified-invoice-JP', { issuer: far.JP, buyer: shoppers.JP, currency: 'JPY', locale: 'ja', lines: [{ title: '和紙 便箋', detail: 'KW-20', quantity: 20, netMinor: 12_000n, ratePct: '10' }, { title: '宇治抹茶', quantity: 1, netMinor: 1480n, ratePct: '8' }] }),
  sample('tax-invoice-KR', { issuer: far.KR, buyer: business('KR', '서울문구 주식회사', '214-81-12345'), currency: 'KRW', locale: 'ko', lines: [{ title: '한지 노트', quantity: 10, netMinor: 90_000n, ratePct: '10' }] }),
  sample('export-CN', { issuer: sellers.DE, buyer: shoppers.CN, locale: 'en', lines: [{ title: '茶杯 “Ebbe”', quantity: 2, netMinor: 11_428n, treatment: 'export' }] }),
  sample('export-TH', { issuer: sellers.FI, buyer: shoppers.TH, locale: 'en', lines: [{ title: 'ชามเซรามิก', quantity: 1, netMinor: 4781n, treatment: 'export' }] }),
  sample('greek-oss-GR', { issuer: sellers.DE, buyer: shoppers.GR, taxPlace: 'GR', locale: 'en', lines: [{ title: 'Κεραμικό φλιτζάνι', quantity: 2, netMinor: 5714n, ratePct: '24' }] }),
  sample('cyrillic-oss-BG', { issuer: sellers.FI, buyer: shoppers.BG, taxPlace: 'BG', locale: 'fi', brand: solano, lines: [{ title: 'Керамична купа', quantity: 1, netMinor: 4781n, ratePct: '20' }] }),
  sample('invoice-CH', { issuer: far.CH, buyer: shoppers.CH, currency: 'CHF', locale: 'de-CH', lines: [{ title: 'Bergkäse', quantity: 2, unit: 'KGM', netMinor: 6400n, ratePct: '2.6' }, { title: 'Käsemesser', netMinor: 3900n, ratePct: '8.1' }] }),
  sample('faktura-NO', { issuer: far.NO, buyer: shoppers.NO, currency: 'NOK', locale: 'en', lines: [{ title: 'Wool blanket', netMinor: 129_000n, ratePct: '25' }] }),
  sample('invoice-CA', { ...SOLANO, issuer: far.CA, buyer: shoppers.CA, currency: 'CAD', locale: 'fr-CA', lines: [{ title: 'Sirop d’érable', quantity: 4, netMinor: 5996n, treatment: 'zero_rated' }, { title: 'Bougie', netMinor: 2400n, ratePct: '14.975' }] }),
  sample('tax-invoice-SA', { issuer: far.SA, buyer: shoppers.SA, currency: 'SAR', locale: 'ar', issuedAt: '2026-11-21T10:15:00.000Z', lines: [{ title: 'تمور خلاص فاخرة', detail: '٥ كيلو', quantity: 2, netMinor: 18_000n, ratePct: '15' }] }),
  sample('tax-credit-note-SA', { type: 'credit_note', reason: 'goods returned', issuer: far.SA, buyer: shoppers.SA, currency: 'SAR', locale: 'en', issuedAt: '2026-11-21T10:15:00.000Z', corrects: [{ number: 'S-2026-tax-invoice-SA', issuedOn: '2026-11-03' }], lines: [{ title: 'تمور خلاص فاخرة', netMinor: 9000n, ratePct: '15' }] }),
  sample('tax-invoice-AE', { issuer: far.AE, buyer: shoppers.GB, currency: 'AED', locale: 'en', lines: [{ title: 'Saffron', quantity: 3, netMinor: 21_000n, ratePct: '5' }] }),
  sample('tax-invoice-IN', { ...SOLANO, number: 'JB/26-27/00001', issuer: far.IN, buyer: indian, currency: 'INR', locale: 'en-IN', lines: [{ title: 'ब्लॉक प्रिंट रजाई', code: '940490', netMinor: 450_000n, ratePct: '12' }] }),
  sample('credit-note-IN', { type: 'credit_note', ...RETURNED, ...SOLANO, number: 'JB/26-27/C0001', issuer: far.IN, buyer: indian, currency: 'INR', locale: 'en-IN', corrects: [{ number: 'JB/26-27/00001', issuedOn: '2026-11-03' }], lines: [{ title: 'Block-printed quilt', code: '940490', netMinor: 450_000n, ratePct: '12' }] }),
  sample('taxable-supply-NZ', { ...SOLANO, issuer: far.NZ, buyer: shoppers.NZ, currency: 'NZD', locale: 'en-NZ', lines: [{ title: 'Merino throw', netMinor: 18_900n, ratePct: '15' }] }),
  sample('tax-invoice-SG', { ...SOLANO, issuer: far.SG, buyer: shoppers.SG, currency: 'SGD', locale: 'en-SG', lines: [{ title: 'Hand-painted tiles', quantity: 12, netMinor: 9600n, ratePct: '9' }] }),
  sample('tax-invoice-ZA', { issuer: far.ZA, buyer: shoppers.ZA, currency: 'ZAR', locale: 'en-ZA', lines: [{ title: 'Mohair blanket', quantity: 2, netMinor: 560_000n, ratePct: '15' }] }),
  sample('fatura-TR', { issuer: far.TR, buyer: shoppers.TR, currency: 'TRY', locale: 'en', lines: [{ title: 'Çini tabak', quantity: 2, netMinor: 240_000n, ratePct: '20' }] }),
  sample('invoice-MX', { ...SOLANO, issuer: far.MX, buyer: shoppers.MX, currency: 'MXN', locale: 'en', lines: [{ title: 'Plato de talavera', quantity: 4, netMinor: 180_000n, ratePct: '16' }] }),
  sample('proforma-DE-US', { type: 'proforma', issuer: sellers.DE, buyer: shoppers.US, locale: 'en', ...bySepa, lines: [{ title: 'Mug “Ebbe”', detail: 'HS 6912.00', quantity: 2, netMinor: 11_428n, treatment: 'export' }] }),
  sample('proforma-DE-DE', { type: 'proforma', issuer: sellers.DE, buyer: shoppers.DE, locale: 'de', ...bySepa, lines: [{ title: 'Becher „Ebbe“', quantity: 2, netMinor: 11_428n, ratePct: '19' }] }),
];
