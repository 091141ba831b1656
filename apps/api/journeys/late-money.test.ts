import { checks as checkoutChecks } from '@stoa/checkout';
import { checks as inventoryChecks } from '@stoa/inventory';
import { checks as ledgerChecks } from '@stoa/ledger';
import { checks as paymentChecks } from '@stoa/payments';
import { CARDS, type Cart, complete, fillCart } from '@stoa/tools/seed/product/shopper';
import { type Client, refusal } from '@stoa/tools/seed/product/client';
import { aWorld, basketOf, countOf, LENA, MUG, SCARF, stockOf } from './marketplace.testing.js';

const world = aWorld();
let shoppers = 0;
const stripe = () => world.journey.sandbox.stripe;
const groups = () => countOf(world.journey, world.oma, 'orders.order_groups');
const press = (session: Client, cart: Cart, number: string = CARDS.pays) => complete(session, cart, { number, name: LENA.name });
const look = (session: Client) => session<{ outcome: string }>('POST', '/v1/store/carts/current/completion');
const aCart = async (goods: Record<string, number>) => {
  const email = `ida${(shoppers += 1)}@posteo.example`;
  return { ...(await fillCart(world.oma.shop.as({ address: `192.0.2.${shoppers}` }), { ...basketOf(world.oma, goods), email })), email };
};
const mailsTo = async (to: string): Promise<string[]> => {
  const answer = await fetch(`${world.journey.sandbox.url}/mail.json?to=${to}`);
  return ((await answer.json()) as { data: { subject: string }[] }).data.map((mail) => mail.subject).reverse();
};
const setStock = (sku: string, onHand: number) => {
  const vendor = sku === SCARF ? world.oma.weaver : world.oma.potter;
  return vendor.session('PUT', '/v1/vendor/stock', { body: { levels: vendor.warehouseIds.map((warehouse_id, i) => ({ variant_id: world.oma.variants.get(sku)!.id, warehouse_id, on_hand: i === 0 ? onHand : 0 })).slice(0, sku === SCARF ? 1 : 2) } });
};

/** The bank declines, the goods are let go, and then the same payment goes through at Stripe after all, without us. */
async function paidAfterAll(goods: Record<string, number>): Promise<{ session: Client; cart: Cart; email: string; intentRef: string; payNow: () => Promise<void> }> {
  const shopper = await aCart(goods);
  expect(await refusal(press(shopper.session, shopper.cart, CARDS.declined))).toMatchObject({ code: 'payments.declined' });
  const intentRef = await world.journey.within(world.oma.id).inRead(async (tx) => (await tx.tx('payments.attempts').where({ tenant_id: tx.tenantId }).orderBy('id', 'desc').first('intent_ref')).intent_ref as string);
  const payNow = async () => {
    const answer = await fetch(`${world.journey.sandbox.url}/v1/payment_intents/${intentRef}/confirm`, {
      method: 'POST', headers: { authorization: 'Bearer sk_test_stoa' }, body: new URLSearchParams({ payment_method: 'pm_card_visa', return_url: 'http://oma.localhost/' }),
    });
    expect(answer.status).toBe(200);
  };
  return { ...shopper, intentRef, payNow };
}
const refundsOf = async (intentRef: string) => {
  const answer = await fetch(`${world.journey.sandbox.url}/v1/refunds?payment_intent=${intentRef}`, { headers: { authorization: 'Bearer sk_test_stoa' } });
  return ((await answer.json()) as { data: { amount: number; status: string }[] }).data;
};
const broken = () => world.journey.within(world.oma.id).inRead(async (tx) => {
  const found = [];
  for (const check of [...ledgerChecks, ...paymentChecks, ...checkoutChecks, ...inventoryChecks]) found.push(...(await check.run(tx)).breaks);
  return found;
});

afterEach(async () => {
  stripe().faults.clear();
  await world.journey.pass(2 * 3_600_000); // what would be overdue by then is a break
  expect(await broken()).toEqual([]);
});

test('money comes late and the goods are still there: they are taken again, and the order stands', async () => {
  const before = { groups: await groups(), stock: await stockOf(world.oma, SCARF) };
  const late = await paidAfterAll({ [SCARF]: 1 });
  expect(await stockOf(world.oma, SCARF)).toEqual(before.stock);

  await late.payNow();
  await world.journey.settle();

  expect(await groups()).toBe(before.groups + 1);
  expect(await stockOf(world.oma, SCARF)).toEqual({ onHand: before.stock.onHand - 1, reserved: 0 });
  expect((await look(late.session)).outcome).toBe('placed');
  expect(await refundsOf(late.intentRef)).toEqual([]);
  expect(await mailsTo(late.email)).toHaveLength(1);
});

test.each<[string, object | null]>([['', null], [', although the answer of Stripe is lost', { route: 'POST /v1/refunds', drop: 'always', times: 3 }], [', although Stripe cannot be reached at first', { route: 'POST /v1/refunds', drop: 'before', times: 3 }]])(
  'money comes late and the goods are gone: all of it goes back by itself, once%s; there is no order, and the shopper is told', async (_how, fault) => {
    await setStock(SCARF, 1);
    const before = await groups();
    const late = await paidAfterAll({ [SCARF]: 1 });
    await setStock(SCARF, 0);

    if (fault) stripe().faults.add(fault as Parameters<ReturnType<typeof stripe>['faults']['add']>[0]);
    await late.payNow();
    await world.journey.settle();
    for (let minute = 0; minute < 3; minute += 1) await world.journey.pass(60_000);
    await world.journey.settle();

    expect(await refundsOf(late.intentRef)).toMatchObject([{ amount: late.cart.summary.total.amount, status: 'succeeded' }]);
    expect(await groups()).toBe(before);
    expect(await refusal(look(late.session))).toMatchObject({ status: 409, code: 'checkout.paid_but_gone' });
    const total = (late.cart.summary.total.amount / 100).toLocaleString('de', { minimumFractionDigits: 2 });
    expect((await mailsTo(late.email)).map((subject) => subject.replace(/\s/g, ' '))).toEqual([`Sie bekommen ${total} € zurück`]);
  }, 40_000);

test('the last piece, wanted by somebody whose money comes late and by somebody who pays now: one of them has it, the other one has the money', async () => {
  for (let round = 0; round < 4; round += 1) {
    await setStock(MUG, 1);
    const before = await groups();
    const late = await paidAfterAll({ [MUG]: 1 });
    const other = await aCart({ [MUG]: 1 });

    await late.payNow();
    await stripe().idle();
    const [, pressed] = await Promise.all([world.journey.settle(), press(other.session, other.cart).then((done) => done.outcome, (error: { problem?: { code: string } }) => error.problem?.code)]);
    await world.journey.settle();

    const lateHasIt = (await refundsOf(late.intentRef)).length === 0;
    expect(pressed).toBe(lateHasIt ? 'checkout.out_of_stock' : 'placed');
    if (lateHasIt) expect((await look(late.session)).outcome).toBe('placed');
    else expect(await refundsOf(late.intentRef)).toMatchObject([{ amount: late.cart.summary.total.amount, status: 'succeeded' }]);
    expect(await groups()).toBe(before + 1);
    expect(await stockOf(world.oma, MUG)).toEqual({ onHand: 0, reserved: 0 });
    expect(await broken()).toEqual([]);
  }
}, 60_000);

test('money comes for a cart that was paid with another card meanwhile: one order, and the second money goes back', async () => {
  await setStock(SCARF, 5);
  const before = await groups();
  const late = await paidAfterAll({ [SCARF]: 1 });
  expect((await press(late.session, late.cart)).outcome).toBe('placed');

  await late.payNow();
  await world.journey.settle();
  await world.journey.settle();

  expect(await groups()).toBe(before + 1);
  expect(await stockOf(world.oma, SCARF)).toEqual({ onHand: 4, reserved: 0 });
  expect(await refundsOf(late.intentRef)).toMatchObject([{ amount: late.cart.summary.total.amount, status: 'succeeded' }]);
});
