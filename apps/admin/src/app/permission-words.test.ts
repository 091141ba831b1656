import { readFileSync } from 'node:fs';
import { groupPermissions } from './permission-words.js';

/** What the API's reference says a key or a role may be allowed. */
const reference = JSON.parse(readFileSync('openapi.json', 'utf8')) as { paths: Record<string, Record<string, { 'x-stoa-permission'?: string }>> };
const asked = Object.values(reference.paths).flatMap((path) => Object.values(path)).map((operation) => operation['x-stoa-permission']).filter((code) => code !== undefined && code !== 'none' && !code.startsWith('operator.')) as string[];
const known = [...new Set(asked)].sort();

test('every permission that a call asks for has words of its own', () => {
  expect(known.length).toBeGreaterThan(20);
  expect(groupPermissions(known).find((group) => group.area === 'Other')).toBeUndefined();
  expect(groupPermissions(known).flatMap((group) => group.permissions.map((one) => one.code)).sort()).toEqual(known);
});

test('permissions stand by what they are about; one without words keeps its name', () => {
  expect(groupPermissions(['payouts.read', 'orders.fulfil', 'orders.read', 'moon.visit'])).toEqual([
    { area: 'Orders', permissions: [{ code: 'orders.read', may: 'See orders' }, { code: 'orders.fulfil', may: 'Ship, deliver and cancel' }] },
    { area: 'Money', permissions: [{ code: 'payouts.read', may: 'See balances and payouts' }] },
    { area: 'Other', permissions: [{ code: 'moon.visit', may: 'moon.visit' }] },
  ]);
});
