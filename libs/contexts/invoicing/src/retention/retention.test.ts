import { aDocument, aParty } from '../testing.js';
import { lastYearOf, retentionRules } from './retention.js';

const sold = (from: string, to: string, taxPlace = from, onBehalfBy: string | null = null) =>
  aDocument({ issuer: aParty('Brandt', { country: from }), buyer: aParty('Vogt', { country: to }), issuedOn: '2026-11-21', onBehalfBy, taxPlace, lines: [{ title: 'Becher', netMinor: 2000n, ratePct: '20' }] });

test.each([
  ['DE', 8], ['IT', 10], ['FR', 10], ['AT', 7], ['NL', 7], ['ES', 6], ['PL', 5], ['BE', 10], ['GB', 6], ['AU', 5], ['NZ', 7], ['CH', 10], ['JP', 10], ['US', 7], ['IN', 8], ['BR', 10],
])('what somebody in %s issues is kept %i years from the end of its year', (country, years) => {
  expect(lastYearOf(sold(country, country), 'PL')).toBe(2026 + years);
});

test('the longest of issuer, marketplace and scheme counts', () => {
  expect(lastYearOf(sold('PL', 'PL'), 'DE')).toBe(2034); // the marketplace is in Germany
  expect(lastYearOf(sold('DE', 'FI', 'FI'), 'DE')).toBe(2036); // declared through the one-stop shop
  expect(lastYearOf(sold('DE', 'DE', 'DE', 'Oma Markt eG'), 'DE')).toBe(2036); // a sale that a marketplace of the union made possible
  expect(lastYearOf(sold('US', 'US', 'US', 'Solano Inc.'), 'US')).toBe(2033);
  expect(lastYearOf(sold('US', 'GB', 'GB'), 'US')).toBe(2033); // tax of another country, but of no member state
});

test('each rule names years that can be kept and the law that asks for them', () => {
  const { default: other, countries, schemes } = retentionRules();
  const rules = [other, ...Object.values(countries), ...Object.values(schemes)];
  expect(rules.filter((rule) => !Number.isInteger(rule.years) || rule.years < 1 || rule.years > 30 || rule.cite.trim().length < 8)).toEqual([]);
  expect(Object.keys(countries).filter((country) => !/^[A-Z]{2}$/.test(country))).toEqual([]);
});
