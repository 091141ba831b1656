/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { jest } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';
import type { Statement, StatementLine, StatementRow } from './statement.queries.js';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const OCTOBER: StatementLine = {
  period: '2026-10', currency: 'EUR', state: 'closed', from: '2026-09-30T22:00:00.000Z', to: '2026-10-31T23:00:00.000Z', closed_at: '2026-11-01T00:05:00.000Z',
  opening: eur(9_000), earned: eur(4_500), refunded: eur(-4_500), paid_out: eur(-4_500), other: eur(0), closing: eur(4_500),
};
const NOVEMBER: StatementLine = { ...OCTOBER, period: '2026-11', state: 'open', from: OCTOBER.to, to: '2026-11-30T23:00:00.000Z', closed_at: null, opening: eur(4_500), earned: eur(0), refunded: eur(0), paid_out: eur(0), closing: eur(4_500) };
const aStatement = (change: Partial<Statement> = {}): Statement => ({
  ...OCTOBER, vendor: { id: 'ven_01h455vb4pex5vsknk084sn02q', name: 'Töpferei Brandt' }, time_zone: 'Europe/Berlin', currencies: ['EUR'],
  totals: [{ code: 'sales', amount: eur(5_000) }, { code: 'tax_by_marketplace', amount: eur(0) }, { code: 'commission', amount: eur(-500) }, { code: 'refunds', amount: eur(-5_000) }, { code: 'refunds_by_marketplace', amount: eur(500) }, { code: 'transfers', amount: eur(-9_000) }, { code: 'transfers_reversed', amount: eur(4_500) }],
  closing_in: { held: eur(5_000), ready: eur(0), in_transfer: eur(0), owed: eur(500) }, ...change,
});
const order = { id: 'ord_01h455vb4pex5vsknk084sn02q' as const, number: 'OMA-7K2M-1', order_group_id: 'ogr_01h455vb4pex5vsknk084sn02q' as const };
const ROWS: StatementRow[] = [
  { at: '2026-10-03T10:00:00.000Z', kind: 'sale', order, refund_id: null, transfer_id: null, shopper: eur(5_000), tax: eur(0), marketplace: eur(-500), amount: eur(4_500), balance: eur(13_500), journal_ids: ['jrn_1'] },
  { at: '2026-10-31T22:59:59.000Z', kind: 'transfer', order, refund_id: null, transfer_id: 'trf_01h455vb4pex5vsknk084sn02q', shopper: null, tax: null, marketplace: null, amount: eur(-9_000), balance: eur(4_500), journal_ids: ['jrn_2'] },
];
const page = (data: object[], next: string | null = null) => ({ data, has_more: next !== null, next });
const vendor = aSession({ kind: 'vendor', permissions: ['payouts.read', 'orders.read'] });
const staff = aSession({ permissions: ['payouts.read', 'vendors.read', 'orders.read'] });
const vendorId = 'ven_01h455vb4pex5vsknk084sn02q';

const openOwn = (more: Record<string, Answer> = {}, search = '') =>
  openPage(`/vendor/statements/2026-10${search}`, { session: vendor, answers: { 'GET /v1/vendor/statements/2026-10': aStatement(), 'GET /v1/vendor/statements/2026-10/rows': page(ROWS), ...more } });

test('the list has a line per month, each opening with what the one before closed with, and leads to the statement', async () => {
  const { router, user } = await openPage('/vendor/statements', { session: vendor, answers: { 'GET /v1/vendor/statements': page([NOVEMBER, OCTOBER]), 'GET /v1/vendor/statements/2026-10': aStatement(), 'GET /v1/vendor/statements/2026-10/rows': page(ROWS) } });
  const rows = (await screen.findAllByRole('row')).slice(1).map((row) => within(row).getAllByRole('cell').map((cell) => cell.textContent));
  expect(rows).toEqual([['November 2026', 'Running', '45.00', '0.00', '0.00', '0.00', '45.00EUR'], ['October 2026', 'Closed', '90.00', '45.00', '\u221245.00', '\u221245.00', '45.00EUR']]);
  await user.click(screen.getByRole('link', { name: 'October 2026' }));
  expect(await screen.findByRole('heading', { name: 'October 2026', level: 1 })).toBeTruthy();
  expect(router.state.location.search).toEqual({ currency: 'EUR' });
});

test('the sums lead from the opening to the closing balance, and what is shown adds up', async () => {
  await openOwn();
  const table = within(await screen.findByRole('table', { name: /From the opening to the closing balance/ }));
  const lines = table.getAllByRole('row').map((row) => [within(row).queryByRole('rowheader')?.textContent, within(row).queryByRole('cell')?.textContent]);
  expect(lines.slice(1)).toEqual([
    ['Opening balance', '90.00'], ['Sales, as shoppers paid them', '50.00'], ['Commission', '\u22125.00'], ['Refunds to shoppers', '\u221250.00'], ['Of them, paid by the marketplace', '5.00'], ['Sent to the payout account', '\u221290.00'],
    ['Taken back from the payout account', '45.00'], ['Closing balance', '45.00'], ['Held, for returns', '50.00'], ['Owed, paid by the next transfers', '\u22125.00'],
  ]);
  const minor = (text: string | null | undefined) => Number((text ?? '').replace('.', '').replace('\u2212', '-'));
  expect(lines.slice(1, 8).reduce((sum, [, text]) => sum + minor(text), 0)).toBe(minor(lines[8]?.[1]));
  expect(screen.getByText(/1 Oct 2026 to 31 Oct 2026, by the clocks of Berlin/)).toBeTruthy();
  expect(screen.queryByText(/The month is not over/)).toBeNull();
});

test('rows show the day where the marketplace is, and link to the order and the transfers; more come page by page', async () => {
  const { calls, user } = await openOwn({ 'GET /v1/vendor/statements/2026-10/rows': (_body: unknown, url: URL) => (url.searchParams.get('after') === 'x' ? page([ROWS[1]!]) : page([ROWS[0]!], 'x')) });
  const table = within(await screen.findByRole('table', { name: /Rows of the statement/ }));
  expect(table.getByRole('link', { name: 'OMA-7K2M-1' }).getAttribute('href')).toBe(`/vendor/orders/${order.id}`);
  expect(table.queryByRole('link', { name: 'Transfer' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Show more' }));
  expect((await table.findByRole('link', { name: 'Transfer' })).getAttribute('href')).toBe('/vendor/transfers');
  expect(table.getByText('31 Oct 2026')).toBeTruthy();
  expect(calls.filter((call) => call.name.endsWith('/rows')).map((call) => call.url.searchParams.get('currency'))).toEqual(['EUR', 'EUR']);
});

test('CSV is saved, PDF is opened; a refusal is told', async () => {
  const [saved, opened] = [jest.fn(), jest.fn()];
  Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined });
  window.open = opened as unknown as typeof window.open;
  HTMLAnchorElement.prototype.click = function click() { saved(this.download); };
  const { calls, user } = await openOwn({ 'GET /v1/vendor/statements/2026-10/csv': {}, 'GET /v1/vendor/statements/2026-10/pdf': {} });
  await user.click(await screen.findByRole('button', { name: 'CSV' }));
  await user.click(await screen.findByRole('button', { name: 'PDF' }));
  expect(saved.mock.calls).toEqual([['statement-2026-10-EUR.csv']]);
  expect(opened.mock.calls[0]?.[0]).toBe('blob:x');
  expect(calls.filter((call) => /csv|pdf/.test(call.name)).map((call) => [call.name, call.url.searchParams.get('currency')])).toEqual([['GET /v1/vendor/statements/2026-10/csv', 'EUR'], ['GET /v1/vendor/statements/2026-10/pdf', 'EUR']]);

  const again = await openOwn({ 'GET /v1/vendor/statements/2026-10/csv': { status: 403, code: 'access.denied', title: 'This needs the permission payouts.read.' } });
  await again.user.click(await screen.findByRole('button', { name: 'CSV' }));
  expect((await screen.findByRole('alert')).textContent).toContain('This needs the permission payouts.read.');
});

test('a month that runs says so; a month without a statement is a page that says so', async () => {
  await openOwn({ 'GET /v1/vendor/statements/2026-10': aStatement({ state: 'open', closed_at: null, currencies: ['EUR', 'USD'] }) });
  expect(await screen.findByText(/The month is not over/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'USD' }).getAttribute('href')).toBe('/vendor/statements/2026-10?currency=USD');
  await openOwn({ 'GET /v1/vendor/statements/2026-10': { status: 404, code: 'payouts.statement_not_found', title: 'There is no statement of this month in this currency.' } });
  expect(await screen.findByRole('heading', { name: 'There is nothing here' })).toBeTruthy();
});

test('staff open a vendor’s statement from its list; their rows lead to the order group and the transfer', async () => {
  const path = `/v1/admin/vendors/${vendorId}`;
  const answers = { [`GET ${path}`]: { name: 'Töpferei Brandt' }, [`GET ${path}/statements`]: page([OCTOBER]), [`GET ${path}/statements/2026-10`]: aStatement(), [`GET ${path}/statements/2026-10/rows`]: page(ROWS) };
  const { user } = await openPage(`/market/vendors/${vendorId}/statements`, { session: staff, answers });
  await user.click(await screen.findByRole('link', { name: 'October 2026' }));
  const table = within(await screen.findByRole('table', { name: /Rows of the statement/ }));
  expect(table.getByRole('link', { name: 'Transfer' }).getAttribute('href')).toBe(`/market/transfers/${ROWS[1]!.transfer_id}`);
  expect(table.getAllByRole('link', { name: 'OMA-7K2M-1' })[0]!.getAttribute('href')).toBe(`/market/orders/${order.order_group_id}`);
  expect(screen.getByText(/Töpferei Brandt, 1 Oct 2026/)).toBeTruthy();
});

test('without any month there is a word of what will come', async () => {
  await openPage('/vendor/statements', { session: vendor, answers: { 'GET /v1/vendor/statements': page([]) } });
  expect(await screen.findByText('No statement yet')).toBeTruthy();
});
