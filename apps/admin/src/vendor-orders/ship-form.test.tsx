/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import type { components } from '@stoa/web-api-client';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';

type Order = components['schemas']['VendorOrder'];
const ORDER = 'ord_01h455vb4pex5vsknk084sn02q';
const PARCELS = ['con_01h455vb4pex5vsknk084sn02q', 'con_01h455vb4pex5vsknk084sn02r'] as const;
const eur = (amount: number) => ({ amount, currency: 'EUR' });

const aParcel = (id: string, change: Partial<Order['consignments'][number]> = {}): Order['consignments'][number] => ({
  id, number: `OMA-1-${id.slice(-1)}`, status: 'to_ship', ships_from: { city: 'Leipzig', region: null, postcode: '04109', country: 'DE' }, service: 'Standard', carrier: 'DHL', adult_signature: false, window: null,
  expected_from: null, expected_to: null, shipped_with: null, tracking_number: null, tracking_url: null, shipped_at: null, delivered_at: null, lines: [], ...change,
} as Order['consignments'][number]);
const anOrder = (change: Partial<Order> = {}): Order => ({
  id: ORDER, number: 'OMA-1', status: 'to_ship', payment_state: 'paid', placed_at: '2026-11-20T09:00:00.000Z', price_mode: 'incl', ship_to: { country: 'DE', address: null }, consignments: PARCELS.map((id) => aParcel(id)),
  goods: eur(6900), shipping: eur(490), fees: [], tax: eur(1180), tax_lines: [], total: eur(7390), commission: eur(835), tax_by_marketplace: [], refunds: [], ...change,
} as unknown as Order);
const hold = { order_id: ORDER, number: 'OMA-1', amount: eur(6555), state: 'held', reason: 'not_shipped', since: '2026-11-20T09:00:00.000Z', delivered_at: null, until: null, hold_days: 14, words: 'Not shipped yet. The clock of 14 days starts at delivery.' };
const balance = { currency: 'EUR', currencies: ['EUR'], yours: eur(6555), ready: eur(0), held: eur(6555), in_transfer: eur(0), holds: [hold] };

const open = (answers: Record<string, Answer>, permissions = ['orders.read', 'orders.fulfil', 'payouts.read']) =>
  openPage(`/vendor/orders/${ORDER}`, { session: aSession({ kind: 'vendor', permissions }), answers: { 'GET /v1/vendor/orders': { data: [], has_more: false, next: null }, 'GET /v1/vendor/balance': balance, ...answers } });

test('each parcel is shipped by itself, with its carrier and number; the order then says so', async () => {
  let order = anOrder();
  const { user, calls } = await open({
    [`GET /v1/vendor/orders/${ORDER}`]: () => order,
    [`PUT /v1/vendor/consignments/${PARCELS[1]}/shipment`]: () => (order = anOrder({ status: 'partly_shipped', consignments: [aParcel(PARCELS[0]), aParcel(PARCELS[1], { status: 'shipped', shipped_with: 'DPD', tracking_number: '05222', shipped_at: '2026-11-21T09:00:00.000Z' })] })),
  });
  const parcel = within(await screen.findByRole('region', { name: 'Parcel 2 of 2' }));
  await user.clear(parcel.getByLabelText('Carrier'));
  await user.type(parcel.getByLabelText('Carrier'), 'DPD');
  await user.type(parcel.getByLabelText('Tracking number'), ' 05222 ');
  await user.click(parcel.getByRole('button', { name: 'Ship the parcel' }));
  expect(await parcel.findByText('05222')).toBeTruthy();
  expect(calls.filter((call) => call.name.startsWith('PUT')).map((call) => [call.name, call.body])).toEqual([[`PUT /v1/vendor/consignments/${PARCELS[1]}/shipment`, { carrier: 'DPD', tracking_number: '05222' }]]);
  expect(within(screen.getByRole('region', { name: 'Parcel 1 of 2' })).getByRole('button', { name: 'Ship the parcel' })).toBeTruthy();
});

test('what is refused is said beside the field, and what was typed stays', async () => {
  const { user } = await open({
    [`GET /v1/vendor/orders/${ORDER}`]: anOrder({ consignments: [aParcel(PARCELS[0])] }),
    [`PUT /v1/vendor/consignments/${PARCELS[0]}/shipment`]: { status: 400, code: 'request.invalid', title: 'The body is not valid.', errors: [{ pointer: '/tracking_number', code: 'invalid', message: 'A tracking number has letters and digits.' }] },
  });
  const number = await screen.findByLabelText('Tracking number');
  await user.type(number, '????');
  await user.click(screen.getByRole('button', { name: 'Ship the parcel' }));
  expect(await screen.findByText('A tracking number has letters and digits.')).toBeTruthy();
  expect([(number as HTMLInputElement).value, number.getAttribute('aria-invalid')]).toEqual(['????', 'true']);
});

test('the vendor reads what of it is held, and why; who may not ship sees no form', async () => {
  await open({ [`GET /v1/vendor/orders/${ORDER}`]: anOrder() }, ['orders.read', 'payouts.read']);
  expect(await screen.findByText(hold.words)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Ship the parcel' })).toBeNull();
});

test('another vendor’s order has the face of one that never was', async () => {
  await open({ [`GET /v1/vendor/orders/${ORDER}`]: { status: 404, code: 'orders.order_not_found', title: 'There is no such order.' } });
  expect(await screen.findByText('There is nothing here')).toBeTruthy();
  expect(screen.queryByText('OMA-1')).toBeNull();
});
