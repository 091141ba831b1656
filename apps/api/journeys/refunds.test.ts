import type { OpenVendor } from '@stoa/tools/seed/onboard-vendor';
import { refusal } from '@stoa/tools/seed/product/client';
import { complete, fillCart } from '@stoa/tools/seed/product/shopper';
import { healthChecks } from './health.testing.js';
import { aWorld, basketOf, bought, type Bought, LENA, MUG, placed, SCARF, SPOON, stateOf, stockOf, sum } from './marketplace.testing.js';

const world = aWorld();
const DAY = 86_400_000;

type Money = { amount: number; currency: string };
type Group = { id: string; payment: { state: string }; refunded: Money; refunds: { state: string; amount: Money }[]; orders: { id: string; number: string; total: Money; vendor: { name: string }; commission: Money; consignments: { id: string; lines: { id: string; sku: string; quantity: number; gross: Money }[] }[] }[] };
type Preview = { shopper_gets: Money; vendors_give: Money; commission_returned: Money; marketplace_pays: Money; tax_by_marketplace: Money; left_after: Money; not_returned: { platform_fee: Money }; taxes: { authority: string; filed_by: string; amount: Money }[] };
type Refund = Preview & { id: string; state: string; failure: string | null };
type MoneyPage = { total: Money; difference: Money; parts: { role: string; amount: Money }[]; checks: { code: string; ok: boolean }[]; statement: { rows: { code: string; total: Money }[] } };
type Wish = { lines?: { line_id: string; quantity: number; restock: boolean }[]; shipping?: { consignment_id: string; amount: number | null }[]; goodwill?: { order_id: string; amount: number } | null };

const staff = () => world.oma.owner;
const groupOf = async (sale: Bought): Promise<Group> => {
  const { data } = await staff()<{ data: { id: string; number: string }[] }>('GET', '/v1/admin/orders?limit=100');
  return staff()<Group>('GET', `/v1/admin/orders/${data.find((row) => row.number === sale.number)!.id}`);
};
const lineOf = (group: Group, sku: string) => group.orders.flatMap((order) => order.consignments).flatMap((one) => one.lines).find((line) => line.sku === sku)!;
const orderOf = (group: Group, name: string) => group.orders.find((order) => order.vendor.name === name)!;
const preview = (group: Group, wish: Wish) => staff()<Preview>('POST', `/v1/admin/orders/${group.id}/refunds/preview`, { body: wish });
const refund = async (group: Group, wish: Wish, { key = `refund-number-${(keys += 1)}`, expected = null as Money | null, reason = 'returned' } = {}) =>
  staff()<Refund>('POST', `/v1/admin/orders/${group.id}/refunds`, { idempotencyKey: key, body: { ...wish, reason, expected_amount: expected ?? (await preview(group, wish)).shopper_gets } });
let keys = 0;
const moneyOf = (group: Group) => staff()<MoneyPage>('GET', `/v1/admin/orders/${group.id}/money`);
const refundsOf = (group: Group) => staff()<{ left: Money; refunds: Refund[]; refundable: { kind: string; id: string; pieces: number; amount: Money; consignment_id: string }[] }>('GET', `/v1/admin/orders/${group.id}/refunds`);
/** What Stripe's own charge says was given back. */
const atStripe = async (group: Group): Promise<number> => {
  const { payment } = await staff()<{ payment: { charge_ref: string } }>('GET', `/v1/admin/orders/${group.id}/money`);
  const answer = await fetch(`${world.journey.sandbox.url}/v1/charges/${payment.charge_ref}`, { headers: { authorization: 'Bearer sk_test_stoa' } });
  return ((await answer.json()) as { amount_refunded: number }).amount_refunded;
};
const held = async (vendor: OpenVendor, number: string) => (await vendor.session<{ holds: { number: string; amount: Money }[] }>('GET', '/v1/vendor/balance')).holds.filter((hold) => hold.number.startsWith(number)).map((hold) => hold.amount.amount);
const closes = async (group: Group) => {
  const page = await moneyOf(group);
  expect(page.difference.amount).toBe(0);
  expect(sum(page.parts.map((part) => part.amount.amount))).toBe(page.total.amount);
  expect(page.checks.filter((check) => !check.ok)).toEqual([]);
  return page;
};

test('one of two mugs comes back: staff read who pays what before it happens; the shopper gets it, the mug is for sale again, and the money page still ends in 0.00', async () => {
  const { journey, oma } = world;
  const sale = await bought(journey, oma, { [MUG]: 2, [SCARF]: 1 });
  const group = await groupOf(sale);
  const mug = lineOf(group, MUG);
  const [stock, before, hold] = [await stockOf(oma, MUG), await stateOf(journey, oma), await held(oma.potter, sale.number)];
  const wish = { lines: [{ line_id: mug.id, quantity: 1, restock: true }] };

  const shown = await preview(group, wish);
  expect(await stateOf(journey, oma)).toEqual(before); // looking changes nothing
  expect(shown.shopper_gets.amount).toBe(mug.gross.amount / mug.quantity);
  expect(shown.shopper_gets.amount).toBe(shown.vendors_give.amount + shown.commission_returned.amount + shown.marketplace_pays.amount + shown.tax_by_marketplace.amount);
  const made = await refund(group, wish, { key: 'refund-of-one-mug' });
  expect(await refund(group, wish, { key: 'refund-of-one-mug', expected: shown.shopper_gets })).toMatchObject({ id: made.id });
  await journey.settle();

  expect((await refundsOf(group)).refunds.map((one) => [one.id, one.state])).toEqual([[made.id, 'succeeded']]);
  expect(await atStripe(group)).toBe(shown.shopper_gets.amount);
  expect(await stockOf(oma, MUG)).toEqual({ onHand: stock.onHand + 1, reserved: stock.reserved });
  expect(await held(oma.potter, sale.number)).toEqual([hold[0]! - shown.vendors_give.amount]);
  const page = await closes(group);
  expect(page.parts.find((part) => part.role === 'refund')!.amount).toEqual(shown.shopper_gets);
  expect(page.statement.rows.find((row) => row.code === 'refunded')!.total.amount).toBe(-shown.shopper_gets.amount);
  expect(await groupOf(sale)).toMatchObject({ payment: { state: 'part_refunded' }, refunded: shown.shopper_gets, refunds: [{ state: 'succeeded', amount: shown.shopper_gets }] });
  expect(await oma.shop('GET', `/v1/store/orders/${sale.tracking_token}`)).toMatchObject({ refunded: shown.shopper_gets, refunds: [{ state: 'succeeded', parts: [{ quantity: 1 }] }] });
  const taken = { refund_id: made.id, from_held: shown.vendors_give, from_free: { amount: 0 }, asked_back: { amount: 0 }, owed: { amount: 0 }, given_back: false };
  const order = orderOf(group, oma.potter.seed.name);
  expect(await staff()('GET', `/v1/admin/orders/${group.id}/vendor-money`)).toMatchObject({ taken: [{ order_id: order.id, ...taken }] });
  expect(await oma.potter.session('GET', `/v1/vendor/orders/${order.id}/refunds`)).toMatchObject({ data: [{ ...taken, shopper_gets: shown.shopper_gets, you_give: shown.vendors_give, commission_returned: shown.commission_returned, parts: [{ quantity: 1, restock: true }] }] });
  expect(await refusal(oma.weaver.session('GET', `/v1/vendor/orders/${order.id}/refunds`))).toMatchObject({ status: 404, code: 'payouts.order_not_found' });
  const mail = await journey.mailbox.waitFor('lena@posteo.example', (one) => one.subject.includes('erstattet') && one.subject.includes(sale.number));
  expect(mail.text).toContain('Karte mit der Endung 4242');
  expect(await healthChecks(journey, oma)).toEqual([]);
});

test('parts in any order end exactly at zero: pieces one by one, part of a parcel’s shipping, goodwill, the rest; then there is nothing left', async () => {
  const { journey, oma } = world;
  await staff()('PUT', '/v1/admin/refund-policy', { body: { commission: 'returned', goodwill_by: 'vendor' } });
  const sale = await bought(journey, oma, { [SPOON]: 3, [SCARF]: 1 });
  const group = await groupOf(sale);
  const [spoon, scarf] = [lineOf(group, SPOON), lineOf(group, SCARF)];
  const parcels = group.orders.flatMap((order) => order.consignments);
  await refund(group, { shipping: [{ consignment_id: parcels[0]!.id, amount: 137 }] });
  await refund(group, { lines: [{ line_id: spoon.id, quantity: 1, restock: false }] });
  await refund(group, { goodwill: { order_id: orderOf(group, 'Weberei Holtkamp').id, amount: 333 } }, { reason: 'goodwill' });
  await refund(group, { lines: [{ line_id: spoon.id, quantity: 2, restock: true }], shipping: [{ consignment_id: parcels[1]!.id, amount: null }] });
  await closes(group); // decided, not sent yet: the books close all the same
  await journey.settle();
  await refund(group, { lines: [{ line_id: scarf.id, quantity: 1, restock: false }], shipping: [{ consignment_id: parcels[0]!.id, amount: null }] });
  await journey.settle();

  const page = await closes(group);
  expect(page.parts.filter((part) => part.role === 'vendors' || part.role === 'tax').map((part) => part.amount.amount)).toEqual([0]);
  expect(page.parts.find((part) => part.role === 'refund')!.amount.amount).toBe(page.total.amount);
  expect(page.statement.rows.find((row) => row.code === 'commission_returned')!.total.amount).toBe(-sum(group.orders.map((order) => order.commission.amount)));
  expect(page.statement.rows.find((row) => row.code === 'tax_by_vendors')!.total.amount).toBe(0); // what came back is taxed by nobody
  expect(await atStripe(group)).toBe(page.total.amount);
  expect(await groupOf(sale)).toMatchObject({ payment: { state: 'refunded' }, refunded: page.total });
  expect(await refundsOf(group)).toMatchObject({ left: { amount: 0 }, refundable: [] });
  const before = await stateOf(journey, oma);
  expect(await refusal(preview(group, { shipping: [{ consignment_id: parcels[0]!.id, amount: null }] }))).toMatchObject({ status: 409, code: 'payments.nothing_to_refund' });
  expect(await refusal(preview(group, { lines: [{ line_id: scarf.id, quantity: 1, restock: false }] }))).toMatchObject({ status: 409, code: 'payments.refund_too_many_pieces' });
  expect(await stateOf(journey, oma)).toEqual(before);
  expect(await healthChecks(journey, oma)).toEqual([]);
});

test('what is too much, not of this order or not what was shown is refused and changes nothing', async () => {
  const { journey, oma } = world;
  const [sale, other] = [await bought(journey, oma, { [SPOON]: 2 }), await bought(journey, oma, { [SPOON]: 1 })];
  const [group, stranger] = [await groupOf(sale), await groupOf(other)];
  const line = lineOf(group, SPOON);
  const order = group.orders[0]!;
  const before = await stateOf(journey, oma);
  const tries: [Wish, string][] = [
    [{ lines: [{ line_id: line.id, quantity: 3, restock: true }] }, 'payments.refund_too_many_pieces'],
    [{ lines: [{ line_id: lineOf(stranger, SPOON).id, quantity: 1, restock: true }] }, 'payments.refund_part_unknown'],
    [{ goodwill: { order_id: order.id, amount: order.total.amount + 1 } }, 'payments.refund_too_much'],
    [{}, 'payments.nothing_to_refund'],
    [{ lines: [{ line_id: line.id, quantity: 1, restock: true }, { line_id: line.id, quantity: 1, restock: true }] }, 'payments.refund_part_twice'],
  ];
  for (const [wish, code] of tries) expect(await refusal(refund(group, wish, { expected: { amount: 100, currency: 'EUR' } }))).toMatchObject({ status: 409, code });
  expect(await refusal(refund(group, { goodwill: { order_id: order.id, amount: 100 } }, { expected: { amount: 101, currency: 'EUR' } }))).toMatchObject({ status: 409, code: 'payments.refund_changed' });
  expect(await refusal(oma.joiner.session('POST', `/v1/admin/orders/${group.id}/refunds/preview`, { body: {} }))).toMatchObject({ status: 403 });
  await journey.settle();
  expect(await stateOf(journey, oma)).toEqual(before);
  expect(await refundsOf(group)).toMatchObject({ refunds: [] });
});

test('Stripe loses the answer, then the request: one refund all the same, and five decisions at once never give back more than was paid', async () => {
  const { journey, oma } = world;
  const { stripe } = journey.sandbox;
  const group = await groupOf(await bought(journey, oma, { [SPOON]: 1 }));
  const line = lineOf(group, SPOON);
  const wish = { lines: [{ line_id: line.id, quantity: 1, restock: false }] };
  const expected = (await preview(group, wish)).shopper_gets;
  stripe.faults.add({ route: 'POST /v1/refunds', drop: 'after', times: 3 });
  const answers = await Promise.allSettled(Array.from({ length: 5 }, () => refund(group, wish, { expected })));
  expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
  await journey.pass(1_000);
  stripe.faults.clear();
  stripe.faults.add({ route: 'POST /v1/refunds', drop: 'before', times: 3 });
  await journey.pass(61_000);
  stripe.faults.clear();
  await journey.pass(61_000);
  await journey.settle();
  expect((await refundsOf(group)).refunds.map((one) => one.state)).toEqual(['succeeded']);
  expect(await atStripe(group)).toBe(expected.amount);
  await closes(group);
});

test('goodwill that the marketplace pays takes nothing from the vendor but gives the commission on it back', async () => {
  const { journey, oma } = world;
  await staff()('PUT', '/v1/admin/refund-policy', { body: { commission: 'returned', goodwill_by: 'marketplace' } });
  const sale = await bought(journey, oma, { [SPOON]: 1 });
  const group = await groupOf(sale);
  const vendors = async () => (await moneyOf(group)).parts.find((part) => part.role === 'vendors')!.amount.amount;
  const [before, hold] = [await vendors(), await held(oma.joiner, sale.number)];

  const made = await refund(group, { goodwill: { order_id: group.orders[0]!.id, amount: 300 } }, { reason: 'goodwill' });
  await journey.settle();

  expect(made).toMatchObject({ shopper_gets: { amount: 300 }, vendors_give: { amount: 0 } });
  expect(made.marketplace_pays.amount + made.commission_returned.amount + made.tax_by_marketplace.amount).toBe(300);
  expect(await vendors()).toBe(before);
  expect(await held(oma.joiner, sale.number)).toEqual(hold);
  await closes(group);
});

test('the bank sends a refund back a day later: the vendor, the marketplace and the tax have theirs again, the order counts as paid, and it can be refunded once more', async () => {
  const { journey, oma } = world;
  const { session, cart } = await fillCart(oma.shop, basketOf(oma, { [SPOON]: 1 }));
  const done = placed(await complete(session, cart, { number: '4000000000005126', name: LENA.name }));
  await journey.settle();
  const sale = { ...done, cart };
  const group = await groupOf(sale);
  const wish = { lines: [{ line_id: lineOf(group, SPOON).id, quantity: 1, restock: false }] };
  const [hold, before] = [await held(oma.joiner, sale.number), await moneyOf(group)];

  const made = await refund(group, wish);
  await journey.settle();
  expect(await groupOf(sale)).toMatchObject({ payment: { state: 'part_refunded' }, refunds: [{ state: 'succeeded' }] });
  journey.sandbox.stripe.advanceClock(DAY);
  await journey.settle();

  expect((await refundsOf(group)).refunds).toMatchObject([{ id: made.id, state: 'failed', failure: 'lost_or_stolen_card' }]);
  expect(await groupOf(sale)).toMatchObject({ payment: { state: 'paid' }, refunded: { amount: 0 } });
  expect(await held(oma.joiner, sale.number)).toEqual(hold);
  expect((await closes(group)).parts).toEqual(before.parts);
  expect(await staff()('GET', `/v1/admin/orders/${group.id}/vendor-money`)).toMatchObject({ orders: [{ held: { amount: hold[0] } }], taken: [{ refund_id: made.id, given_back: true, owed: { amount: 0 } }] });
  expect(await atStripe(group)).toBe(0);
  expect((await preview(group, wish)).shopper_gets).toEqual(made.shopper_gets);
  expect(await healthChecks(journey, oma)).toEqual([]);
});

test('after the vendor was paid out: the shopper is refunded at once, and the vendor’s share is asked back from its account', async () => {
  const { journey, oma } = world;
  const sale = await bought(journey, oma, { [SCARF]: 1 });
  const group = await groupOf(sale);
  const [parcel] = group.orders[0]!.consignments;
  await oma.weaver.session('PUT', `/v1/vendor/consignments/${parcel!.id}/shipment`, { body: { carrier: 'DHL', tracking_number: '00340434161094042557' } });
  await oma.weaver.session('PUT', `/v1/vendor/consignments/${parcel!.id}/delivery`);
  await journey.pass(14 * DAY + 1_000);
  await journey.settle();
  const paidOut = async () => (await oma.weaver.session<{ paid_out: Money }>('GET', '/v1/vendor/balance')).paid_out.amount;
  const before = await paidOut();
  expect(before).toBeGreaterThan(0);
  const lies = (await staff()<{ orders: { held: Money; free: Money; sent: Money }[] }>('GET', `/v1/admin/orders/${group.id}/vendor-money`)).orders;
  expect(lies).toMatchObject([{ held: { amount: 0 }, free: { amount: 0 } }]);

  const made = await refund(group, { lines: [{ line_id: lineOf(group, SCARF).id, quantity: 1, restock: true }] });
  await journey.settle();

  expect((await refundsOf(group)).refunds).toMatchObject([{ state: 'succeeded' }]);
  expect(await paidOut()).toBe(before - made.vendors_give.amount);
  expect(await staff()('GET', `/v1/admin/orders/${group.id}/vendor-money`)).toMatchObject({ orders: [{ sent: { amount: lies[0]!.sent.amount - made.vendors_give.amount } }], taken: [{ from_held: { amount: 0 }, asked_back: made.vendors_give, came_back: made.vendors_give, owed: { amount: 0 } }] });
  await closes(group);
  expect(await healthChecks(journey, oma)).toEqual([]);
});
