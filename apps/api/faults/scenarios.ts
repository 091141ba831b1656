import { randomUUID } from 'node:crypto';
import type { CartId } from '@stoa/events/checkout';
import { wireId } from '@stoa/platform/typeid';
import { type Client, Refusal } from '@stoa/tools/seed/product/client';
import { type Cart, CARDS, complete, fillCart, tokenFor } from '@stoa/tools/seed/product/shopper';
import { importStory } from './import-story.js';
import type { Act, End, Scenario } from './scenario.js';
import type { World } from './world.js';

type Group = { id: string; number: string; orders: { consignments: { id: string; lines: { id: string; quantity: number }[] }[] }[] };
const DAY = 86_400_000;

/** The button: goods are reserved, the card is charged, orders are placed, invoices written, mails sent. */
const checkout: Scenario = {
  name: 'checkout', asker: 'may_leave',
  prepare: async (world) => {
    const { session, cart } = await cartOf(world);
    const confirmation_token = await tokenFor(session, CARDS.pays, 'Lena Vogt');
    const body = { payment: { confirmation_token }, terms_accepted: true, expected_total: cart.summary.total };
    const idempotencyKey = randomUUID();
    return { go: () => session('POST', '/v1/store/carts/current/complete', { idempotencyKey, body }), end: () => endOfCheckout(world, cart) };
  },
};

/** The shopper has answered the bank and closed the window: the capture comes by webhook alone. */
const capture: Scenario = {
  name: 'capture', asker: 'nobody',
  prepare: async (world) => {
    const { session, cart } = await cartOf(world);
    await complete(session, cart, { number: CARDS.asksTheBank, name: 'Lena Vogt' });
    const intent = await one<{ intent_ref: string }>(world, 'select a.intent_ref from payments.attempts a join checkout.completions c on c.tenant_id = a.tenant_id and c.attempt_id = a.id where a.tenant_id = :tenantId and c.cart_id = :id', cartId(cart));
    return { go: async () => world.lane.sandbox.stripe.authenticate(intent!.intent_ref, 'complete'), end: () => endOfCheckout(world, cart) };
  },
};

/** The staff give one line of each seller back, before the sellers were paid. */
const refund: Scenario = { name: 'refund', asker: 'may_leave', prepare: async (world) => refundOf(world, await soldGroup(world)) };

/** The day of the return window passes: what was held goes to the sellers' accounts. */
const transfer: Scenario = {
  name: 'transfer', asker: 'nobody',
  prepare: async (world) => {
    const group = await delivered(world, await undelivered(world));
    return { go: () => world.lane.pass(DAY + 1_000), end: () => endOfTransfers(world, group) };
  },
};

/** The same refund when the sellers have their money already: their share is asked back from their accounts. */
const reversal: Scenario = {
  name: 'refund after transfer', asker: 'may_leave',
  prepare: async (world) => refundOf(world, await paidOutGroup(world)),
};

const PIECES_SOLD = 10;

/** One sale serves for many refunds of a piece each: what comes of one does not hang on the others. The last piece is never given back. */
function serving(make: (world: World) => Promise<Group>): (world: World) => Promise<Group> {
  const open = new WeakMap<World, { readonly group: Group; readonly left: number }>();
  return async (world) => {
    const known = open.get(world);
    const { group, left } = known && known.left > 0 ? known : { group: await make(world), left: PIECES_SOLD - 1 };
    open.set(world, { group, left: left - 1 });
    return group;
  };
}

const soldGroup = serving((world) => sale(world, PIECES_SOLD));
const paidOutGroup = serving(async (world) => {
  if (!funded.has(world)) await sale(world, PIECES_SOLD); // Stripe waits with a refund for which the marketplace's balance is too small
  funded.add(world);
  const group = await delivered(world, await sale(world, PIECES_SOLD));
  await world.lane.pass(DAY + 1_000);
  await untilDone(world, () => endOfTransfers(world, group));
  return group;
});
/** Where a sale's money lies that is not paid out. */
const funded = new WeakSet<World>();

export const scenarios: readonly Scenario[] = [checkout, capture, refund, transfer, reversal, importStory];

async function cartOf(world: World, pieces = 1): Promise<{ session: Client; cart: Cart }> {
  const { shop, basket } = world.shopper(pieces);
  return fillCart(shop, basket);
}

/** Sales that wait for their parcels, made several at a time: a process writes its first invoice in a second, and the next ones in no time. */
async function undelivered(world: World): Promise<Group> {
  const [next, ...others] = ahead.get(world) ?? [];
  const [group, ...left] = next ? [next, ...others] : await sales(world, SOLD_AHEAD, 1);
  ahead.set(world, left);
  return group!;
}
const SOLD_AHEAD = 8;
const ahead = new WeakMap<World, readonly Group[]>();

/** A sale with everything that comes of it. */
const sale = async (world: World, pieces: number): Promise<Group> => (await sales(world, 1, pieces))[0]!;

async function sales(world: World, count: number, pieces: number): Promise<Group[]> {
  const carts = await Promise.all(Array.from({ length: count }, () => cartOf(world, pieces)));
  await Promise.all(carts.map(({ session, cart }) => complete(session, cart, { number: CARDS.pays, name: 'Lena Vogt' })));
  await untilDone(world, async () => ((await Promise.all(carts.map(({ cart }) => endOfCheckout(world, cart)))).every((end) => end === 'done') ? 'done' : null));
  return Promise.all(carts.map(({ cart }) => groupOf(world, cart)));
}

async function groupOf(world: World, cart: Cart): Promise<Group> {
  const { number } = (await one<{ number: string }>(world, 'select g.number from orders.order_groups g join checkout.completions c on c.tenant_id = g.tenant_id and c.order_group_id = g.id where g.tenant_id = :tenantId and c.cart_id = :id', cartId(cart)))!;
  const owner = await world.owner();
  const { data } = await owner<{ data: { id: string; number: string }[] }>('GET', '/v1/admin/orders?limit=100');
  return owner<Group>('GET', `/v1/admin/orders/${data.find((row) => row.number === number)!.id}`);
}

/** Each seller ships, and the parcels arrive. */
async function delivered(world: World, group: Group): Promise<Group> {
  const vendors = await world.vendors();
  for (const { id } of group.orders.flatMap((order) => order.consignments)) {
    const session = await ownerOf(vendors, id);
    await session('PUT', `/v1/vendor/consignments/${id}/delivery`);
  }
  await world.lane.quiet();
  return group;
}

/** Ships as the one seller whose parcel it is: for all others it does not exist. */
async function ownerOf(vendors: readonly Client[], consignmentId: string): Promise<Client> {
  for (const session of vendors) {
    const isOwn = await session('PUT', `/v1/vendor/consignments/${consignmentId}/shipment`, { body: { carrier: 'DHL', tracking_number: '00340434161094042557' } }).then(() => true, (error: unknown) => {
      if (error instanceof Refusal && error.problem.status === 404) return false;
      throw error;
    });
    if (isOwn) return session;
  }
  throw new Error(`Nobody ships ${consignmentId}.`);
}

async function refundOf(world: World, group: Group): Promise<Act> {
  const wish = { lines: group.orders.map((order) => ({ line_id: order.consignments[0]!.lines[0]!.id, quantity: 1, restock: true })) };
  const { shopper_gets } = await (await world.owner())<{ shopper_gets: unknown }>('POST', `/v1/admin/orders/${group.id}/refunds/preview`, { body: wish });
  const refundsOf = () => many<{ state: string }>(world, 'select r.state from payments.refunds r join orders.order_groups g on g.tenant_id = r.tenant_id and g.id = r.order_group_id where g.tenant_id = :tenantId and g.number = :id order by r.id', group.number);
  const { length: earlier } = await refundsOf();
  const idempotencyKey = randomUUID();
  return {
    go: async () => (await world.owner())('POST', `/v1/admin/orders/${group.id}/refunds`, { idempotencyKey, body: { ...wish, reason: 'returned', expected_amount: shopper_gets } }),
    end: async () => {
      const rows = (await refundsOf()).slice(earlier);
      if (rows.length === 0) return 'undone';
      if (rows.some(({ state }) => state !== 'succeeded')) return null;
      const [open] = await many(world, `select 1 from payouts.reversals where tenant_id = :tenantId and state in ('waiting', 'sending') limit 1`, group.number);
      return open ? null : 'done';
    },
  };
}

/** A cart that nobody pays for is free again: no attempt, or one that was cancelled with nothing reserved. */
async function endOfCheckout(world: World, cart: Cart): Promise<End | null> {
  const rows = await many<{ state: string; attempt: string; fee: bigint | null }>(world, 'select c.state, a.state as attempt, a.fee_minor as fee from checkout.completions c join payments.attempts a on a.tenant_id = c.tenant_id and a.id = c.attempt_id where c.tenant_id = :tenantId and c.cart_id = :id', cartId(cart));
  if (rows.length === 0) return 'undone';
  const [{ state, attempt, fee }] = rows as [{ state: string; attempt: string; fee: bigint | null }];
  if (state === 'placed') return attempt === 'captured' && fee !== null ? 'done' : null;
  return state === 'abandoned' && attempt === 'canceled' ? 'undone' : null;
}

async function endOfTransfers(world: World, group: Group): Promise<End | null> {
  const rows = await many<{ state: string }>(world, 'select t.state from payouts.transfers t join orders.order_groups g on g.tenant_id = t.tenant_id and g.id = t.order_group_id where g.tenant_id = :tenantId and g.number = :id', group.number);
  return rows.length === group.orders.length && rows.every(({ state }) => state === 'sent') ? 'done' : null;
}

/** Lets the world go on until it is so, in the time that a run without accidents takes. */
export async function untilDone(world: World, end: () => Promise<End | null>): Promise<void> {
  let last: { end: End | null; openTasks: number; openInbox: number } | null = null;
  for (let look = 0; look < 20; look += 1) {
    await world.lane.quiet();
    last = { end: await end(), ...(await world.lane.progress(world.ctx())) };
    if (last.end === 'done' && last.openTasks + last.openInbox === 0) return;
    await world.lane.pass(5_000);
  }
  throw new Error(`A preparation did not come to its end: ${JSON.stringify(last)}.`);
}

const cartWireId = wireId<CartId, 'crt'>('crt');
const cartId = (cart: Cart): string => cartWireId.parse(cart.id);
const many = <T extends object>(world: World, sql: string, id: string): Promise<T[]> => world.read<T>(sql, id);
const one = async <T extends object>(world: World, sql: string, id: string): Promise<T | undefined> => (await many<T>(world, sql, id))[0];
