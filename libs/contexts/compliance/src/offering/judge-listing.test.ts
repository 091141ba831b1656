import { aListingToJudge, theOfferingPacks } from '../testing.js';
import { gatesFor, judgeListing, requiredFields } from './judge-listing.js';
import { assembleOfferingPacks } from './load-offering-packs.js';

const packs = theOfferingPacks();
const rulesOf = (facts: Parameters<typeof aListingToJudge>[0]) => judgeListing(packs, aListingToJudge(facts)).refusals.map((refusal) => `${refusal.rule} ${refusal.market}`);
const potter = aListingToJudge().vendor;

test('a complete mug of a German potter may be offered in Germany and Finland', () => {
  expect(judgeListing(packs, aListingToJudge())).toEqual({ verdict: 'allowed', refusals: [], gates: [], markets: [{ market: 'DE', verdict: 'allowed' }, { market: 'FI', verdict: 'allowed' }] });
});

test('without a LUCID number it may not be offered in Germany, but in Finland: rule, law and what to do are named', () => {
  const verdict = judgeListing(packs, aListingToJudge({ vendor: { ...potter, registrations: [] } }), 'de');
  expect(verdict.markets).toEqual([{ market: 'DE', verdict: 'refused' }, { market: 'FI', verdict: 'allowed' }]);
  expect(verdict.refusals).toEqual([{ rule: 'DE-VERPACKG-7', market: 'DE', cite: 'VerpackG § 7 Abs. 7, § 9', found: expect.stringContaining('keine LUCID-Nummer'), whatToDo: expect.stringContaining('verpackungsregister.org') }]);
});

test.each([
  ['a manufacturer nobody names', { attributes: {} }, ['EU-GPSR-19A DE', 'EU-GPSR-19A FI']],
  ['an empty address of the manufacturer', { attributes: { manufacturer_name: 'Oy Lasi', manufacturer_address: ' ', manufacturer_email: 'a@b.example' } }, ['EU-GPSR-19A DE', 'EU-GPSR-19A FI']],
  ['a Chinese maker without a responsible person in the EU', { markets: [{ country: 'DE', region: null }], attributes: { manufacturer_name: 'Jingdezhen', manufacturer_address: 'China', manufacturer_email: 'a@b.example', manufacturer_country: 'CN' } }, ['EU-GPSR-16 DE']],
  ['no picture', { pictures: 0, markets: [{ country: 'FI', region: null }] }, ['EU-GPSR-19C FI']],
  ['a trader file without a phone', { markets: [{ country: 'FI', region: null }], vendor: { ...potter, traderFile: { ...potter.traderFile, phone: null } } }, ['EU-DSA-30 FI']],
  ['neither register number nor identity document', { markets: [{ country: 'FI', region: null }], vendor: { ...potter, traderFile: { ...potter.traderFile, registerNumber: null } } }, ['EU-DSA-30 FI']],
  ['soap without ingredients', { markets: [{ country: 'FI', region: null }], category: 'goods.cosmetics.soap' }, ['EU-COS-13 FI']],
  ['honey without its quantity', { markets: [{ country: 'FI', region: null }], category: 'goods.food.honey', attributes: { single_ingredient: true } }, ['EU-FIC-14 FI']],
  ['spirits for Finland', { markets: [{ country: 'FI', region: null }], category: 'goods.alcohol.spirits' }, ['FI-ALK-35 FI']],
  ['e-cigarettes for Finland and the United States', { markets: [{ country: 'FI', region: null }, { country: 'US', region: 'CA' }], category: 'goods.tobacco.e_cigarette' }, ['FI-TUP-59 FI', 'US-PACT US-CA']],
  ['a country that has no pack', { markets: [{ country: 'BR', region: null }] }, ['NO-PACK BR']],
  ['agave spirit without a license', { markets: [{ country: 'US', region: 'CA' }, { country: 'US', region: 'CO' }], category: 'goods.alcohol.spirits', vendor: { ...potter, country: 'US', registrations: [{ country: 'US', scheme: 'ca_abc', number: '74-612345' }] } }, ['CO-44-3-301 US-CO']],
])('refused: %s', (_what, facts, rules) => {
  expect(rulesOf(facts)).toEqual(rules);
});

test('a license counts until its last day', () => {
  const on = (day: string) => rulesOf({ markets: [{ country: 'DE', region: null }], at: new Date(`${day}T12:00:00Z`), vendor: { ...potter, registrations: [{ country: 'DE', scheme: 'lucid', number: 'DE1234567890123', validFrom: '2026-01-01', validTo: '2026-06-30' }] } });
  expect([on('2025-12-31'), on('2026-01-01'), on('2026-06-30'), on('2026-07-01')]).toEqual([['DE-VERPACKG-7 DE'], [], [], ['DE-VERPACKG-7 DE']]);
});

test('a German vendor that makes it itself needs no responsible person; an American one does', () => {
  expect(rulesOf({ markets: [{ country: 'FI', region: null }] })).toEqual([]);
  expect(rulesOf({ markets: [{ country: 'FI', region: null }], vendor: { ...potter, country: 'US' } })).toEqual(['EU-GPSR-16 FI']);
});

test('a rule holds from its first day on', () => {
  const before = new Date('2024-12-12T12:00:00Z');
  expect(rulesOf({ attributes: {}, at: before, markets: [{ country: 'FI', region: null }] })).toEqual([]);
});

test('spirits in California: 21, an ID at the door, and the hours of the state; one age gate, the strictest law nearest', () => {
  const gates = gatesFor(packs, { country: 'US', region: 'CA' }, 'goods.alcohol.spirits', new Date('2026-11-02'));
  expect(gates.map((gate) => [gate.kind, gate.rule])).toEqual([['age', 'CA-ABC-25658'], ['hours', 'CA-ABC-25631'], ['document', 'US-21-DOOR']]);
  expect(gates[0]!.params).toEqual({ min_age: 21 });
});

test('spirits in Germany are for adults, beer from 16', () => {
  const age = (category: string) => gatesFor(packs, { country: 'DE', region: null }, category, new Date('2026-11-02')).find((gate) => gate.kind === 'age')?.params.min_age;
  expect([age('goods.alcohol.spirits'), age('goods.alcohol.beer'), age('goods.alcohol.wine'), age('goods.food')]).toEqual([18, 16, 16, undefined]);
});

test('an editor knows what to ask for', () => {
  expect(requiredFields(packs, [{ country: 'FI', region: null }], 'goods.cosmetics', new Date('2026-11-02')).map((field) => field.rule)).toEqual(['EU-GPSR-19A', 'EU-GPSR-16', 'EU-COS-13']);
});

test.each([
  ['an action without its params', { action: 'age', params: {} }, 'needs params.min_age'],
  ['hours without a time zone', { action: 'hours', params: { windows: [{ days: [1], from: '06:00', to: '02:00' }] } }, "need the pack's time_zone"],
  ['an unknown action', { action: 'discourage', params: {} }, 'Invalid option'],
  ['an open pattern', { action: 'license', params: { schemes: ['x'], pattern: '^a+$' } }, 'closed repetitions'],
  ['a text without Finnish', { words: { en: 'abc', de: 'abc' } }, 'in en, de and fi'],
])('lint refuses %s', (_what, change, words) => {
  const text = { en: 'abc', de: 'abc', fi: 'abc' };
  const rule = { id: 'ZZ-1', category: 'goods', action: 'forbid', params: {}, valid_from: '2026-01-01', cite: 'Law 1', words: text, what_to_do: text, ...change };
  expect(() => assembleOfferingPacks([{ schema: 'offeringpack/1', id: 'ZZ', extends: null, name: text, version: '2026.11.1', time_zone: null, rules: [rule] }])).toThrow(words);
});
