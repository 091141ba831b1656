import { randomUUID } from 'node:crypto';
import { allChecks } from '@stoa/workspace';
import { endTelling, openTeller, type Teller } from '../demo/teller.js';
import { countUnrelayed } from '../fleet/backlog.query.js';
import { type FleetWorld, openFleetWorld } from '../fleet/fleet-world.js';
import { checkAll } from '../money-check/check-all.js';
import { type Client, inParallel, openClient, refusal, waitUntil } from '../seed/product/client.js';
import { openMailbox } from '../seed/product/mailbox.js';
import { CARDS, fillCart, type Placed, tokenFor } from '../seed/product/shopper.js';

const SHOPPERS = 20;
/** Whoever must hear of something by broadcast hears it within this time; the caches themselves last far longer. */
const HEARD_MS = 3_000;

type Listing = { handle: string; variants: { id: string; stock: string }[] };
type Hands = { tell: Teller; world: FleetWorld; shops: readonly [Client, Client]; desks: readonly [Client, Client] };

/** Orders pressed at two processes at once, with two workers behind them: what follows from each happens once. */
async function eachJobOnce({ tell, world, shops }: Hands): Promise<void> {
  const variant = [...world.variants.values()][0]!;
  await world.potter.session('PUT', '/v1/vendor/stock', { body: { levels: [{ variant_id: variant.id, warehouse_id: world.potter.warehouseIds[0], on_hand: 3 * SHOPPERS }] } });
  const emails = Array.from({ length: SHOPPERS }, (_, index) => `shopper-${index + 1}-${randomUUID().slice(0, 6)}@mail.example`);
  const placed = await inParallel(emails, 6, (email, index) => pressAtBoth(world, shops, { email, variantId: variant.id, address: `198.18.7.${index + 1}` }));
  const twins = placed.filter(([one, other]) => one.order_group.id === other.order_group.id);
  tell.check(`the same button pressed at both processes at once is one order, ${SHOPPERS} times`, twins.length === SHOPPERS && new Set(twins.map(([one]) => one.order_group.id)).size === SHOPPERS, placed);

  const mailbox = openMailbox(world.places.sandbox);
  await waitUntil('the relays', () => countUnrelayed(world.db), (count) => count === 0, 60_000);
  for (const email of emails) await mailbox.waitFor(email);
  const { charges } = await openClient(world.places.sandbox)<{ charges: { object: { captured: boolean } }[] }>('GET', '/_sim/state');
  tell.check(`the stand-in shows ${SHOPPERS} captures`, charges.filter(({ object }) => object.captured).length === SHOPPERS, charges.length);
  await waitUntil('every vendor’s hold', () => countHolds(world), (count) => count >= SHOPPERS, 60_000);
  const holds = await countHolds(world);
  tell.check(`each order holds the vendor's money once: ${holds}`, holds === SHOPPERS, holds);
  const mails = await Promise.all(emails.map(async (email) => (await mailbox.list(email)).length));
  tell.check('each shopper has one mail, whichever worker sent it', mails.every((count) => count === 1), mails);
}

type Wish = { email: string; variantId: string; address: string };

async function pressAtBoth(world: FleetWorld, shops: Hands['shops'], { email, variantId, address }: Wish): Promise<[Placed, Placed]> {
  const { session, cart, token } = await fillCart(shops[0].as({ address }), { lines: [{ variantId, quantity: 1 }], email, address: { name: 'Lena Vogt', line1: 'Gartenweg 7', postcode: '50667', city: 'Köln', country: 'DE' } });
  const body = { payment: { confirmation_token: await tokenFor(session, CARDS.pays, 'Lena Vogt') }, terms_accepted: true, expected_total: cart.summary.total };
  const idempotencyKey = randomUUID();
  const press = async (shop: Client): Promise<Placed> => {
    const button = shop.as({ address, cart: token });
    for (;;) {
      const outcome = await button<Placed>('POST', '/v1/store/carts/current/complete', { idempotencyKey, body }).catch((error: unknown) => error);
      // The other press is being worked on at this very moment: a browser asks again.
      if (!(outcome instanceof Error)) return outcome as Placed;
      if ((await refusal(Promise.reject(outcome))).code !== 'checkout.payment_in_progress') throw outcome;
      await new Promise((wake) => setTimeout(wake, 200));
    }
  };
  return Promise.all([press(shops[0]), press(shops[1])]) as Promise<[Placed, Placed]>;
}

const countHolds = async ({ potter }: FleetWorld): Promise<number> => (await potter.session<{ holds: unknown[] }>('GET', '/v1/vendor/balance')).holds.length;

/** Two workers run the same clocks: what both of them find due is done by one. */
async function schedulesNotDoubled({ tell, world, desks }: Hands): Promise<void> {
  type Chain = { links: number; unsealed: number; broken_at: number | null };
  const verdict = await waitUntil('the sealers', () => desks[1]<Chain>('GET', '/v1/admin/audit-chain'), (chain) => chain.unsealed === 0, 60_000);
  tell.check(`the audit chain that both workers seal has ${verdict.links} links, none twice, none missing`, verdict.broken_at === null && verdict.links > 10, verdict);
  const broken = (await checkAll(world.db, allChecks, { now: new Date(), log: world.log })).filter((line) => line.breaks > 0);
  tell.check(`all ${allChecks.length} invariants of money, stock and documents hold`, broken.length === 0, broken);
}

/** What one process changes, the other does not go on telling. */
async function cachesAcross({ tell, world, shops, desks }: Hands): Promise<void> {
  const variant = [...world.variants.values()].at(-1)!;
  const [first, second] = world.potter.warehouseIds;
  const setStock = (on_hand: number) => world.potter.session('PUT', '/v1/vendor/stock', { body: { levels: [{ variant_id: variant.id, warehouse_id: first, on_hand }, { variant_id: variant.id, warehouse_id: second, on_hand: 0 }] } });
  const { data } = await waitUntil('the index', () => shops[1]<{ data: { handle: string }[] }>('GET', '/v1/store/search'), (found) => found.data.length > 0, 60_000);
  const listings = await Promise.all(data.map(({ handle }) => shops[1]<Listing>('GET', `/v1/store/listings/${handle}`)));
  const listing = listings.find((one) => one.variants.some(({ id }) => id === variant.id))!;
  const stockAt = async (shop: Client) => (await shop<Listing>('GET', `/v1/store/listings/${listing.handle}`)).variants.find(({ id }) => id === variant.id)!.stock;
  for (const on_hand of [0, 40]) {
    await Promise.all(shops.map(stockAt)); // both know the page by now
    await setStock(on_hand);
    const isRight = (stock: string) => (stock === 'sold_out') === (on_hand === 0);
    const said = await Promise.all(shops.map((shop) => waitUntil('the page', () => stockAt(shop), isRight, HEARD_MS)));
    tell.check(`${on_hand} pieces set at one process: both pages say ${said[0]}`, said.every(isRight), said);
  }
  const { key, token } = await desks[0]<{ key: { id: string }; token: string }>('POST', '/v1/admin/api-keys', { body: { name: 'Reports', permissions: ['orders.read'] } });
  const machines = world.apiUrls.map((url) => openClient(url, { token }));
  await Promise.all(machines.map((machine) => machine('GET', '/v1/admin/orders')));
  await desks[0]('PUT', `/v1/admin/api-keys/${key.id}/revocation`, { body: { reason: 'It was for this test.' } });
  const codes = await Promise.all(machines.map((machine) => waitUntil('the refusal', () => machine('GET', '/v1/admin/orders').then(() => 'let in', () => 'refused'), (answer) => answer === 'refused', HEARD_MS)));
  tell.check('an API key revoked at one process opens nothing at either', codes.every((answer) => answer === 'refused'), codes);
}

const tell = openTeller((line) => console.log(line));
await endTelling(tell, async () => {
  const world = await tell.step('A marketplace on two processes of the API and two workers', () => openFleetWorld(process.env, 'fleet'));
  const [[shop, otherShop], [desk, otherDesk]] = [world.shops, world.desks];
  if (!shop || !otherShop || !desk || !otherDesk) throw new Error('This needs two processes.');
  const hands: Hands = { tell, world, shops: [shop, otherShop], desks: [desk, otherDesk] };
  await tell.step('Orders at both at once', () => eachJobOnce(hands));
  await tell.step('The clocks of two workers', () => schedulesNotDoubled(hands));
  await tell.step('What one process knows of the other', () => cachesAcross(hands));
  await world.db.close();
});
