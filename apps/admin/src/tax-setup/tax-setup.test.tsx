/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, within } from '@testing-library/react';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';
import type { TaxDraft, TaxSourcePlace, TaxThreshold, TaxTrial } from './tax-setup.queries.js';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const limit: TaxThreshold = {
  code: 'no_voec', name: 'Sales from which the marketplace must register', place: 'NO', of: 'platform', vendor_id: null, limit: { amount: 5_000_000, currency: 'NOK' }, limit_sales: null, total: { amount: 4_100_000, currency: 'NOK' }, sales: 12,
  used_bp: 8_250, state: 'near', is_registered: false, period: 'twelve_months', cite: 'Merverdiavgiftsloven § 2-1', outside: [],
};
const draft: TaxDraft = { draft: 'FI:goods.book', pack: 'FI', what: 'goods.book', why: 'known from one source only', rate_pct: '13.5', effect: 'blocks', reason: null, accepted_at: null };
const ANSWERS: Record<string, Answer> = {
  'GET /v1/admin/tax-thresholds': { data: [limit] }, 'GET /v1/admin/tax-drafts': { data: [draft] }, 'GET /v1/admin/tax-settings': { unchecked_tax_ids: 'as_consumer' }, 'GET /v1/admin/exchange-rates': { data: [], feeds: [] }, 'GET /v1/admin/tax-sources': { data: [] },
};
const open = (permissions: string[], answers: Record<string, Answer> = {}) => openPage('/market/tax/setup', { session: aSession({ permissions }), answers: { ...ANSWERS, ...answers } });

test('a limit that is near says so, and without exchange rates it is said what that stops', async () => {
  await open(['tax.read']);
  const row = within(await screen.findByRole('row', { name: /NO/ }));
  expect([row.getByText('Near'), row.getByText('82 %')].length).toBe(2);
  expect(await screen.findByText(/There are none\. Nothing is sold/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Accept' })).toBeNull();
});

test('a limit that is near or crossed waits on the home page, unless somebody has registered there', async () => {
  const home = (data: TaxThreshold[]) => openPage('/market/home', { session: aSession({ permissions: ['tax.read'] }), answers: { 'GET /v1/admin/tax-thresholds': { data } } });
  await home([limit, { ...limit, place: 'US-CA', state: 'crossed', used_bp: 12_000 }, { ...limit, place: 'US-NY', state: 'below', used_bp: 10 }]);
  expect((await screen.findByText('1 limit of tax law is near')).closest('li')?.textContent).toContain('NO: four fifths are used.');
  expect(screen.getByText('1 limit of tax law is crossed').closest('li')?.textContent).toContain('US-CA: register');
  await home([{ ...limit, state: 'crossed', is_registered: true }]);
  expect(await screen.findByText(/Nothing waits for you/)).toBeTruthy();
});

test('an unconfirmed rate is accepted by name, with a reason', async () => {
  const { user, calls } = await open(['tax.read', 'tenancy.write'], { 'PUT /v1/admin/tax-drafts/FI%3Agoods.book/acceptance': {}, 'PUT /v1/admin/tax-drafts/FI:goods.book/acceptance': {} });
  await user.click(await screen.findByRole('button', { name: 'Accept' }));
  await user.type(await screen.findByLabelText('Reason'), 'Confirmed by our accountant.');
  await user.click(screen.getByRole('button', { name: 'Accept at our own risk' }));
  expect(calls.filter((call) => call.name.startsWith('PUT')).map((call) => call.body)).toEqual([{ reason: 'Confirmed by our accountant.' }]);
});

test('Stripe Tax is asked where the packs know only the state, with a reason, and a silence is told', async () => {
  const georgia: TaxSourcePlace = { place: 'US-GA', name: 'Georgia', why: 'Most cities are not in the tables', source: null, chosen_at: null, last_asked: null };
  const colorado: TaxSourcePlace = { ...georgia, place: 'US-CO', name: 'Colorado', source: 'stripe_tax', chosen_at: '2026-11-01T09:00:00Z', last_asked: { at: '2026-11-02T09:00:00Z', answered: false, reason: 'not_collecting', reference: null } };
  const { user, calls } = await open(['tax.read', 'tax.write'], { 'GET /v1/admin/tax-sources': { data: [georgia, colorado] }, 'PUT /v1/admin/tax-sources/US-GA': {} });
  expect(within(await screen.findByRole('row', { name: /Georgia/ })).getByText('Not sold to')).toBeTruthy();
  const row = within(screen.getByRole('row', { name: /Colorado/ }));
  expect([row.getByText('Stripe Tax'), row.getByText('not_collecting'), row.getByRole('button', { name: 'Ask nobody' })].length).toBe(3);
  await user.click(screen.getByRole('button', { name: 'Ask Stripe Tax' }));
  await user.type(await screen.findByLabelText('Reason'), 'We sell all over the state.');
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Ask Stripe Tax' }));
  expect(calls.filter((call) => call.name.startsWith('PUT')).map((call) => [call.name, call.body])).toEqual([['PUT /v1/admin/tax-sources/US-GA', { source: 'stripe_tax', reason: 'We sell all over the state.' }]]);
});

test('a sale that is not possible says why', async () => {
  const none: TaxTrial = { outcome: 'no_answer', reasons: [{ code: 'tax.no_exchange_rate', message: 'There is no exchange rate.' }] };
  const { user, calls } = await openPage('/market/tax/try', { session: aSession({ permissions: ['tax.read'] }), answers: { 'POST /v1/admin/tax-trials': none } });
  await user.click(await screen.findByRole('button', { name: 'Ask' }));
  expect(await screen.findByText(/Such a sale is not possible\. There is no exchange rate\./)).toBeTruthy();
  expect(calls.filter((call) => call.name === 'POST /v1/admin/tax-trials').map((call) => call.body)).toMatchObject([{ category: 'goods.household', price: eur(3400), from: { country: 'DE' }, to: { country: 'FI' }, buyer: 'consumer', vendor: { registered_in: ['DE'] } }]);
});

test('what was sold elsewhere is written down per year, and counts', async () => {
  const { user, calls } = await open(['tax.read', 'tax.write'], { [`PUT /v1/admin/tax-thresholds/NO/no_voec/outside-sales/${new Date().getFullYear()}`]: { data: [{ ...limit, outside: [{ year: 2026, amount: { amount: 1_000_000, currency: 'NOK' }, sales: 40 }], state: 'crossed' }] } });
  await user.click(await screen.findByRole('button', { name: 'Sold elsewhere' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText('Net amount, without tax'), '10000');
  await user.clear(dialog.getByLabelText('Number of sales'));
  await user.type(dialog.getByLabelText('Number of sales'), '40');
  await user.type(dialog.getByLabelText('Reason'), 'From our own shop.');
  await user.click(dialog.getByRole('button', { name: 'Write it down' }));
  expect(calls.filter((call) => call.name.startsWith('PUT')).map((call) => call.body)).toEqual([{ amount: { amount: 1_000_000, currency: 'NOK' }, sales: 40, reason: 'From our own shop.' }]);
  expect(await screen.findByText('Crossed')).toBeTruthy();
});
