/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, within } from '@testing-library/react';
import { aSession, openPage } from '../app/open-page.testing.js';
import type { Bookings, DatevSettings } from './bookings.queries.js';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const theBooks = (change: Partial<Bookings> = {}): Bookings => ({
  month: '2026-03', journals: 7, ties: true, datev_parts: 1, is_datev_ready: true, currencies: [{ currency: 'EUR', debit: eur(11_000), credit: eur(11_000) }], differences: [],
  accounts: [{ name: 'tax.payable:DE', datev_number: '1770', opening: eur(0), debit: eur(0), credit: eur(3_878), closing: eur(-3_878) }], ...change,
});
const staff = aSession({ permissions: ['ledger.read', 'ledger.configure'] });
const defaults: DatevSettings['defaults'] = [{ chart: 'SKR03', slot: 'tenant.payable', number: '8510', label: 'Provisionsumsätze' }, { chart: 'SKR04', slot: 'tenant.payable', number: '4560', label: 'Provisionsumsätze' }];

test('a month shows what stands on each account and that it ties, and large months come for DATEV in several files', async () => {
  await openPage('/market/bookings?month=2026-03', { session: staff, answers: { 'GET /v1/admin/bookings/2026-03': theBooks({ datev_parts: 2 }) } });
  expect((await screen.findAllByRole('row'))[1]!.textContent).toMatch(/Tax, DE.*1770.*38\.78/);
  expect(screen.getByText('Ties to the ledger')).toBeTruthy();
  expect(screen.getAllByRole('button', { name: /DATEV EUR/ }).map((button) => button.textContent)).toEqual(['DATEV EUR, 1 of 2', 'DATEV EUR, 2 of 2']);
  expect((screen.getByRole('button', { name: 'Download CSV' }) as HTMLButtonElement).disabled).toBe(false);
});

test('what does not tie is named, and nothing can be downloaded', async () => {
  await openPage('/market/bookings?month=2026-03', { session: staff, answers: { 'GET /v1/admin/bookings/2026-03': theBooks({ ties: false, is_datev_ready: false, differences: [{ account: 'tax.payable:DE', what: 'credit', file: eur(3_877), ledger: eur(3_878) }] }) } });
  expect((await screen.findByRole('alert')).textContent).toMatch(/Tax, DE, credit: 38\.77EUR in the file, 38\.78EUR in the ledger/);
  expect((screen.getByRole('button', { name: 'Download CSV' }) as HTMLButtonElement).disabled).toBe(true);
  expect(screen.queryByRole('button', { name: /DATEV/ })).toBeNull();
  expect(screen.getByRole('link', { name: /save the consultant/ })).toBeTruthy();
});

test('a refused file says why', async () => {
  const { user } = await openPage('/market/bookings?month=2026-03', { session: staff, answers: { 'GET /v1/admin/bookings/2026-03': theBooks(), 'GET /v1/admin/bookings/2026-03/csv': { status: 409, code: 'reporting.books_do_not_tie', title: 'The file and the books differ in 1 place.' } } });
  await user.click(await screen.findByRole('button', { name: 'Download CSV' }));
  expect(await screen.findByText(/differ in 1 place/)).toBeTruthy();
});

test('the accountant’s numbers are saved, with those of the chart where nothing is written', async () => {
  const saved: DatevSettings = { settings: { consultant: 29098, client: 55003, fiscal_year_start: '07-01', account_length: 4, chart: 'SKR04', accounts: { 'tenant.payable': '4569' } }, defaults };
  const { calls, user } = await openPage('/market/bookings/setup', { session: staff, answers: { 'GET /v1/admin/datev-settings': { settings: null, defaults }, 'PUT /v1/admin/datev-settings': saved } });
  await user.type(await screen.findByLabelText('Consultant number'), '29098');
  await user.type(screen.getByLabelText('Client number'), '55003');
  await user.selectOptions(screen.getByLabelText('The fiscal year begins'), '1 July');
  await user.selectOptions(screen.getByLabelText('Chart of accounts'), 'SKR 04');
  await user.type(screen.getByLabelText('Commission of the marketplace'), '4569');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Saved. It holds for the next file.')).toBeTruthy();
  expect(calls.find((call) => call.name === 'PUT /v1/admin/datev-settings')!.body).toEqual({ consultant: 29098, client: 55003, fiscal_year_start: '07-01', account_length: 4, chart: 'SKR04', accounts: { 'tenant.payable': '4569' } });
});

test('who may only look sees the numbers and cannot change them', async () => {
  await openPage('/market/bookings/setup', { session: aSession({ permissions: ['ledger.read'] }), answers: { 'GET /v1/admin/datev-settings': { settings: null, defaults } } });
  const form = await screen.findByRole('form', { name: 'Account numbers' });
  expect((within(form).getByLabelText('Consultant number') as HTMLInputElement).matches(':disabled')).toBe(true);
  expect(within(form).queryByRole('button', { name: 'Save' })).toBeNull();
});
