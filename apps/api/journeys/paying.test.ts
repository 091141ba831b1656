import { CARDS, type Cart, complete, fillCart, tokenFor } from '@stoa/tools/seed/product/shopper';
import { type Client, refusal } from '@stoa/tools/seed/product/client';
import { aWorld, basketOf, countOf, LENA, MUG, placed, SCARF, SPOON, stateOf, stockOf } from './marketplace.testing.js';

const world = aWorld();
const MINUTE = 60_000;

/** A cart of three vendors' goods; every shopper comes from an address of their own, as attempts are counted. */
let shoppers = 0;
const aCart = (goods?: Record<string, number>) => fillCart(world.oma.shop.as({ address: `203.0.113.${(shoppers += 1)}` }), { ...basketOf(world.oma, goods), email: `lena${shoppers}@posteo.example` });
const press = (session: Client, cart: Cart, number: string = CARDS.pays) => complete(session, cart, { number, name: LENA.name });
const state = () => stateOf(world.journey, world.oma);
const groups = () => countOf(world.journey, world.oma, 'orders.order_groups');
const stripe = () => world.journey.sandbox.stripe;
const anyWebhooks = (mode: Parameters<ReturnType<typeof stripe>['setWebhookMode']>[1]) => stripe().setWebhookMode('*', mode);
const attemptsOf = (cart: Cart) => world.journey.within(world.oma.id).inRead(async (tx) => {
  const { rows } = await tx.tx.raw<{ rows: { id: string; intent_ref: string; state: string }[] }>(
    'select a.id, a.intent_ref, a.state from payments.attempts a join checkout.completions c on c.tenant_id = a.tenant_id and c.id = a.checkout_id where a.tenant_id = ? and c.amount_minor = ? order by a.id desc', [tx.tenantId, cart.summary.total.amount]);
  return rows;
});
const inboxOf = (intentRef: string) => world.journey.within(world.oma.id).inRead((tx) => tx.tx('payments.webhook_inbox').where({ tenant_id: tx.tenantId, intent_ref: intentRef }).orderBy('received_at').select<{ type: string; state: string; tries: number }[]>('type', 'state', 'tries'));

afterEach(() => {
  anyWebhooks(null);
  stripe().faults.clear();
});

test('a declined card is refused in plain words; the stock is back at once and nothing else has changed; another card pays', async () => {
  const { session, cart } = await aCart();
  const before = await state();

  const problem = await refusal(press(session, cart, CARDS.declined));
  await world.journey.settle();

  expect(problem).toMatchObject({ status: 409, code: 'payments.declined', details: { decline_code: 'generic_decline' } });
  expect(await state()).toEqual(before);
  placed(await press(session, cart));
  await world.journey.settle();
  expect(await groups()).toBe(Number(before['orders.order_groups']) + 1);
  expect(await stockOf(world.oma, SPOON)).toEqual({ onHand: 29, reserved: 0 });
});

test('an abandoned checkout: the goods stay promised until the sweeper has cancelled the payment at Stripe, and only then they are free', async () => {
  const { session, cart } = await aCart({ [SPOON]: 3 });
  const before = await state();
  const answer = await press(session, cart, CARDS.asksTheBank);
  expect(answer).toMatchObject({ outcome: 'requires_action' });
  expect(await stockOf(world.oma, SPOON)).toEqual({ onHand: 29, reserved: 3 });

  stripe().faults.add({ route: 'POST /v1/payment_intents/:id/cancel', status: 500, times: 10 });
  await world.journey.pass(16 * MINUTE);
  expect(await stockOf(world.oma, SPOON)).toEqual({ onHand: 29, reserved: 3 }); // Stripe has not said that it is cancelled

  stripe().faults.clear();
  for (let look = 0; look < 3; look += 1) await world.journey.pass(5 * MINUTE);
  expect((await attemptsOf(cart))[0]).toMatchObject({ state: 'canceled' });
  expect(stripe().events('payment_intent.canceled')).toHaveLength(1);
  expect(await state()).toEqual(before);
  placed(await press(session, cart)); // the cart is the shopper's still
  await world.journey.settle();
  expect(await stockOf(world.oma, SPOON)).toEqual({ onHand: 26, reserved: 0 });
});

test('the shopper answers the bank after all: the webhook places the order that nobody waits for any more', async () => {
  const { session, cart } = await aCart({ [SPOON]: 1 });
  await press(session, cart, CARDS.asksTheBank);
  const before = await groups();

  stripe().authenticate((await attemptsOf(cart))[0]!.intent_ref, 'complete');
  await world.journey.settle();

  expect(await groups()).toBe(before + 1);
  expect(await stockOf(world.oma, SPOON)).toEqual({ onHand: 25, reserved: 0 });
});

test('the same completion sent twice, and five times at once, is one order group and one charge', async () => {
  const { session, cart } = await aCart({ [MUG]: 1 });
  const before = await state();
  const confirmation_token = await tokenFor(session, CARDS.pays, LENA.name);
  const send = () => session<unknown>('POST', '/v1/store/carts/current/complete', { idempotencyKey: 'the-button-1', body: { payment: { confirmation_token }, terms_accepted: true, expected_total: cart.summary.total } });

  const answers = await Promise.allSettled([send(), send(), send(), send(), send()]);
  const first = await send();
  await world.journey.settle();

  for (const answer of answers) if (answer.status === 'fulfilled') expect(answer.value).toEqual(first);
  expect(answers.filter((answer) => answer.status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
  for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ problem: { status: 409 } });
  expect(await groups()).toBe(Number(before['orders.order_groups']) + 1);
  expect((await attemptsOf(cart)).filter((attempt) => attempt.state === 'captured')).toHaveLength(1);
  expect(await stockOf(world.oma, MUG)).toEqual({ onHand: (before[MUG] as { onHand: number }).onHand - 1, reserved: 0 });
  const other = await refusal(session('POST', '/v1/store/carts/current/complete', { idempotencyKey: 'the-button-1', body: { payment: { confirmation_token: 'ctoken_another' }, terms_accepted: true, expected_total: cart.summary.total } }));
  expect(other).toMatchObject({ status: 422, code: 'request.idempotency_key_reused' });
  expect(await refusal(session('POST', '/v1/store/carts/current/complete', { body: { payment: { confirmation_token }, terms_accepted: true, expected_total: cart.summary.total } }))).toMatchObject({ status: 400, code: 'request.idempotency_key_required' });
});

test.each<[string, Parameters<typeof anyWebhooks>[0]]>([
  ['before the answer to our own call', { before_response: true }], ['three times', { duplicate: 2 }], ['out of order', { reorder: true }], ['not at all', { drop: true }],
])('webhooks that come %s: one order group, one capture, one fee', async (_name, mode) => {
  const { session, cart } = await aCart({ [SPOON]: 1 });
  const before = await state();
  anyWebhooks(mode);

  placed(await press(session, cart));
  await world.journey.settle();
  for (let look = 0; look < 2; look += 1) await world.journey.pass(10 * MINUTE); // what no webhook said is asked

  const after = await state();
  expect(Number(after['orders.order_groups']) - Number(before['orders.order_groups'])).toBe(1);
  expect(Number(after['ledger.journals']) - Number(before['ledger.journals'])).toBe(6); // captured, split, commission, platform fee, fee, fee recharged
  expect(after[SPOON]).toEqual({ onHand: (before[SPOON] as { onHand: number }).onHand - 1, reserved: 0 });
});

test('the answer to our call is lost: asked again under the same key, Stripe says what it did, and it is one charge and one order group', async () => {
  const { session, cart } = await aCart({ [SPOON]: 1 });
  const before = await groups();
  const charges = stripe().events('charge.succeeded').length;
  stripe().faults.add({ route: 'POST /v1/payment_intents', drop: 'after' });

  placed(await press(session, cart));
  await world.journey.settle();

  expect(await groups()).toBe(before + 1);
  expect(stripe().events('charge.succeeded')).toHaveLength(charges + 1);
  expect(stripe().faults.list()).toEqual([]);
});

test('Stripe cannot be reached: the shopper reads “processing”, the goods stay promised; when nobody confirms, it is cancelled and they are free', async () => {
  const { session, cart } = await aCart({ [SPOON]: 2 });
  const before = await state();
  stripe().faults.add({ route: '*', drop: 'before', times: 1000 });
  
  expect(await pressUnheard(session, cart)).toEqual({ outcome: 'processing', next_action: null });
  expect(await stockOf(world.oma, SPOON)).toEqual({ onHand: (before[SPOON] as { onHand: number }).onHand, reserved: 2 });
  stripe().faults.clear();
  for (let look = 0; look < 4; look += 1) await world.journey.pass(6 * MINUTE);

  expect(await state()).toEqual(before);
  expect((await attemptsOf(cart))[0]).toMatchObject({ state: 'canceled' });
}, 40_000);

/** The button, with a token that Stripe never gets to see. */
const pressUnheard = (session: Client, cart: Cart): Promise<unknown> =>
  session('POST', '/v1/store/carts/current/complete', { idempotencyKey: 'the-button-3', body: { payment: { confirmation_token: 'ctoken_made_before' }, terms_accepted: true, expected_total: cart.summary.total } });

test('a webhook that comes before our own row stays in the inbox, is tried again, and then places one order group', async () => {
  const { session, cart } = await aCart({ [SPOON]: 2 });
  await press(session, cart, CARDS.asksTheBank);
  const before = await groups();
  const [attempt] = await attemptsOf(cart);
  const putBack = await takeAway(attempt!.id);

  stripe().authenticate(attempt!.intent_ref, 'complete');
  await world.journey.settle();
  const waiting = await inboxOf(attempt!.intent_ref);
  expect(waiting.length).toBeGreaterThanOrEqual(1);
  for (const entry of waiting.filter((one) => one.type === 'payment_intent.succeeded')) expect(entry).toMatchObject({ state: 'waiting', tries: expect.any(Number) });
  expect(waiting.find((entry) => entry.type === 'payment_intent.succeeded')!.tries).toBeGreaterThanOrEqual(2);
  expect(await groups()).toBe(before);

  await putBack();
  for (let look = 0; look < 3; look += 1) await world.journey.pass(MINUTE);

  expect(await groups()).toBe(before + 1);
  expect((await inboxOf(attempt!.intent_ref)).every((entry) => entry.state === 'done')).toBe(true);
});

/** Makes the row of a payment invisible, as it is to a worker that reads before the writer has committed; answers with how to bring it back. */
async function takeAway(attemptId: string): Promise<() => Promise<void>> {
  const ctx = world.journey.within(world.oma.id);
  const [calls, [row]] = await ctx.inTx(async (tx) => {
    const taken = await tx.tx('payments.gateway_calls').where({ tenant_id: tx.tenantId, attempt_id: attemptId }).delete('*');
    return [taken, await tx.tx('payments.attempts').where({ tenant_id: tx.tenantId, id: attemptId }).delete('*')];
  });
  return () => ctx.inTx(async (tx) => {
    await tx.tx('payments.attempts').insert(row);
    if (calls.length > 0) await tx.tx('payments.gateway_calls').insert(calls);
  });
}

test('what was seen and what it costs now must agree; sold-out goods are named; neither asks the bank', async () => {
  const { session, cart } = await aCart({ [SCARF]: 1 });
  const before = await state();
  const intents = stripe().events('payment_intent.created').length;

  expect(await refusal(press(session, { ...cart, summary: { ...cart.summary, total: { amount: 1, currency: 'EUR' } } }))).toMatchObject({ status: 409, code: 'checkout.total_changed', details: { total: cart.summary.total } });
  const scarf = world.oma.variants.get(SCARF)!;
  const set = (onHand: number) => world.oma.weaver.session('PUT', '/v1/vendor/stock', { body: { levels: [{ variant_id: scarf.id, warehouse_id: world.oma.weaver.warehouseIds[0], on_hand: onHand }] } });
  await set(0);
  const gone = await refusal(press(session, cart));
  await set((before[SCARF] as { onHand: number }).onHand);

  expect(gone).toMatchObject({ status: 409, code: 'checkout.out_of_stock' });
  expect(stripe().events('payment_intent.created')).toHaveLength(intents);
  expect({ ...(await state()), 'inventory.movements': 0 }).toEqual({ ...before, 'inventory.movements': 0 });
});

test('after thirty tries in an hour from one address, or too many with one e-mail, the next is refused and nothing is reserved', async () => {
  const { session, cart } = await aCart({ [SPOON]: 1 });
  const before = await state();
  const codes: string[] = [];
  for (let attempt = 0; attempt < 31 && codes.at(-1) !== 'risk.too_many_attempts'; attempt += 1) codes.push((await refusal(press(session, cart, CARDS.declined))).code);

  expect(codes.at(-1)).toBe('risk.too_many_attempts');
  expect(new Set(codes.slice(0, -1))).toEqual(new Set(['payments.declined']));
  expect(await state()).toEqual(before);
});
