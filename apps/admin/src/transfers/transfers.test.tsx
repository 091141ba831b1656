/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, within } from '@testing-library/react';
import { aSession, openPage } from '../app/open-page.testing.js';
import type { StaffTransfer } from './transfer.queries.js';
import { whatToDo } from './transfer-words.js';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const id = 'trf_01h455vb4pex5vsknk084sn02q' as const;
const aTransfer = (change: Partial<StaffTransfer> = {}): StaffTransfer => ({
  id, order_id: 'ord_01h455vb4pex5vsknk084sn02q', number: 'OMA-7K2M-1', amount: eur(9_000), reversed: eur(0), netted: eur(0), state: 'refused', reason: 'refused', words: 'The payment company refused this transfer. Somebody of the marketplace has to look.',
  created_at: '2026-10-18T10:00:00.000Z', sent_at: null, next_try_at: null, by_bank: null, vendor: { id: 'ven_01h455vb4pex5vsknk084sn02q', name: 'Töpferei Brandt' }, order_group_id: 'ogr_01h455vb4pex5vsknk084sn02q', detail: 'Your destination account is closed.', tries: 3,
  account_ref: 'acct_1', charge_ref: 'ch_1', transfer_ref: null, ...change,
});
const page = (data: object[]) => ({ data, has_more: false, next: null });
const staff = (...permissions: string[]) => aSession({ permissions: ['payouts.read', 'vendors.read', 'orders.read', ...permissions] });
const vendor = aSession({ kind: 'vendor', permissions: ['payouts.read', 'orders.read'] });

test('staff see what was refused, what the payment company said and what to do, and try it again', async () => {
  const { calls, user } = await openPage(`/market/transfers/${id}`, { session: staff('payouts.write'), answers: { [`GET /v1/admin/transfers/${id}`]: aTransfer(), [`POST /v1/admin/transfers/${id}/retry`]: aTransfer({ state: 'waiting', reason: null, detail: null, words: 'Free; it is sent in a moment.' }) } });
  expect((await screen.findByRole('alert')).textContent).toBe('Read what the payment company says, mend it, then try again.');
  expect(screen.getByText('Your destination account is closed.')).toBeTruthy();

  await user.click(screen.getByRole('button', { name: 'Try again now' }));

  expect(await screen.findByText('Free; it is sent in a moment.')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
  expect(calls.filter((call) => call.name.startsWith('POST /v1/admin'))).toHaveLength(1);
});

test('what is done, and who may only look, has no button; a refused try says why', async () => {
  await openPage(`/market/transfers/${id}`, { session: staff('payouts.write'), answers: { [`GET /v1/admin/transfers/${id}`]: aTransfer({ state: 'sent', reason: null, words: 'At the vendor’s account.', sent_at: '2026-10-18T10:01:00.000Z', transfer_ref: 'tr_1', reversed: eur(500), netted: eur(120) }) } });
  expect(await screen.findByText('tr_1')).toBeTruthy();
  expect(screen.getByText(/of it was asked back/)).toBeTruthy();
  expect(screen.getByText(/paid what the vendor owed/).textContent).toBe('1.20EUR more of this order paid what the vendor owed.');
  expect(screen.queryByRole('button', { name: 'Try again now' })).toBeNull();
  await openPage(`/market/transfers/${id}`, { session: staff(), answers: { [`GET /v1/admin/transfers/${id}`]: aTransfer() } });
  await screen.findByText('acct_1');
  expect(screen.queryByRole('button', { name: 'Try again now' })).toBeNull();
  const { user } = await openPage(`/market/transfers/${id}`, { session: staff('payouts.write'), answers: { [`GET /v1/admin/transfers/${id}`]: aTransfer(), [`POST /v1/admin/transfers/${id}/retry`]: { status: 409, code: 'payouts.transfer_not_waiting', title: 'This transfer is sending; only one that waits or was refused can be tried again.' } } });
  await user.click(await screen.findByRole('button', { name: 'Try again now' }));
  expect(await screen.findByText(/only one that waits or was refused/)).toBeTruthy();
});

test('the list filters by state and by vendor, and keeps the vendor when the state changes', async () => {
  const { calls, user } = await openPage('/market/transfers?vendor=ven_1', { session: staff(), answers: { 'GET /v1/admin/transfers': page([aTransfer()]), 'GET /v1/admin/vendors/ven_1': { name: 'Töpferei Brandt' } } });
  const row = within((await screen.findAllByRole('row'))[1]!);
  expect(row.getByRole('link', { name: 'Töpferei Brandt' }).getAttribute('href')).toBe(`/market/transfers/${id}`);
  expect(row.getByText('Refused')).toBeTruthy();
  expect(await screen.findByText(/Only those to Töpferei Brandt/)).toBeTruthy();
  await user.click(screen.getByRole('link', { name: 'Refused' }));
  await screen.findAllByRole('row');
  const last = calls.filter((call) => call.name === 'GET /v1/admin/transfers').at(-1)!;
  expect([last.url.searchParams.get('filter[state]'), last.url.searchParams.get('filter[vendor]')]).toEqual(['refused', 'ven_1']);
});

test('a vendor reads why money waits and where to mend it', async () => {
  const { vendor: _v, order_group_id: _g, detail: _d, tries: _t, account_ref: _a, charge_ref: _c, transfer_ref: _r, ...own } = aTransfer({ state: 'waiting', reason: 'no_payout_account', words: 'The vendor has no payout account yet.' });
  await openPage('/vendor/transfers', { session: vendor, answers: { 'GET /v1/vendor/transfers': page([own, { ...own, id: 'trf_2', state: 'sent', reason: null, words: 'At the vendor’s account.', sent_at: '2026-10-18T10:01:00.000Z', reversed: eur(500) }]) } });
  expect(await screen.findByText(/Open your payout account under Setup/)).toBeTruthy();
  expect(screen.getByText('Held up')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Go to Setup' }).getAttribute('href')).toBe('/vendor/setup');
  expect(screen.getByText('At the vendor’s account.')).toBeTruthy();
  expect(screen.getByText(/taken back/).textContent).toBe('taken back 5.00');
});

test('nothing has to be done about what is sent, has nothing left, or waits for nothing', () => {
  for (const state of ['sent', 'void'] as const) expect(whatToDo({ state, reason: null }, 'staff')).toBeNull();
  expect(whatToDo({ state: 'waiting', reason: null }, 'vendor')).toBeNull();
  expect(whatToDo({ state: 'waiting', reason: 'insufficient_funds' }, 'staff')).toMatch(/Put money/);
});

test('an empty list says where the money is', async () => {
  await openPage('/vendor/transfers', { session: vendor, answers: { 'GET /v1/vendor/transfers': page([]) } });
  expect(await screen.findByText('No transfers yet')).toBeTruthy();
});
