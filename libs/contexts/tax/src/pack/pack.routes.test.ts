import { thePacks } from '../testing.js';
import { listPacks } from './pack.routes.js';

test('a pack says what its markets begin with, and what it builds on', () => {
  const packs = new Map(listPacks(thePacks()).map((pack) => [pack.id, pack]));
  expect([...packs.keys()]).toEqual([...thePacks().packs.keys()].sort());
  expect([...packs.keys()]).toEqual(expect.arrayContaining(['CA-QC', 'DE', 'EU', 'GB', 'IN', 'JP', 'NO', 'US-TX', 'XI']));
  expect(packs.get('FI')).toMatchObject({ kind: 'country', name: { en: 'Finland' }, chain: ['EU', 'FI'], currency: 'EUR', time_zone: 'Europe/Helsinki', price_mode: 'incl' });
  expect(packs.get('US-CO')).toMatchObject({ kind: 'region', chain: ['US', 'US-CO'], currency: 'USD', time_zone: 'America/Denver', price_mode: 'excl' });
  expect(packs.get('EU')).toMatchObject({ kind: 'union', chain: ['EU'], currency: null, time_zone: null, price_mode: null });
});
