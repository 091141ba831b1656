import type { TaxAnswer, TaxDecision } from '../decision/decision.js';
import { aCalifornianConsignment, aConsignment, place, thePacks } from '../testing.js';
import { evaluate } from './evaluate.js';
import type { ConsignmentFacts } from './facts.js';

const decided = (facts: ConsignmentFacts): TaxDecision => {
  const answer = evaluate(thePacks(), facts);
  if (answer.outcome !== 'decided') throw new Error(JSON.stringify(answer.reasons));
  return answer.decision;
};
const refused = (answer: TaxAnswer) => (answer.outcome === 'no_answer' ? answer.reasons[0]!.code : 'decided');
const fromFinland = { shipFrom: place('FI', { postcode: '10470', city: 'Fiskars' }), seller: { ...aConsignment().seller, country: 'FI', establishments: ['FI'], registrations: [{ country: 'FI', scheme: 'vat', number: 'FI12345671' }] } };
const line = (id: string, category: string, amountMinor: bigint) => ({ id, category, amountMinor, quantity: 1, discounts: [] });

test('a mug sold within Germany holds 19 %', () => {
  expect(decided(aConsignment())).toMatchObject({
    place: 'DE', scheme: 'domestic', liable: 'seller', issuer: 'seller', totals: { netMinor: 2857n, taxMinor: 543n, grossMinor: 3400n, customerPaysMinor: 3400n },
    lines: [{ components: [{ authority: 'DE', ratePct: '19', baseMinor: 2857n, taxMinor: 543n, remitter: 'seller' }] }],
  });
});

test('a Finnish weaver below EUR 10,000 a year sells to Berlin with Finnish tax; the sale that crosses the limit is taxed in Germany', () => {
  const sale = (crossBorderYtdMinor: bigint, oss: boolean) => aConsignment({ ...fromFinland, seller: { ...fromFinland.seller, crossBorderYtdMinor, oss }, lines: [line('l1', 'goods.clothing', 12_550n)] });
  expect(decided(sale(0n, false))).toMatchObject({ place: 'FI', scheme: 'micro_threshold_origin', totals: { netMinor: 10_000n, taxMinor: 2_550n } });
  expect(decided(sale(990_000n, false))).toMatchObject({ place: 'FI', scheme: 'micro_threshold_origin' });
  expect(refused(evaluate(thePacks(), sale(990_001n, false)))).toBe('tax.registration_missing');
  expect(decided(sale(990_001n, true))).toMatchObject({ place: 'DE', scheme: 'union_oss', totals: { taxMinor: 2_004n } });
});

test('a vendor from outside the EU with stock in Germany: the marketplace is the seller by law, and needs the One Stop Shop', () => {
  const sale = (registrations: ConsignmentFacts['platform']['registrations']) =>
    aConsignment({ seller: { ...aConsignment().seller, country: 'US', establishments: ['US'], registrations: [] }, platform: { role: 'marketplace', establishment: 'DE', registrations }, lines: [line('l1', 'goods.general', 59_500n)] });
  expect(refused(evaluate(thePacks(), sale([])))).toBe('tax.registration_missing');
  expect(decided(sale([{ country: 'DE', region: null, scheme: 'union_oss', number: 'DE-OSS' }]))).toMatchObject({
    liable: 'platform', issuer: 'platform', scheme: 'union_oss', place: 'DE', b2bLeg: { treatment: 'exempt_with_credit', document: 'self_billed' }, totals: { netMinor: 50_000n, taxMinor: 9_500n },
    lines: [{ components: [{ remitter: 'platform' }] }],
  });
});

test('shipping follows the goods by net worth, over two rates, to the cent', () => {
  const decision = decided(aConsignment({ lines: [line('honey', 'goods.food', 5_350n), line('mug', 'goods.household', 5_950n)], shipping: { amountMinor: 490n } }));
  expect(decision.shipping).toMatchObject({ rateCode: 'mixed', netMinor: 434n, taxMinor: 56n, grossMinor: 490n, components: [{ ratePct: '19', baseMinor: 217n, taxMinor: 41n }, { ratePct: '7', baseMinor: 217n, taxMinor: 15n }] });
});

test('spirits to Sacramento: state, uniform local and districts, each named; delivery is free of tax', () => {
  const decision = decided(aCalifornianConsignment({ shipping: { amountMinor: 1_495n } }));
  expect(decision).toMatchObject({ place: 'US-CA', scheme: 'marketplace_facilitator', liable: 'platform', issuer: 'seller', totals: { netMinor: 7_295n, taxMinor: 508n, grossMinor: 7_803n }, shipping: { treatment: 'exempt', taxMinor: 0n } });
  expect(decision.lines[0]!.components.map((c) => [c.authority, c.ratePct, c.taxMinor, c.remitter])).toEqual([
    ['CA-STATE', '6', 348n, 'platform'], ['CA-LOCAL', '1.25', 73n, 'platform'], ['CA-STAT', '0.5', 29n, 'platform'], ['CA-CITY-SACRAMENTO', '1', 58n, 'platform'],
  ]);
});

test('hot sauce is food: free in California, taxed by the city in Boulder, at a rate of its own in Fort Collins', () => {
  const sauce = (city: string, region: string) => decided(aCalifornianConsignment({ shipTo: place('US', { region, city }), lines: [line('l1', 'goods.food.sauce', 1_300n)] }));
  expect(sauce('Oakland', 'CA')).toMatchObject({ treatment: 'exempt', totals: { taxMinor: 0n }, fees: [] });
  expect(sauce('Denver', 'CO')).toMatchObject({ treatment: 'exempt', totals: { taxMinor: 0n }, fees: [] });
  expect(sauce('Boulder', 'CO').lines[0]!.components).toMatchObject([{ authority: 'CO-BOULDER', ratePct: '3.86', taxMinor: 50n }]);
  expect(sauce('Fort Collins', 'CO').lines[0]!.components).toMatchObject([{ authority: 'CO-FORT-COLLINS-FOOD', ratePct: '2.25', taxMinor: 29n }]);
});

test('the Colorado delivery fee follows its dated amounts and is owed once per order', () => {
  const sale = (taxPoint: string, orderFeesCharged: string[] = []) => decided(aCalifornianConsignment({ taxPoint: new Date(taxPoint), shipTo: place('US', { region: 'CO', postcode: '80202', city: 'Denver' }), orderFeesCharged }));
  expect(sale('2025-06-30T18:00:00Z').fees).toMatchObject([{ code: 'us_co_retail_delivery_fee', amountMinor: 29n, remitter: 'platform', per: 'order' }]);
  expect(sale('2025-07-01T18:00:00Z')).toMatchObject({ fees: [{ amountMinor: 28n }], totals: { taxMinor: 531n, customerPaysMinor: 6_359n } });
  expect(sale('2026-11-02T18:00:00Z').notes.map((n) => n.code)).toEqual(['fee_amount_carried']);
  expect(sale('2025-07-01T18:00:00Z', ['us_co_retail_delivery_fee']).fees).toEqual([]);
});

test('the tax point is a day of the place: 23:30 UTC on June 30 is July 1 in Berlin', () => {
  expect(decided(aConsignment({ taxPoint: new Date('2020-06-30T21:30:00Z') })).lines[0]!.ratePct).toBe('19');
  expect(decided(aConsignment({ taxPoint: new Date('2020-06-30T22:30:00Z') })).lines[0]!.ratePct).toBe('16');
});

test('a discount that the marketplace pays is part of the price that tax is counted on; one that the vendor pays is not', () => {
  const sale = (funder: 'vendor' | 'tenant') => decided(aConsignment({ lines: [{ ...line('l1', 'goods.general', 10_710n), discounts: [{ funder, amountMinor: 1_190n }] }] })).totals;
  expect(sale('tenant')).toEqual({ netMinor: 10_000n, taxMinor: 1_900n, grossMinor: 11_900n, customerPaysMinor: 10_710n });
  expect(sale('vendor')).toEqual({ netMinor: 9_000n, taxMinor: 1_710n, grossMinor: 10_710n, customerPaysMinor: 10_710n });
});

test.each([
  ['a country without a pack', aConsignment({ shipTo: place('BR') }), 'tax.no_pack'],
  ['a limit of another country in another currency', aConsignment({ shipTo: place('NO') }), 'tax.no_exchange_rate'],
  ['an address in a part of the EU where its tax does not reach', aConsignment({ shipFrom: place('CN'), shipTo: place('ES', { postcode: '35001' }), seller: { ...aConsignment().seller, registrations: [{ country: 'ES', scheme: 'vat', number: 'ES1' }] } }), 'tax.no_pack'],
  ['a state without a pack', aCalifornianConsignment({ shipTo: place('US', { region: 'TX', postcode: '73301' }) }), 'tax.not_set_up'],
  ['an address without a state', aCalifornianConsignment({ shipTo: place('US') }), 'tax.not_set_up'],
  ['an unknown town in Colorado', aCalifornianConsignment({ shipTo: place('US', { region: 'CO', postcode: '81435', city: 'Telluride' }) }), 'tax.local_rate_unknown'],
  ['a marketplace without a permit in California', aCalifornianConsignment({ platform: { role: 'marketplace', establishment: 'US', registrations: [] } }), 'tax.not_set_up'],
  ['a vendor without a VAT number', aConsignment({ seller: { ...aConsignment().seller, registrations: [] } }), 'tax.registration_missing'],
  ['goods under the margin scheme', aConsignment({ lines: [line('l1', 'goods.general', 2_000n), line('l2', 'goods.secondhand.margin', 2_000n)] }), 'tax.not_set_up'],
  ['a rate that is a draft', aConsignment({ ...fromFinland, shipTo: place('FI'), lines: [line('l1', 'goods.book', 2_000n)] }), 'tax.rate_not_confirmed'],
  ['a limit in another currency', aConsignment({ ...fromFinland, currency: 'USD' }), 'tax.no_exchange_rate'],
] as const)('no answer instead of 0 %%: %s', (_what, facts, code) => {
  expect(refused(evaluate(thePacks(), facts))).toBe(code);
});

test('a draft rate is used when the marketplace has accepted it by name', () => {
  const facts = aConsignment({ ...fromFinland, shipTo: place('FI'), lines: [line('l1', 'goods.book', 11_350n)] });
  expect(evaluate(thePacks(), facts, { roundingLevel: null, acceptedDrafts: ['FI:goods.book'] })).toMatchObject({ outcome: 'decided', decision: { totals: { netMinor: 10_000n, taxMinor: 1_350n } } });
});

test('an unlisted Californian address pays the statewide base, and the decision says so', () => {
  const decision = decided(aCalifornianConsignment({ shipTo: place('US', { region: 'CA', postcode: '96134', city: 'Tulelake' }) }));
  expect(decision.lines[0]!.ratePct).toBe('7.25');
  expect(decision.notes.map((note) => note.code)).toEqual(['us_ca_base_only']);
});
