/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, within } from '@testing-library/react';
import type { components } from '@stoa/web-api-client';
import { aSession, openPage } from '../app/open-page.testing.js';

const ORDER = 'ord_01h455vb4pex5vsknk084sn02q';
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const refund: components['schemas']['VendorRefund'] = {
  refund_id: 'rfd_01h455vb4pex5vsknk084sn02q', order_id: ORDER, from_held: eur(0), from_free: eur(0), asked_back: eur(2_000), came_back: eur(0), owed: eur(158), given_back: false, state: 'succeeded', reason: 'returned',
  decided_at: '2026-11-20T09:00:00.000Z', settled_at: '2026-11-20T09:00:03.000Z', failed_at: null, shopper_gets: eur(2_900), you_give: eur(2_158), commission_returned: eur(242), marketplace_pays: eur(500), tax_by_marketplace: eur(0),
  parts: [{ title: 'Mug “Ebbe”', quantity: 1, restock: true, goodwill: false, gross: eur(2_400) }],
};
const order = {
  id: ORDER, number: 'OMA-1', status: 'delivered', payment_state: 'part_refunded', placed_at: '2026-11-20T09:00:00.000Z', price_mode: 'incl', ship_to: { country: 'DE', address: null }, consignments: [], goods: eur(6_900), shipping: eur(490), fees: [],
  tax: eur(1_180), tax_lines: [], total: eur(7_390), commission: eur(835), tax_by_marketplace: [],
  refunds: [{ id: refund.refund_id, state: 'succeeded', amount: eur(2_900), reason: 'returned', decided_at: refund.decided_at, settled_at: refund.settled_at, failed_at: null, parts: [{ kind: 'goods', title: 'Mug “Ebbe”', quantity: 1, amount: eur(2_400) }] }],
};
const balance = { currency: 'EUR', currencies: ['EUR'], yours: eur(0), ready: eur(0), held: eur(0), in_transfer: eur(0), owed: eur(158), paid_out: eur(0), holds: [] };
const open = (change: Partial<typeof refund>, permissions = ['orders.read', 'payouts.read']) =>
  openPage(`/vendor/orders/${ORDER}`, { session: aSession({ kind: 'vendor', permissions }), answers: { 'GET /v1/vendor/orders': { data: [], has_more: false, next: null }, 'GET /v1/vendor/balance': balance, [`GET /v1/vendor/orders/${ORDER}`]: order, [`GET /v1/vendor/orders/${ORDER}/refunds`]: { data: [{ ...refund, ...change }] } } });

test('a vendor reads what a refund takes of it, and from where', async () => {
  await open({});
  const card = within(await screen.findByRole('region', { name: 'Refunds' }));
  expect(await card.findByText('Asked back from your account')).toBeTruthy();
  const pairs = card.getAllByRole('term').map((term) => `${term.textContent}: ${term.nextElementSibling?.textContent}`);
  expect(pairs).toEqual(['Back to the shopper: 29.00', 'Commission you get back: −2.42', 'Goodwill, paid by Oma: −5.00', 'Your share: 21.58', 'Asked back from your account: 20.00', 'Owed: your next payouts pay it: 1.58']);
  expect(card.getByText(/Sent back: 1 × Mug “Ebbe”\. One piece is for sale again\./)).toBeTruthy();
  expect(card.getByText(/Oma decides refunds/)).toBeTruthy();
  const yours = within(screen.getByRole('region', { name: 'Yours' }));
  expect(yours.getByText('Given back in refunds').nextElementSibling?.textContent).toBe('−21.58');
  expect(yours.getByText('43.97')).toBeTruthy();
});

test('what a failed refund took is the vendor’s again', async () => {
  await open({ state: 'failed', failed_at: '2026-11-21T09:00:00.000Z', given_back: true, owed: eur(0) });
  const card = within(await screen.findByRole('region', { name: 'Refunds' }));
  expect(await card.findByText('Given back to you, because the refund failed')).toBeTruthy();
  expect(card.queryByText('Owed: your next payouts pay it')).toBeNull();
});

test('who packs but may not read money sees what came back, and no shares', async () => {
  const { calls } = await open({}, ['orders.read']);
  const card = within(await screen.findByRole('region', { name: 'Refunds' }));
  expect(card.getByText(/1 × Mug/)).toBeTruthy();
  expect(calls.some((call) => call.name.endsWith('/refunds'))).toBe(false);
});
