import { aConsignment, place, thePacks } from '../testing.js';
import { evaluate } from './evaluate.js';
import { noOverlay, type ConsignmentFacts } from './facts.js';

const overThreshold = { ...aConsignment().seller, registrations: [{ country: 'DE', scheme: 'vat', number: 'DE123456789' }, { country: 'DE', scheme: 'union_oss', number: 'OSS-DE' }], oss: true, crossBorderYtdMinor: 2_500_000n };
const answerFor = (country: string, postcode: string | null, more: Partial<ConsignmentFacts> = {}, acceptedDrafts: string[] = []) => {
  const answer = evaluate(thePacks(), aConsignment({ priceMode: 'excl', seller: overThreshold, shipTo: place(country, { postcode }), ...more }), { ...noOverlay, acceptedDrafts });
  return answer.outcome === 'decided' ? `${answer.decision.place} ${answer.decision.scheme} ${answer.decision.lines[0]!.ratePct}` : answer.reasons[0]!.code;
};
const line = (category: string) => ({ lines: [{ id: 'l1', category, amountMinor: 10_000n, quantity: 1, discounts: [] }] });

test.each([
  ['the Canary Islands', 'ES', '35001'], ['Ceuta', 'ES', '51003'], ['Melilla', 'ES', '52006'], ['Livigno', 'IT', '23041'], ['Campione', 'IT', '22061'], ['San Marino', 'IT', '47890'], ['the Vatican', 'IT', '00120'],
  ['Mount Athos', 'GR', '63086'], ['Guadeloupe', 'FR', '97110'], ['Mayotte', 'FR', '97600'], ['New Caledonia', 'FR', '98800'], ['Polynesia', 'FR', '98714'], ['Åland', 'FI', '22100'], ['Greenland', 'DK', '3900'],
])('goods to %s leave the VAT area of the Union: an export', (_name, country, postcode) => {
  expect(answerFor(country, postcode)).toBe('DE export 0');
});

test.each([
  ['Madeira', 'PT', '9000-001', 'PT union_oss 22'], ['the Azores', 'PT', '9500-001', 'PT union_oss 16'], ['Jungholz', 'AT', '6691', 'AT union_oss 19'], ['Monaco', 'MC', '98000', 'FR union_oss 20'],
  ['Corsica', 'FR', '20000', 'FR union_oss 20'], ['Belfast', 'GB', 'BT1 1AA', 'XI union_oss 20'], ['Rhodes', 'GR', '85100', 'GR union_oss 24'],
])('%s has the rate of its own law', (_name, country, postcode, answer) => {
  expect(answerFor(country, postcode)).toBe(answer);
});

test('what is reduced on the continent is lower in Corsica, on Madeira and on the Azores', () => {
  const book = (country: string, postcode: string) => answerFor(country, postcode, line('goods.book'), [`${country}:goods.book`]);
  expect([book('FR', '75001'), book('FR', '20200')]).toEqual(['FR union_oss 5.5', 'FR union_oss 2.1']);
  expect([book('PT', '1000-001'), book('PT', '9000-001'), book('PT', '9500-001')]).toEqual(['PT union_oss 6', 'PT union_oss 4', 'PT union_oss 4']);
});

test('the Aegean islands have no answer until the marketplace accepts their rates by name, for each kind of goods', () => {
  for (const [postcode, category] of [['81100', 'goods.household'], ['85400', 'goods.household'], ['83200', 'goods.book']] as const) {
    expect(answerFor('GR', postcode, line(category), ['GR:goods.book'])).toBe('tax.rate_not_confirmed');
  }
  expect(answerFor('GR', '81100', line('goods.household'), ['GR-AEG:rates'])).toBe('GR union_oss 17');
  expect(answerFor('GR', '81100', line('goods.book'), ['GR-AEG:rates'])).toBe('tax.rate_not_confirmed');
  expect(answerFor('GR', '81100', line('goods.book'), ['GR-AEG:rates', 'GR:goods.book'])).toBe('GR union_oss 4');
});

test.each([
  ['Jersey', 'GB', 'JE2 3AB'], ['Guernsey', 'GB', 'gy1 1aa'], ['Svalbard', 'NO', '9170'], ['Samnaun', 'CH', '7563'], ['Norfolk Island', 'AU', '2899'], ['Northern Cyprus', 'TR', '99010'],
])('%s is outside its country\'s tax: no answer, and never the rate of the mainland', (_name, country, postcode) => {
  expect(answerFor(country, postcode, {}, ['*'])).toBe('tax.not_set_up');
});

test('Puerto Rico is one place, whether an address names it as a country or as a state; Guam and the Virgin Islands have no answer', () => {
  const platform = { role: 'marketplace' as const, establishment: 'US', registrations: [{ country: 'US', region: null, scheme: 'sales_tax', number: 'MF' }] };
  const to = (country: string, region: string | null) => answerFor('US', null, { currency: 'USD', platform, shipTo: place(country, { region, postcode: '00901' }) });
  expect([to('PR', null), to('US', 'PR')]).toEqual(['US-PR marketplace_facilitator 11.5', 'US-PR marketplace_facilitator 11.5']);
  expect([to('US', 'GU'), to('VI', null)]).toEqual(['tax.not_set_up', 'tax.no_pack']);
});

test('a commission from a vendor in a country without a pack is out of scope at home; goods to there have no answer', () => {
  const seller = { ...aConsignment().seller, country: 'IE', establishments: ['IE'], registrations: [{ country: 'IE', scheme: 'vat', number: 'IE1234567T' }], isPlatform: true };
  const commission = { seller, platform: { role: 'supplier' as const, establishment: 'IE', registrations: [] }, shipFrom: place('IE'), customer: { type: 'business' as const, taxId: null, taxIdValid: false }, ...line('service.commission') };
  expect(answerFor('CN', null, commission)).toBe('none out_of_scope 0');
  expect(answerFor('CN', null)).toBe('tax.no_pack');
  expect(answerFor('CN', null, { shipFrom: place('US', { region: 'CA' }) })).toBe('tax.no_pack');
});

test('rates of a place are used on the days for which they are known, else what holds for an address that is not listed', () => {
  const platform = { role: 'marketplace' as const, establishment: 'US', registrations: [{ country: 'US', region: null, scheme: 'sales_tax', number: 'MF' }] };
  const atlanta = (day: string) => answerFor('US', null, { currency: 'USD', platform, taxPoint: new Date(`${day}T12:00:00Z`), shipTo: place('US', { region: 'GA', postcode: '30303' }) });
  expect([atlanta('2026-06-30'), atlanta('2026-07-01')]).toEqual(['tax.local_rate_unknown', 'US-GA marketplace_facilitator 8.9']);
  const angeles = (day: string) => answerFor('US', null, { currency: 'USD', platform, taxPoint: new Date(`${day}T12:00:00Z`), shipTo: place('US', { region: 'CA', postcode: '90002' }) });
  expect([angeles('2022-12-31'), angeles('2023-06-01'), angeles('2026-07-01')]).toEqual(['US-CA marketplace_facilitator 9', 'tax.no_rate', 'US-CA marketplace_facilitator 9.75']);
});

test('an item in another currency is measured by the customs value that came with it', () => {
  const platform = { role: 'marketplace' as const, establishment: 'IE', registrations: [{ country: 'NZ', region: null, scheme: 'gst', number: '1' }] };
  const worth = (minor: bigint) => answerFor('NZ', null, { currency: 'USD', platform, shipFrom: place('US', { region: 'OR' }), consignmentValue: { minor, currency: 'NZD' } });
  expect([worth(100_000n), worth(100_001n)]).toEqual(['NZ lvg_nz 15', 'NZ import_border 0']);
});

test('a second source that names another rate of the state than the pack is believed no more than the pack: no answer', () => {
  const platform = { role: 'marketplace' as const, establishment: 'US', registrations: [{ country: 'US', region: null, scheme: 'sales_tax', number: 'MF' }] };
  const saying = (pct: string) => answerFor('US', null, { currency: 'USD', platform, shipTo: place('US', { region: 'GA', postcode: '31601' }), provided: {
    source: 'stripe_tax', answerId: 'a1', reference: 'taxcalc_1', askedAt: '2026-11-02T10:00:00Z', lines: [{ lineId: 'l1', components: [{ level: 'state', authority: 'US-GA:Georgia', name: 'Georgia', pct }, { level: 'county', authority: 'US-GA:Lowndes', name: 'Lowndes', pct: '4' }] }] } });
  expect([saying('4'), saying('4.5')]).toEqual(['US-GA marketplace_facilitator 8', 'tax.sources_disagree']);
  const inColorado = (pct: string) => answerFor('US', null, { currency: 'USD', platform, shipTo: place('US', { region: 'CO', postcode: '81101' }), provided: {
    source: 'stripe_tax', answerId: 'a1', reference: 'taxcalc_1', askedAt: '2026-11-02T10:00:00Z', lines: [{ lineId: 'l1', components: [{ level: 'state', authority: 'US-CO:Colorado', name: 'Colorado', pct }, { level: 'city', authority: 'US-CO:Alamosa', name: 'Alamosa', pct: '2' }] }] } });
  expect([inColorado('2.9'), inColorado('2.8')]).toEqual(['US-CO marketplace_facilitator 4.9', 'tax.sources_disagree']);
});
