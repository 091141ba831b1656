import { CARDS, type Cart, complete, type Completion, fillCart, type Placed } from '@stoa/tools/seed/product/shopper';
import { type Client, refusal } from '@stoa/tools/seed/product/client';
import { aWorld, basketOf, countOf, LENA, MUG, placed, SPOON, stateOf, stockOf } from './marketplace.testing.js';

const world = aWorld();
const MINUTE = 60_000;
let shoppers = 0;
const aCart = (goods: Record<string, number> = { [SPOON]: 1 }) => fillCart(world.oma.shop.as({ address: `203.0.113.${(shoppers += 1)}` }), { ...basketOf(world.oma, goods), email: `lena${shoppers}@posteo.example` });
const press = (session: Client, cart: Cart, number: string = CARDS.asksTheBank) => complete(session, cart, { number, name: LENA.name });
const look = (session: Client) => session<Completion>('POST', '/v1/store/carts/current/completion');
const state = () => stateOf(world.journey, world.oma);
const groups = () => countOf(world.journey, world.oma, 'orders.order_groups');
const captures = () => world.journey.sandbox.stripe.events('charge.succeeded').length;
const mailsTo = async (shopper: number) => (await fetch(`${world.journey.sandbox.url}/mail.json?to=lena${shopper}@posteo.example`).then((answer) => answer.json() as Promise<{ data: unknown[] }>)).data.length;

/** Where the bank asks: the address that the answer of the button names. */
function bankOf(answer: Completion): string {
  if (answer.outcome !== 'requires_action' || !answer.next_action) throw new Error(`The bank asks nothing: ${answer.outcome}`);
  return answer.next_action.url;
}

/** The shopper presses a button of the bank's page, as a browser does; answers with where they are sent. */
async function answerTheBank(url: string, outcome: 'complete' | 'fail'): Promise<URL> {
  expect(await (await fetch(url)).text()).toContain('Approve the payment');
  const sent = await fetch(url, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' });
  expect(sent.status).toBe(303);
  return new URL(sent.headers.get('location')!);
}

test('the shopper says yes to their bank and comes back to the page they were promised: one order, however often that page and the webhook say so', async () => {
  const { session, cart } = await aCart();
  const before = { state: await state(), captures: captures() };
  const bank = bankOf(await press(session, cart));
  expect(await stockOf(world.oma, SPOON)).toEqual({ onHand: 30, reserved: 1 });
  expect(await look(session)).toEqual({ outcome: 'requires_action', next_action: { url: bank } });

  const back = await answerTheBank(bank, 'complete');
  expect(`${back.origin}${back.pathname}`).toBe(`http://${world.oma.seed.slug}.localhost/checkout/return`);
  expect(back.searchParams.get('redirect_status')).toBe('succeeded');
  const first = placed(await world.journey.held(() => look(session))); // before anybody worked off the webhook
  const looks = await Promise.all([look(session), look(session), look(session)]);
  await world.journey.settle();

  for (const again of [...looks, await look(session)]) expect(again).toEqual({ outcome: 'placed', order_group: first });
  expect(await groups()).toBe(Number(before.state['orders.order_groups']) + 1);
  expect(captures()).toBe(before.captures + 1);
  expect(Number((await state())['ledger.journals']) - Number(before.state['ledger.journals'])).toBe(6); // captured, split, commission, platform fee, fee, fee recharged
  expect(await stockOf(world.oma, SPOON)).toEqual({ onHand: 29, reserved: 0 });
  expect(await mailsTo(shoppers)).toBe(1);
});

test('the shopper says yes and closes the tab: the webhook places the order, and whoever opens the page later sees it', async () => {
  const { session, cart } = await aCart();
  const before = await groups();

  await answerTheBank(bankOf(await press(session, cart)), 'complete');
  await world.journey.settle();

  expect(await groups()).toBe(before + 1);
  expect(await mailsTo(shoppers)).toBe(1);
  expect((await look(session)).outcome).toBe('placed');
  expect(await groups()).toBe(before + 1);
});

test.each<[string, string, 'complete' | 'fail', string]>([
  ['the shopper says no to their bank', CARDS.asksTheBank, 'fail', 'authentication'], ['the bank declines after the shopper said yes', CARDS.asksThenDeclines, 'complete', 'try_again'],
])('%s: nothing is sold, the goods are free at once, and the same cart can be paid with another card', async (_name, card, said, reason) => {
  const { session, cart } = await aCart();
  const before = { state: await state(), captures: captures() };

  const back = await answerTheBank(bankOf(await press(session, cart, card)), said);
  const refused = await world.journey.held(() => refusal(look(session)));
  const again = await refusal(look(session));
  await world.journey.settle();

  expect(back.searchParams.get('redirect_status')).toBe('failed');
  expect(refused).toMatchObject({ status: 409, code: 'payments.declined', details: { reason } });
  expect(again).toMatchObject({ status: 409, code: 'payments.declined', details: { reason } });
  expect(await state()).toEqual(before.state);
  expect(captures()).toBe(before.captures);
  placed(await press(session, cart, CARDS.pays));
  await world.journey.settle();
  expect(await groups()).toBe(Number(before.state['orders.order_groups']) + 1);
});

test('the shopper never answers: after a quarter of an hour the payment is cancelled, nothing is sold, and a late yes finds nothing to approve', async () => {
  const { session, cart } = await aCart({ [MUG]: 1 });
  const before = await state();
  const bank = bankOf(await press(session, cart));

  await world.journey.pass(16 * MINUTE);
  await world.journey.settle();

  expect(await state()).toEqual(before);
  expect((await fetch(bank)).status).toBe(410);
  expect(await refusal(look(session))).toMatchObject({ status: 409, code: 'checkout.abandoned' });
  placed(await press(session, cart, CARDS.pays));
  await world.journey.settle();
});

test('back from the bank without an answer, the shopper takes another card: the first payment is cancelled before the second begins, and one order comes of it', async () => {
  const { session, cart } = await aCart();
  const before = { groups: await groups(), captures: captures(), stock: await stockOf(world.oma, SPOON) };
  const bank = bankOf(await press(session, cart));

  const order = placed(await press(session, cart, CARDS.pays));
  await world.journey.settle();

  expect((await fetch(bank)).status).toBe(410);
  expect(await look(session)).toEqual({ outcome: 'placed', order_group: order });
  expect([await groups(), captures()]).toEqual([before.groups + 1, before.captures + 1]);
  expect(await stockOf(world.oma, SPOON)).toEqual({ onHand: before.stock.onHand - 1, reserved: 0 });
});

test('paid at the bank in another tab, the shopper presses the button once more: the order that was paid is the answer, and nothing is charged twice', async () => {
  const { session, cart } = await aCart();
  const before = { groups: await groups(), captures: captures() };
  const bank = bankOf(await press(session, cart));

  await answerTheBank(bank, 'complete');
  const answer = await world.journey.held(() => press(session, cart, CARDS.pays));
  await world.journey.settle();

  expect(answer).toEqual(await look(session) satisfies Completion as Placed);
  expect([await groups(), captures()]).toEqual([before.groups + 1, before.captures + 1]);
});

test('a cart that nobody has ordered has no payment to look at, and a token nobody has no cart', async () => {
  const { session } = await aCart();
  expect(await refusal(look(session))).toMatchObject({ status: 404, code: 'checkout.nothing_to_resume' });
  expect(await refusal(look(session.as({ cart: 'nonsense' })))).toMatchObject({ status: 404, code: 'checkout.cart_not_found' });
});
