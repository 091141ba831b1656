import { checks as ledgerChecks } from '@stoa/ledger';
import { checks as paymentChecks } from '@stoa/payments';
import { completeBy, debitTokenFor, IBANS } from '@stoa/tools/seed/product/shopper';
import { refusal } from '@stoa/tools/seed/product/client';
import { aWorld, bought, MUG, SPOON, stateOf, stockOf } from './marketplace.testing.js';
import { slowMoney } from './slow-money.testing.js';

const world = aWorld();
const { booked, byDebit, byTransfer, cartFor, mailsTo, offer, page, receive } = slowMoney(world);
const DAY = 86_400_000;
const state = () => stateOf(world.journey, world.oma);
const stripe = () => world.journey.sandbox.stripe;

/** Days go by, here and at the bank. */
async function pass(days: number): Promise<void> {
  stripe().advanceClock(days * DAY);
  await stripe().idle();
  await world.journey.pass(days * DAY);
  await world.journey.settle();
}
const joinersOrder = async (groupNumber: string) => {
  const { data } = await world.oma.joiner.session<{ data: { id: string; number: string; status: string; payment_state: string; next_consignment_id: string | null }[] }>('GET', '/v1/vendor/orders?limit=100');
  const row = data.find((one) => one.number.startsWith(groupNumber))!;
  return { row, order: await world.oma.joiner.session<{ consignments: { id: string; status: string }[] }>('GET', `/v1/vendor/orders/${row.id}`) };
};
const ship = (id: string) => world.oma.joiner.session('PUT', `/v1/vendor/consignments/${id}/shipment`, { body: { carrier: 'DHL', tracking_number: '00340434161094042557' } });

beforeAll(() => offer({ sepa_debit: true, bank_transfer: true }));
afterEach(async () => {
  const breaks = await world.journey.within(world.oma.id).inRead(async (tx) => {
    const found = [];
    for (const check of [...ledgerChecks, ...paymentChecks]) found.push(...(await check.run(tx)).breaks);
    return found;
  });
  expect(breaks).toEqual([]);
});

test('a debit: the order stands and its goods are held while the bank thinks; nobody ships it; three days later it is paid, and all goes on as for any order', async () => {
  const before = await state();
  const order = await byDebit();
  await world.journey.settle();

  expect(order.payment_state).toBe('awaiting');
  expect(await page(order)).toMatchObject({ status: 'awaiting_payment', paid: null, payment: { state: 'awaiting', method: 'sepa_debit', instructions: null } });
  const { row, order: seen } = await joinersOrder(order.number);
  expect(row).toMatchObject({ status: 'awaiting_payment', payment_state: 'awaiting', next_consignment_id: null });
  expect(await refusal(ship(seen.consignments[0]!.id))).toMatchObject({ status: 409, code: 'orders.consignment_cannot_move' });
  expect(await stockOf(world.oma, SPOON)).toEqual({ onHand: 30, reserved: 1 });
  const waiting = await state();
  expect({ ...waiting, 'notifications.messages': 0 }).toEqual({ ...before, [SPOON]: { onHand: 30, reserved: 1 }, 'orders.order_groups': 1, 'orders.orders': 1, 'orders.consignments': 1, 'notifications.messages': 0 }); // no books, no invoice, no hold
  expect(await mailsTo(order.email)).toEqual([`Ihre Bestellung ${order.number} wartet auf die Zahlung`]);
  expect((await order.session<{ outcome: string }>('POST', '/v1/store/carts/current/completion')).outcome).toBe('placed');

  await pass(3);

  expect(await page(order)).toMatchObject({ status: 'to_ship', paid: { method: 'sepa_debit', last4: '3000' }, payment: { state: 'paid' } });
  expect(await stockOf(world.oma, SPOON)).toEqual({ onHand: 29, reserved: 0 });
  expect(await mailsTo(order.email)).toEqual([`Ihre Bestellung ${order.number} wartet auf die Zahlung`, `Ihre Bestellung ${order.number}`]);
  expect(Number((await state())['payouts.holds'])).toBe(1);
  await ship(seen.consignments[0]!.id);
  expect((await page(order)).status).toBe('shipped');
});

test('a debit that the bank does not pay: the order is cancelled, its goods are for sale again, and the shopper is told; nothing was ever booked', async () => {
  const before = await state();
  const order = await byDebit(IBANS.fails, { [SPOON]: 2 });
  await world.journey.settle();
  expect(await stockOf(world.oma, SPOON)).toEqual({ onHand: 29, reserved: 2 });

  await pass(3);

  expect(await page(order)).toMatchObject({ status: 'cancelled', paid: null, payment: { state: 'unpaid' } });
  expect((await joinersOrder(order.number)).row).toMatchObject({ status: 'cancelled', payment_state: 'unpaid' });
  expect(await stockOf(world.oma, SPOON)).toEqual({ onHand: 29, reserved: 0 });
  const after = await state();
  for (const table of ['ledger.journals', 'invoicing.documents', 'payouts.holds']) expect(after[table]).toBe(before[table]);
  expect(await mailsTo(order.email)).toEqual([`Ihre Bestellung ${order.number} wartet auf die Zahlung`, `Ihre Bestellung ${order.number} wurde storniert`]);
});

test('the answer to a debit is lost: two minutes later what became of it is asked, and the one order stands', async () => {
  const groups = Number((await state())['orders.order_groups']);
  stripe().setWebhookMode('*', { drop: true });
  stripe().faults.add({ route: 'POST /v1/payment_intents', drop: 'always', times: 1000 });
  const { session, cart } = await cartFor();
  const confirmation_token = await debitTokenFor(session, IBANS.pays, { name: 'Mia', email: 'mia@posteo.example' });
  expect(await completeBy(session, cart, { method: 'sepa_debit', confirmation_token })).toMatchObject({ outcome: 'processing' });
  stripe().faults.clear();

  await world.journey.pass(2 * 60_000);
  await world.journey.deliver();

  expect(Number((await state())['orders.order_groups'])).toBe(groups + 1);
  expect(await session('POST', '/v1/store/carts/current/completion')).toMatchObject({ outcome: 'placed', order_group: { payment_state: 'awaiting' } });
  stripe().setWebhookMode('*', null);
  await pass(4);
}, 40_000);

test('a bank transfer: the shopper reads where to send what with which reference; staff find it on the statement, once, to the cent; only then the order is paid', async () => {
  const order = await byTransfer({ [MUG]: 2 });
  const total = order.cart.summary.total.amount;
  const [before, books] = [await state(), await booked()];
  await world.journey.settle();

  expect(await page(order)).toMatchObject({
    status: 'awaiting_payment', paid: null, payment: { state: 'awaiting', method: 'bank_transfer', pay_by: expect.any(String), instructions: { account_number: 'DE89 3704 0044 0532 0130 00', reference: order.number, amount: { amount: total } } },
  });
  const [mail] = await mailsTo(order.email);
  expect(mail).toBe(`Ihre Bestellung ${order.number} wartet auf die Zahlung`);

  expect(await refusal(receive(order, { amount: total - 1 }))).toMatchObject({ status: 409, code: 'payments.other_amount', details: { expected: { amount: total, currency: 'EUR' } } });
  expect(await refusal(receive(order, { on: '2099-01-01', key: 'another-key-1' }))).toMatchObject({ status: 409, code: 'payments.received_in_future' });
  expect(await refusal(receive(order, { as: world.oma.joiner.session, key: 'another-key-2' }))).toMatchObject({ status: 403 });
  expect(await booked()).toEqual(books);

  const [first, second] = [await receive(order, { key: 'the-one-receipt' }), await receive(order, { key: 'the-one-receipt' })];
  expect(second).toEqual(first);
  expect(await refusal(receive(order, { key: 'the-same-once-more' }))).toMatchObject({ status: 409, code: 'payments.received_already' });
  await world.journey.settle();

  expect(await page(order)).toMatchObject({ status: 'to_ship', paid: { method: 'bank_transfer', last4: null }, payment: { state: 'paid', instructions: null } });
  const after = await booked();
  expect((after['tenant.bank'] ?? 0) - (books['tenant.bank'] ?? 0)).toBe(total); // in the marketplace's own account, not at Stripe
  expect(after['gateway.pending']).toBe(books['gateway.pending']);
  expect(after['order.clearing']).toBe(0);
  expect(after['exp.gateway_fee']).toBe(books['exp.gateway_fee']);
  expect(Number((await state())['payouts.holds'])).toBe(Number(before['payouts.holds']) + 1);
  const trail = await world.journey.within(world.oma.id).inRead((tx) => tx.tx('platform.audit').where({ tenant_id: tx.tenantId, action: 'payments.transfer_received' }).select('actor_kind', 'reason'));
  expect(trail).toEqual([{ actor_kind: 'staff', reason: 'Statement 41' }]);
});

test('a bank transfer that does not come in the marketplace’s days lapses: the goods are for sale again, the shopper is told, and what comes later is refused in words that say what to do', async () => {
  const before = await stockOf(world.oma, SPOON);
  const order = await byTransfer({ [SPOON]: 3 });
  expect(await stockOf(world.oma, SPOON)).toEqual({ onHand: before.onHand, reserved: 3 });

  await pass(6);
  expect((await page(order)).status).toBe('awaiting_payment');
  await pass(1.01);

  expect(await page(order)).toMatchObject({ status: 'cancelled', payment: { state: 'unpaid' } });
  expect(await stockOf(world.oma, SPOON)).toEqual({ onHand: before.onHand, reserved: 0 });
  expect((await mailsTo(order.email)).at(-1)).toBe(`Ihre Bestellung ${order.number} wurde storniert`);
  const books = await booked();
  expect(await refusal(receive(order))).toMatchObject({ status: 409, code: 'payments.transfer_lapsed' });
  expect(await booked()).toEqual(books);
});

test('the last moment: a transfer that is marked as received while the order lapses is one or the other, never both', async () => {
  const order = await byTransfer();
  await world.journey.held(async () => {
    const lapsing = world.journey.pass(7.01 * DAY);
    const receiving = receive(order).then(() => 'received', () => 'refused');
    await lapsing;
    const outcome = await receiving;
    await world.journey.settle();
    const shown = await page(order);
    expect([outcome, shown.status, shown.payment.state]).toEqual(outcome === 'received' ? ['received', 'to_ship', 'paid'] : ['refused', 'cancelled', 'unpaid']);
  });
});

test('an order that is paid by card cannot be marked as received, and staff choose among ways of paying that leave one', async () => {
  const sale = await bought(world.journey, world.oma, { [SPOON]: 1 });
  const order = { ...sale, session: world.oma.shop, email: '' };
  expect(await refusal(receive(order))).toMatchObject({ status: 409, code: 'payments.not_by_bank_transfer' });
  expect(await refusal(offer({ card: false }))).toMatchObject({ status: 409, code: 'payments.no_method' });
  expect(await refusal(world.oma.owner('PUT', '/v1/admin/payment-methods', { body: { card: true, sepa_debit: false, bank_transfer: true, transfer_terms: null } }))).toMatchObject({ status: 409, code: 'payments.transfer_terms_missing' });
  expect(await refusal(world.oma.owner('PUT', '/v1/admin/payment-methods', { body: { card: true, sepa_debit: false, bank_transfer: true, transfer_terms: { account_holder: 'X', account_number: 'DE88370400440532013000', bank_code: null, bank_name: null, days: 7 } } }))).toMatchObject({ status: 400 });

  await offer({ card: true });
  const config = await world.oma.shop<{ methods: string[] }>('GET', '/v1/store/payment-config');
  expect(config.methods).toEqual(['card']);
  const { session, cart } = await cartFor();
  expect(await refusal(completeBy(session, cart, { method: 'bank_transfer' }))).toMatchObject({ status: 409, code: 'payments.method_not_offered' });
  expect((await stockOf(world.oma, SPOON)).reserved).toBe(0);
  await offer({ sepa_debit: true, bank_transfer: true });
});
