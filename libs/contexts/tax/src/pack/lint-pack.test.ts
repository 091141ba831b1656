import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate } from '../evaluation/evaluate.js';
import { aConsignment, PACK_DIR, place, thePacks } from '../testing.js';
import { lineOf, repeatedKeys } from './json-lines.js';
import { lintPack, lintTable, type LintProblem } from './lint-pack.js';
import { assemblePacks, loadPacks } from './load-packs.js';
import { regexProblem } from './safe-regex.js';

type Draft = ReturnType<typeof JSON.parse>; // a pack broken on purpose has no type
const read = (name: string): Draft => JSON.parse(readFileSync(join(PACK_DIR, name), 'utf8')) as Draft;
const around = { packs: new Map([...thePacks().packs].map(([id, p]) => [id, p.pack])), tables: new Map([...thePacks().tables].map(([id, t]) => [id, t.table])) };
const lint = (name: string, breakIt: (pack: Draft) => void): LintProblem[] => {
  const pack = read(name);
  breakIt(pack);
  return name.startsWith('tables/') ? lintTable(pack) : lintPack(pack, around);
};

test('the packs of this repository are sound', () => {
  for (const folder of ['', 'tables/']) for (const name of readdirSync(join(PACK_DIR, folder)).filter((file) => file.endsWith('.json') && /"schema":\s*"tax(pack|table)\/1"/.test(readFileSync(join(PACK_DIR, folder, file), 'utf8')))) expect([name, lint(folder + name, () => undefined)]).toEqual([name, []]);
  expect(loadPacks(PACK_DIR).packs.size).toBeGreaterThan(100);
});

test('lint says the line of a mistake, as it stands in the file', () => {
  const text = readFileSync(join(PACK_DIR, 'DE.json'), 'utf8').replace('"reduced", "2019-12-18"', '"halved", "2019-12-18"');
  const line = text.split('\n').findIndex((l) => l.includes('"halved"')) + 1;
  expect(lintPack(JSON.parse(text), around, text)).toEqual([{ pack: 'DE', at: expect.stringMatching(/^categories\.\d+$/), line, problem: expect.stringMatching(/^there is no rate "halved": write one of standard, reduced.*, or add it under "rates"$/) }]);
  expect(lineOf('{"a": [1,\n{"b\\"": 2}],\n"c": {\n"d": "x,]}"}, "e": null}', ['c', 'd'])).toBe(4);
  expect(lineOf('{\n"a": 1}', ['b', 0])).toBe(1);
});

test('what a pack says twice is found in its text, where a reader would keep the last without a word', () => {
  const twice = (name: string) => readFileSync(join(PACK_DIR, name), 'utf8').replace(/"version": "[^"]+"/, '$&, "version": "2026.1.1"');
  expect(lintPack(JSON.parse(twice('NO.json')), around, twice('NO.json')).map(({ at, problem }) => [at, problem])).toEqual([['version', '"version" is said twice: keep one of them']]);
  const table = twice('tables/us-ny-local.json');
  expect(lintTable(JSON.parse(table), table).map(({ at, problem }) => [at, problem])).toEqual([['version', '"version" is said twice: keep one of them']]);
  for (const file of readdirSync(PACK_DIR).filter((name) => name.endsWith('.json'))) expect([file, repeatedKeys(readFileSync(join(PACK_DIR, file), 'utf8'))]).toEqual([file, []]);
});

test.each<[string, string, (pack: Draft) => void, string]>([
  ['overlapping dates of a rate', 'DE.json', (p) => delete p.rates[0].to, 'overlaps an earlier row'],
  ['a rate that no row holds', 'DE.json', (p) => p.categories.unshift(['goods.toy', 'super']), 'there is no rate "super"'],
  ['a rate that nobody uses', 'DE.json', (p) => p.rates.push({ code: 'zero', pct: '0', from: '2024-01-01', treatment: 'zero_rated', cite: 'UStG' }), 'no category uses the rate "zero"'],
  ['a rate of 0 without a why', 'US-CA.json', (p) => delete p.rates[1].treatment, 'a rate of 0 says why'],
  ['a rate as a number', 'DE.json', (p) => (p.rates[0].pct = 19), 'write it as text: "19"'],
  ['a form of tax ids that its own example does not have', 'DE.json', (p) => (p.tax_id.example = 'DE12'), 'is not written as the pattern says'],
  ['a form of tax ids with a slow regular expression', 'DE.json', (p) => (p.tax_id.pattern = '^(\\d+)+$'), 'write its alternatives out'],
  ['a form of tax ids that holds part of a number', 'DE.json', (p) => (p.tax_id.pattern = 'DE\\d{9}'), 'begin with ^ and end with $'],
  ['exchange rates of nobody', 'NO.json', (p) => (p.exchange.sources = []), 'write at least one entry'],
  ['limits in money that there is not', 'NO.json', (p) => (p.exchange.currency = 'XQQ'), 'is not a currency we know'],
  ['a threshold by a figure that is not there', 'US.json', (p) => (p.thresholds[0].amount = '$nexus_money'), 'there is no param "nexus_money"'],
  ['two thresholds of one code', 'NO.json', (p) => p.thresholds.push(p.thresholds[0]), 'is taken'],
  ['sales across the borders of a country', 'NO.json', (p) => (p.thresholds[0].sales = 'cross_border_in_union'), 'only a union'],
  ['a rate without a law', 'DE.json', (p) => delete p.rates[0].cite, 'name the law'],
  ['no last category', 'DE.json', (p) => p.categories.pop(), 'an unknown category is never untaxed'],
  ['a category that is never reached', 'DE.json', (p) => p.categories.splice(2, 0, ['goods.food.candy', 'standard']), 'never reached'],
  ['an unknown kind of category', 'DE.json', (p) => p.categories.unshift(['things.food', 'reduced']), 'is no category'],
  ['rounding absent', 'DE.json', (p) => delete p.rounding, 'needs "rounding"'],
  ['currency absent', 'FI.json', (p) => delete p.currency, 'needs "currency"'],
  ['a citation missing', 'EU.json', (p) => delete p.rules[0].cite, 'name the law'],
  ['an unknown fact', 'EU.json', (p) => (p.rules[0].when['buyer.shoe_size'] = { eq: '42' }), 'is not a fact'],
  ['an unknown operator', 'EU.json', (p) => (p.rules[0].when.cross_border = { is: true }), 'is not an operator'],
  ['a fact that a later stage finds', 'EU.json', (p) => (p.rules[0].when.liable = { eq: 'seller' }), 'not known yet'],
  ['a param that is not there', 'EU.json', (p) => (p.rules[4].when['consignment.value'] = { lte: '$limit' }), 'there is no param'],
  ['money compared with a number', 'EU.json', (p) => (p.rules[4].when['consignment.value'] = { lte: '150' }), 'compare money'],
  ['a flag compared with a word', 'EU.json', (p) => (p.rules[0].when.cross_border = { eq: 'yes' }), 'true or false'],
  ['no rule at the end', 'EU.json', (p) => (p.rules = p.rules.filter((r: Draft) => r.id !== 'EU-50')), 'must end with a rule'],
  ['a rule behind the last one', 'US.json', (p) => p.rules.push({ ...p.rules[0], id: 'US-100' }), 'never reached'],
  ['two rules of one id', 'EU.json', (p) => (p.rules[1].id = 'EU-05'), 'is taken'],
  ['a rule without a liable party', 'EU.json', (p) => delete p.rules[2].then.liable, 'says "liable"'],
  ['a note that is not there', 'DE.json', (p) => (p.rules[0].then.note = 'de_20'), 'there is no note'],
  ['a note without English', 'DE.json', (p) => delete p.notes.de_19.en, 'English'],
  ['needs without words', 'EU.json', (p) => delete p.rules.find((r: Draft) => r.id === 'EU-50').then.needs_words, 'say in words'],
  ['a slow pattern', 'EU.json', (p) => p.not_vat_territory.push(['ES', '^(a+)+$']), 'must not be repeated'],
  ['a pack that extends nobody', 'DE.json', (p) => (p.extends = 'EEC'), 'there is no pack EEC'],
  ['a table that is not there', 'US-CA.json', (p) => (p.rates[0].source = 'table:us-xx'), 'there is no table'],
  ['nothing said of unlisted addresses', 'US-CA.json', (p) => delete p.unlisted, 'does not list'],
  ['a fee whose amounts overlap', 'US-CO.json', (p) => delete p.fees[0].amounts[0].to, 'overlaps an earlier amount'],
  ['a postcode in two rows', 'tables/us-ca-locations.json', (t) => t.rows[1].postcodes.push('94110', '90071'), 'stands in'],
  ['an authority nobody names', 'tables/us-ca-locations.json', (t) => t.rows[0].components.push(['CA-MARS', '1.00', '2026-01-01']), 'there is no authority'],
  ['an unknown field', 'DE.json', (p) => (p.colour = 'red'), 'is no field of the format'],
  ['a rate of both kinds', 'CA-BC.json', (p) => (p.rates[0].pct = '12'), 'write "pct" alone'],
  ['a rate of no kind', 'NO.json', (p) => delete p.rates[0].pct, 'write "pct", "parts" or "source"'],
  ['a rate above 100', 'NO.json', (p) => (p.rates[0].pct = '250'), 'write percent'],
  ['an area that is not there', 'PT.json', (p) => (p.rates.at(-1).area = 'PT-40'), 'there is no area "PT-40"'],
  ['a slow pattern of an area', 'PT.json', (p) => (p.areas[0].postcodes = '^(9|99)*$'), 'must not be repeated'],
  ['a draft of no row', 'FR.json', (p) => p.drafts.push({ category: 'goods.toy', why: 'not sure' }), 'there is none for "goods.toy"'],
  ['a draft of an area that is not there', 'GR.json', (p) => (p.drafts[0].area = 'GR-ION'), 'there is no area "GR-ION"'],
  ['decimals that the currency has not', 'JP.json', (p) => (p.rounding.scale = 2), 'must be the exponent of JPY: write 0'],
  ['a time zone that is none', 'NO.json', (p) => (p.time_zone = 'Europe/Bergen'), 'is no time zone'],
  ['a region without its federation', 'CA-ON.json', (p) => (p.extends = null), 'write "CA"'],
  ['a country that another pack speaks for', 'FR.json', (p) => p.also.push('DE'), 'has a pack of its own'],
  ['an address sent to nobody', 'GB.json', (p) => (p.elsewhere[0][1] = 'NI'), 'there is no pack NI'],
  ['a condition of a part that is no fact', 'IN.json', (p) => (p.rates[0].parts[0].when = { moon: { eq: 'full' } }), 'is not a fact'],
  ['a dated figure without a row', 'US-KY.json', (p) => (p.params.nexus_test = { rows: [] }), 'write at least one entry'],
  ['a count compared with an amount', 'US.json', (p) => (p.rules.find((r: Draft) => r.id === 'US-43').when['seller.transactions_to_region'] = { gte: ['200', 'USD'] }), 'compare a count'],
  ['a remitter outside its stage', 'CA-BC.json', (p) => (p.rules[0].stage = 'local'), 'belong to stage remit'],
  ['taxed goods that nobody owes tax for', 'NO.json', (p) => (p.rules.find((r: Draft) => r.id === 'NO-85').then.liable = 'none'), 'owed by "seller" or "platform"'],
  ['two fees of one code', 'EU.json', (p) => p.fees.push(p.fees[0]), 'is taken'],
  ['a code that reads no currency', 'NO.json', (p) => (p.currency = 'NOQ'), 'is not a currency'],
])('lint refuses %s', (_what, name, breakIt, words) => {
  const problems = lint(name, breakIt);
  expect(problems.map((p) => p.problem).join('\n')).toContain(words);
  expect(problems.every((p) => p.line >= 1)).toBe(true);
});

test('only patterns that take linear time are let in', () => {
  for (const fine of ['^(35|38)\\d{3}$', '^goods\\.(alcohol|tobacco)', '^97[1-6]\\d{2}$', 'ab+c']) expect(regexProblem(fine)).toBeNull();
  for (const slow of ['(a*)*', '(x+x+)+y', 'a*b*', '(?=a)', '(a)\\1', '(', '(ab){2,}']) expect(regexProblem(slow)).not.toBeNull();
});

test('a made-up country is one file: it loads and taxes, with no other change', () => {
  const utopia = { schema: 'taxpack/1', id: 'ZZ', kind: 'country', extends: null, name: { en: 'Utopia' }, version: '2026.11.1', valid_from: '2024-01-01', currency: 'EUR', tax: 'VAT', time_zone: 'UTC',
    rounding: { level: 'line', mode: 'half_up', scale: 2 }, rates: [{ code: 'standard', pct: '12.5', from: '2024-01-01', cite: 'Utopian Code 1' }], categories: [['*', 'standard']],
    base: { shipping: 'follows_goods', shipping_cite: 'Utopian Code 2', discount: { vendor: 'reduce', tenant: 'third_party', platform: 'third_party' } },
    rules: [{ id: 'ZZ-1', stage: 'place', when: {}, then: { place: 'to', liable: 'seller', scheme: 'domestic', treatment: 'standard' }, cite: 'Utopian Code 3' }] };
  const set = assemblePacks([...thePacks().packs.values()].map((p) => p.document.body).concat([...thePacks().tables.values()].map((t) => t.document.body), JSON.stringify(utopia)));
  const sale = aConsignment({ shipFrom: place('ZZ'), shipTo: place('ZZ'), lines: [{ id: 'l1', category: 'goods.general', amountMinor: 11_250n, quantity: 1, discounts: [] }] });
  expect(evaluate(set, sale)).toMatchObject({ outcome: 'decided', decision: { place: 'ZZ', totals: { netMinor: 10_000n, taxMinor: 1_250n } } });
});

test('a pack that lint refuses stops the start, and says where', () => {
  const broken = JSON.stringify({ ...read('US.json'), rules: [] });
  expect(() => assemblePacks([broken])).toThrow(/US:1 rules: a pack that extends none needs rules/);
});
