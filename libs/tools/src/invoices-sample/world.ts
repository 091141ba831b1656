import { farSellers as far, sellers, shoppers } from './parties.js';
import { type Sample, sample, solano } from './sample.js';

const SOLANO = { brand: solano, onBehalfBy: 'Solano Market Inc.' } as const;

/** Outside of the union, and what is no invoice: on paper only. */
export const world = (): Sample[] => [
  sample('receipt-US', { type: 'receipt', ...SOLANO, issuer: far.US, buyer: shoppers.US, currency: 'USD', locale: 'en-US', lines: [{ title: 'Fluted Highballs, Set of 2', detail: 'OG-002', netMinor: 4800n, ratePct: '9.75' }], notes: ['Solano Market Inc. collects and remits the tax on this sale as marketplace facilitator.'] }),
  sample('receipt-US-credit', { type: 'credit_note', ...SOLANO, issuer: far.US, buyer: shoppers.US, currency: 'USD', locale: 'en-US', corrects: [{ number: 'OG-2026-00004', issuedOn: '2026-11-03' }], lines: [{ title: 'Fluted Highballs, Set of 2', netMinor: 4800n, ratePct: '9.75' }] }),
  sample('invoice-GB', { issuer: far.GB, buyer: shoppers.GB, currency: 'GBP', locale: 'en-GB', priceMode: 'incl', lines: [{ title: 'Tweed scarf', quantity: 2, netMinor: 7500n, ratePct: '20' }, { title: 'Pattern book', netMinor: 1200n, treatment: 'zero_rated' }] }),
  sample('tax-invoice-AU', { issuer: far.AU, buyer: shoppers.AU, currency: 'AUD', locale: 'en-AU', notes: ['Tax invoice'], lines: [{ title: 'Beeswax candles', quantity: 12, netMinor: 100_000n, ratePct: '10' }] }),
  sample('qualified-invoice-JP', { issuer: far.JP, buyer: shoppers.JP, currency: 'JPY', locale: 'en', notes: ['Qualified invoice. * reduced rate of 8 %'], lines: [{ title: 'Washi paper', quantity: 20, netMinor: 12_000n, ratePct: '10' }, { title: 'Green tea *', netMinor: 1480n, ratePct: '8' }] }),
  sample('invoice-CH', { issuer: far.CH, buyer: shoppers.CH, currency: 'CHF', locale: 'de-CH', lines: [{ title: 'Bergkäse', quantity: 2, unit: 'KGM', netMinor: 6400n, ratePct: '2.6' }, { title: 'Käsemesser', netMinor: 3900n, ratePct: '8.1' }] }),
  sample('invoice-NO', { issuer: far.NO, buyer: shoppers.NO, currency: 'NOK', locale: 'en', lines: [{ title: 'Wool blanket', netMinor: 129_000n, ratePct: '25' }] }),
  sample('invoice-CA', { ...SOLANO, issuer: far.CA, buyer: shoppers.CA, currency: 'CAD', locale: 'fr-CA', lines: [{ title: 'Sirop d’érable', quantity: 4, netMinor: 5996n, treatment: 'zero_rated' }, { title: 'Bougie', netMinor: 2400n, ratePct: '14.975' }] }),
  sample('tax-invoice-SA', { issuer: far.SA, buyer: shoppers.SA, currency: 'SAR', locale: 'en', notes: ['فاتورة ضريبية مبسطة', 'Tax invoice'], lines: [{ title: 'تمور خلاص فاخرة', detail: '٥ كيلو', quantity: 2, netMinor: 18_000n, ratePct: '15' }] }),
  sample('tax-invoice-AE', { issuer: far.AE, buyer: shoppers.GB, currency: 'AED', locale: 'en', notes: ['Tax invoice'], lines: [{ title: 'Saffron', quantity: 3, netMinor: 21_000n, ratePct: '5' }] }),
  sample('invoice-IN', { ...SOLANO, number: 'JB/26-27/00001', issuer: far.IN, buyer: shoppers.AU, currency: 'INR', locale: 'en-IN', lines: [{ title: 'Block-printed quilt', netMinor: 450_000n, ratePct: '12' }] }),
  sample('invoice-NZ', { ...SOLANO, issuer: far.NZ, buyer: shoppers.AU, currency: 'NZD', locale: 'en-NZ', notes: ['Taxable supply information'], lines: [{ title: 'Merino throw', netMinor: 18_900n, ratePct: '15' }] }),
  sample('invoice-SG', { ...SOLANO, issuer: far.SG, buyer: shoppers.AU, currency: 'SGD', locale: 'en-SG', notes: ['Tax invoice'], lines: [{ title: 'Hand-painted tiles', quantity: 12, netMinor: 9600n, ratePct: '9' }] }),
  sample('proforma-DE-US', { type: 'proforma', issuer: sellers.DE, buyer: shoppers.US, locale: 'en', prepaidMinor: 0n, paid: null, notes: ['For customs only. No invoice.'], lines: [{ title: 'Mug “Ebbe”', detail: 'HS 6912.00', quantity: 2, netMinor: 11_428n, treatment: 'export' }] }),
];
