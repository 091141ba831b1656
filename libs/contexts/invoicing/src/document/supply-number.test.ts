import { evaluate } from '@stoa/tax';
import { aConsignment, place, thePacks } from '@stoa/tax/testing';
import { aParty } from '../testing.js';
import { supplyNumbers } from './supply-number.js';

const swiss = { id: 'v1', country: 'CH', establishments: ['CH'], registrations: [{ country: 'CH', scheme: 'vat', number: 'CHE116281710MWST' }, { country: 'DE', scheme: 'vat', number: 'DE334118926' }, { country: 'DE', scheme: 'union_oss', number: 'DE334118926' }], smallBusiness: false, crossBorderYtdMinor: 2_000_000n, oss: true };
const issuer = aParty('Käserei Bergwald AG', { country: 'CH' }, { vatId: 'CHE116281710MWST' });

function decided(facts: Parameters<typeof aConsignment>[0]) {
  const answer = evaluate(thePacks(), aConsignment(facts));
  if (answer.outcome !== 'decided') throw new Error(JSON.stringify(answer.reasons));
  return answer.decision;
}
const fromKiel = { shipFrom: place('DE', { postcode: '24103', city: 'Kiel' }), seller: swiss, platform: { role: 'first_party' as const, establishment: 'DE', registrations: [] } };

test('goods that lie in Kiel are sold under the German number of a Swiss vendor; at home, and where it has none, under its own', () => {
  const kiel = decided(fromKiel);
  expect(supplyNumbers([kiel], 'vendor', issuer)).toEqual([{ country: 'DE', number: 'DE334118926', grossMinor: kiel.totals.grossMinor }]);
  const adelboden = decided({ ...fromKiel, currency: 'CHF', shipFrom: place('CH', { postcode: '3715', city: 'Adelboden' }), shipTo: place('CH', { postcode: '3011', city: 'Bern' }) });
  expect(supplyNumbers([adelboden], 'vendor', issuer).map(({ country, number }) => [country, number])).toEqual([['CH', 'CHE116281710MWST']]);
  expect(supplyNumbers([kiel], 'vendor', aParty('Käserei Bergwald GmbH', { country: 'DE' }, { vatId: 'DE811907980' })).map(({ number }) => number)).toEqual(['DE811907980']);
});

test('what is declared in the one-stop shop is sold under the number of the state it is declared in, and of several numbers the largest part comes first', () => {
  const [paris, kiel] = [decided({ ...fromKiel, shipTo: place('FR', { postcode: '75001', city: 'Paris' }), lines: [{ id: 'l1', category: 'goods.household', amountMinor: 1000n, quantity: 1, discounts: [] }] }), decided(fromKiel)];
  expect([paris.scheme, paris.place]).toEqual(['union_oss', 'FR']);
  expect(supplyNumbers([paris], 'vendor', issuer).map(({ country, number }) => [country, number])).toEqual([['DE', 'DE334118926']]);
  const bern = decided({ ...fromKiel, currency: 'CHF', shipFrom: place('CH', { postcode: '3715', city: 'Adelboden' }), shipTo: place('CH', { postcode: '3011', city: 'Bern' }), lines: [{ id: 'l1', category: 'goods.household', amountMinor: 900n, quantity: 1, discounts: [] }] });
  expect(supplyNumbers([bern, kiel], 'vendor', issuer).map(({ country }) => country)).toEqual(['DE', 'CH']);
});
