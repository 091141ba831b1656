/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, within } from '@testing-library/react';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';
import { returnCsv } from './tax-return-page.js';
import { periodChoices, periodName } from '../app/periods.js';
import type { TaxReturn, TaxReturnHead } from './tax-return.queries.js';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const head: TaxReturnHead = {
  name: 'EU.union_oss.EUR', place: 'EU', place_name: 'European Union', scheme: 'union_oss', currency: 'EUR', period: '2026-Q1', time_zone: 'Europe/Berlin', begins: '2025-12-31T23:00:00.000Z', ends: '2026-03-31T22:00:00.000Z',
  status: 'ready', entries: 2, owed: eur(1978), booked: eur(1978), difference: eur(0),
};
const whole: TaxReturn = {
  ...head, differences: [], filed: null,
  rows: [{ kind: 'tax', place: 'DE', authority: 'DE', name: 'Germany', rate_pct: '19', sales: { base: eur(20_412), tax: eur(3878) }, refunds: { base: eur(-10_000), tax: eur(-1900) }, base: eur(10_412), tax: eur(1978) }],
};
const PATH = '/v1/admin/tax-returns/2026-Q1/EU.union_oss.EUR';
const open = (it: TaxReturn, permissions = ['tax.read', 'tax.file'], answers: Record<string, Answer> = {}) =>
  openPage('/market/tax/2026-Q1/EU.union_oss.EUR', { session: aSession({ permissions }), answers: { [`GET ${PATH}`]: it, ...answers } });

test('the returns of a period are listed with what is owed and whether they tie', async () => {
  await openPage('/market/tax?period=2026-Q1', { session: aSession({ permissions: ['tax.read'] }), answers: { 'GET /v1/admin/tax-returns/2026-Q1': { data: [head] } } });
  const row = within(await screen.findByRole('row', { name: /European Union/ }));
  expect(row.getByText('To file')).toBeTruthy();
  expect(row.getByRole('link', { name: 'European Union' }).getAttribute('href')).toBe('/market/tax/2026-Q1/EU.union_oss.EUR');
  expect(row.getByText('19.78')).toBeTruthy();
});

test('a return that ties is kept as filed with what was shown, once', async () => {
  const filed: TaxReturn = { ...whole, status: 'filed', filed: { at: '2026-04-20T09:00:00.000Z', reference: 'OSS 4711', owed: eur(1978) } };
  const { user, calls } = await open(whole, undefined, { [`POST ${PATH}/filing`]: filed });
  await user.type(await screen.findByLabelText('Reference of the authority'), 'OSS 4711');
  await user.click(screen.getByRole('button', { name: 'Keep as filed: 19.78 EUR' }));
  expect(await screen.findByText('OSS 4711')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Keep as filed/ })).toBeNull();
  expect(calls.filter((call) => call.name.startsWith('POST /v1/admin')).map((call) => call.body)).toEqual([{ reference: 'OSS 4711', owed: eur(1978) }]);
});

test('one that does not tie says where, and cannot be filed', async () => {
  const differences = [{ source: { kind: 'order', id: 'a' }, order_id: 'ord_01h455vb4pex5vsknk084sn02q' as const, occurred_at: '2026-03-01T09:00:00.000Z', authority: 'DE', records: eur(1978), booked: eur(0) }];
  await open({ ...whole, status: 'blocked', booked: eur(0), difference: eur(1978), differences });
  expect(within(await screen.findByRole('row', { name: /ord_01h455/ })).getByText('DE')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Keep as filed/ })).toBeNull();
});

test('one whose period runs cannot be filed yet', async () => {
  await open({ ...whole, status: 'open' });
  expect(await screen.findByText(/is not over where it is filed/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Keep as filed/ })).toBeNull();
});

test('whoever may only read is told who may file', async () => {
  await open(whole, ['tax.read']);
  expect(await screen.findByText(/needs the role/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Keep as filed/ })).toBeNull();
});

test('its rows leave as a file, with plain amounts', () => {
  expect(returnCsv(whole)).toBe('kind,place,authority,name,rate_pct,currency,sales_base,sales_tax,refunds_base,refunds_tax,base,tax\r\ntax,DE,DE,Germany,19,EUR,204.12,38.78,-100.00,-19.00,104.12,19.78\r\n');
});

test('periods have names, and the nearest are offered', () => {
  expect(['2026-11', '2026-Q4', '2026'].map(periodName)).toEqual(['November 2026', '4th quarter of 2026', '2026']);
  const offered = periodChoices(new Date('2026-01-15T00:00:00Z')).map((one) => one.value);
  expect([offered[0], offered[1], offered[12], offered[13], offered[14], offered.at(-1)]).toEqual(['2026-01', '2025-12', '2025-01', '2026-Q1', '2025-Q4', '2025']);
});
