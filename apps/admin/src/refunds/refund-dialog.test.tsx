/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, waitFor, within } from '@testing-library/react';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';
import { aGroup, aRefund, CON, eur, GROUP, MUG, ORDER, preview, refunds, vendorMoney } from './a-refund.testing.js';

const path = `/v1/admin/orders/${GROUP}`;
const reads: Record<string, Answer> = { [`GET ${path}`]: aGroup(), [`GET ${path}/refunds`]: refunds(), [`GET ${path}/vendor-money`]: vendorMoney(), [`POST ${path}/refunds/preview`]: preview() };
const permissions = ['orders.read', 'payments.read', 'payments.refund'];
const open = (answers: Record<string, Answer> = {}, search = '') => openPage(`/market/orders/${GROUP}/refund${search}`, { session: aSession({ permissions }), answers: { ...reads, ...answers } });
const dialog = async () => within(await screen.findByRole('dialog'));
/** Once the preview is of what is chosen now. */
async function press(user: Awaited<ReturnType<typeof open>>['user'], box: Awaited<ReturnType<typeof dialog>>): Promise<void> {
  await waitFor(() => expect(box.getByRole('button', { name: 'Refund 29.00 EUR' }).hasAttribute('disabled')).toBe(false));
  await user.click(box.getByRole('button', { name: 'Refund 29.00 EUR' }));
}
const decisions = (calls: Awaited<ReturnType<typeof open>>['calls']) => calls.filter((call) => call.name === `POST ${path}/refunds`);

test('who pays what is read before it happens: the vendor from what is held, the marketplace, and who keeps a fee', async () => {
  const { user, calls } = await open();
  const box = await dialog();
  expect(await box.findByText('Töpferei Brandt: its 173.25 EUR is still held, so nothing has to be called back.')).toBeTruthy();
  await user.click(box.getByRole('button', { name: 'One Mug “Ebbe” more' }));
  expect(await box.findByText('Shopper receives')).toBeTruthy();

  const pays = within(box.getByRole('region', { name: 'Who pays' }));
  const rows = pays.getAllByRole('listitem').map((item) => item.textContent);
  expect(rows).toEqual([
    'Töpferei Brandt21.58Back to the shopper29.00Commission it gets back−2.42Goodwill, paid by Oma−5.00Taken from what is held21.58Held afterwards151.67',
    'Oma7.42Commission given back2.42Goodwill5.00', 'Tax offices0.00Germany 19 %: the vendor owes it less, inside its share3.83', 'Stoa0.00Keeps its fee of 1.61', 'Stripe0.00Keeps its fee of 7.11, Oma bears it',
  ]);
  expect(calls.find((call) => call.name.endsWith('/preview'))?.body).toEqual({ lines: [{ line_id: MUG, quantity: 1, restock: false }], shipping: [], goodwill: null });
});

test('what was paid out already is asked back, and the dialog says so before it happens', async () => {
  const { user } = await open({ [`GET ${path}/vendor-money`]: vendorMoney({ held: eur(0), sent: eur(2_000) }) });
  const box = await dialog();
  expect(await box.findByText('Töpferei Brandt was paid 20.00 EUR already: its share is asked back from its account.')).toBeTruthy();
  await user.click(box.getByRole('button', { name: 'One Mug “Ebbe” more' }));
  expect(await box.findByText('Asked back from its account')).toBeTruthy();
  expect(box.getByText('Owed, paid by its next payouts').nextElementSibling?.textContent).toBe('1.58');
});

test('the amount stands in the button; a cut line is tried again under the same key, and another wish gets another', async () => {
  let tries = 0;
  const { user, calls } = await open({ [`POST ${path}/refunds`]: () => ((tries += 1) === 1 ? { status: 503, code: 'unavailable', title: 'The service is not there right now.' } : aRefund({ state: 'decided' })) });
  const box = await dialog();
  expect((await box.findByRole('button', { name: 'Refund' })).hasAttribute('disabled')).toBe(true);
  await user.click(box.getByRole('button', { name: 'One Mug “Ebbe” more' }));
  await user.click(box.getByRole('checkbox', { name: /Put it back in stock at Leipzig/ }));
  await user.click(box.getByRole('checkbox', { name: /^Shipping/ }));
  await user.type(box.getByLabelText('Goodwill'), '5,00');
  await user.selectOptions(box.getByLabelText('Reason'), 'damaged');
  await user.type(box.getByLabelText('Note'), 'A crack.');
  await press(user, box);
  expect(await box.findByText(/The service is not there right now/)).toBeTruthy();
  await user.click(box.getByRole('button', { name: 'Try again: refund 29.00 EUR' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'O-10482' })).toBeTruthy();

  const sent = decisions(calls);
  const body = { lines: [{ line_id: MUG, quantity: 1, restock: true }], shipping: [{ consignment_id: CON, amount: null }], goodwill: { order_id: ORDER, amount: 500 }, reason: 'damaged', note: 'A crack.', expected_amount: eur(2_900) };
  expect(sent.map((call) => call.body)).toEqual([body, body]);
  expect(sent[0]!.key).toMatch(/^refund-/);
  expect(new Set(sent.map((call) => call.key)).size).toBe(1);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a wish that was changed after a failure is another refund: it has a key of its own', async () => {
  const { user, calls } = await open({ [`POST ${path}/refunds`]: { status: 409, code: 'payments.refund_changed', title: 'The refund comes to another amount now than you were shown. Look at it again and confirm.' } });
  const box = await dialog();
  await user.click(await box.findByRole('button', { name: 'One Mug “Ebbe” more' }));
  await press(user, box);
  expect(await box.findByText(/comes to another amount now/)).toBeTruthy();
  await user.click(box.getByRole('button', { name: 'One Mug “Ebbe” more' }));
  await press(user, box);
  await box.findByText(/comes to another amount now/);
  expect(decisions(calls).map((call) => (call.body as { lines: { quantity: number }[] }).lines[0]!.quantity)).toEqual([1, 2]);
  expect(new Set(decisions(calls).map((call) => call.key)).size).toBe(2);
});

test('no more pieces than are left; part of the shipping; what the API refuses is said where who pays would stand', async () => {
  const { user, calls } = await open({ [`POST ${path}/refunds/preview`]: { status: 409, code: 'payments.refund_too_much', title: 'Of the goods of O-10482-1 only €72.00 is left to refund.' } });
  const box = await dialog();
  const more = await box.findByRole('button', { name: 'One Mug “Ebbe” more' });
  for (let i = 0; i < 3; i += 1) await user.click(more);
  expect([box.getByText('3 of 3').tagName, more.hasAttribute('disabled')]).toEqual(['OUTPUT', true]);
  await user.click(box.getByRole('checkbox', { name: /^Shipping/ }));
  const part = box.getByLabelText('Of the shipping Standard');
  await user.clear(part);
  await user.type(part, '2,50');
  expect(await box.findByText(/only €72.00 is left/)).toBeTruthy();
  expect((await box.findByRole('button', { name: 'Refund' })).hasAttribute('disabled')).toBe(true);
  expect(calls.filter((call) => call.name.endsWith('/preview')).at(-1)?.body).toMatchObject({ shipping: [{ consignment_id: CON, amount: 250 }] });
});

test('a refund that failed stands on the order with its reason, and its retry begins with the same wish', async () => {
  const failed = aRefund({ state: 'failed', failure: 'lost_or_stolen_card', failed_at: '2026-11-21T09:00:00.000Z', note: 'A crack.' });
  const { user } = await openPage(`/market/orders/${GROUP}`, { session: aSession({ permissions }), answers: { ...reads, [`GET ${path}/refunds`]: refunds({ refunds: [failed] }) } });
  const card = within(await screen.findByRole('region', { name: 'Refunds' }));
  expect(card.getByText(/reported lost or stolen/)).toBeTruthy();
  await user.click(card.getByRole('link', { name: 'Try again' }));
  const box = await dialog();
  expect((await box.findByText('1 of 3')).tagName).toBe('OUTPUT');
  expect((box.getByLabelText('Reason') as HTMLSelectElement).value).toBe('damaged');
  expect((box.getByLabelText('Note') as HTMLTextAreaElement).value).toBe('A crack.');
});

test('the order lists its refunds: how far each is, who paid it and from where', async () => {
  const taken = { refund_id: aRefund().id, order_id: ORDER, from_held: eur(0), from_free: eur(0), asked_back: eur(2_158), came_back: eur(2_158), owed: eur(0), given_back: false };
  await openPage(`/market/orders/${GROUP}`, { session: aSession({ permissions }), answers: { ...reads, [`GET ${path}/refunds`]: refunds({ refunds: [aRefund()] }), [`GET ${path}/vendor-money`]: vendorMoney({}, [taken]) } });
  const card = within(await screen.findByRole('region', { name: 'Refunds' }));
  expect(await card.findByText('Töpferei Brandt, back from its account')).toBeTruthy();
  expect(card.getByText('Damaged on the way: 1 × Mug “Ebbe”.')).toBeTruthy();
  expect(card.getByText(/less tax than at the sale/).textContent).toBe('Germany 19 % 3.83 less tax than at the sale.');
});

test('who may not refund has no button; a payment in dispute has none for anybody', async () => {
  await openPage(`/market/orders/${GROUP}`, { session: aSession({ permissions: ['orders.read', 'payments.read'] }), answers: reads });
  await screen.findByRole('heading', { level: 1, name: 'O-10482' });
  expect(screen.queryByRole('link', { name: 'Refund' })).toBeNull();
  await openPage(`/market/orders/${GROUP}`, { session: aSession({ permissions }), answers: { ...reads, [`GET ${path}`]: aGroup({ payment: { ...aGroup().payment, state: 'disputed' } }) } });
  await screen.findByRole('heading', { level: 1, name: 'O-10482' });
  expect(screen.queryByRole('link', { name: 'Refund' })).toBeNull();
});

test('while what can be refunded is read there is a place for it, and if it cannot be read, why', async () => {
  await open({ [`GET ${path}/refunds`]: { status: 409, code: 'payments.not_refundable', title: 'This order has no captured payment that could be refunded.' } });
  expect(await (await dialog()).findByText(/This order has no captured payment that could be refunded\./)).toBeTruthy();
});
