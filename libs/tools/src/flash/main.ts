import { allChecks } from '@stoa/workspace';
import { endTelling, openTeller, type Teller } from '../demo/teller.js';
import { type FleetWorld, openFleetWorld } from '../fleet/fleet-world.js';
import { checkAll } from '../money-check/check-all.js';
import { openClient, waitUntil } from '../seed/product/client.js';
import { countUnrelayed } from '../fleet/backlog.query.js';
import { type Pressed, prepareShoppers, pressAll } from './rush.js';

const SHOPPERS = 200, IN_STOCK = 50, IN_FIRST_WAREHOUSE = 30;

type Intent = { id: string; object: { status: string; amount_received: number } };
type Charge = { id: string; object: { captured: boolean; amount_captured: number; paid: boolean } };
type State = { payment_intents: Intent[]; charges: Charge[] };
type Level = { variant_id: string; on_hand: number; available: number; reserved: number };

/** What stands in the stand-in's books: what was really taken from cards. */
const stateOf = (world: FleetWorld): Promise<State> => openClient(world.places.sandbox)<State>('GET', '/_sim/state');
const capturedIn = ({ charges }: State): { count: number; sum: number } => {
  const captured = charges.filter(({ object }) => object.captured && object.paid);
  return { count: captured.length, sum: captured.reduce((sum, { object }) => sum + object.amount_captured, 0) };
};

/** 200 shoppers press at once for a thing of which there are 50. */
async function rush(tell: Teller, world: FleetWorld, sku: string, apiUrls: readonly string[]): Promise<void> {
  const variant = world.variants.get(sku)!;
  const [first, second] = world.potter.warehouseIds;
  const levels = [{ variant_id: variant.id, warehouse_id: first, on_hand: IN_FIRST_WAREHOUSE }, { variant_id: variant.id, warehouse_id: second, on_hand: IN_STOCK - IN_FIRST_WAREHOUSE }];
  await world.potter.session('PUT', '/v1/vendor/stock', { body: { levels } });
  const [before, ordersBefore] = [await stateOf(world), await countOrders(world)];
  const shoppers = await prepareShoppers(world, variant.id, SHOPPERS);
  tell.saw(`${SHOPPERS} carts are full, ${IN_STOCK} pieces are in two warehouses`);
  const pressed = await pressAll(world, shoppers, apiUrls);
  const times = pressed.map(({ ms }) => ms).sort((a, b) => a - b);
  tell.saw(`answered after ${times[0]} to ${times.at(-1)} ms, half of them within ${times[SHOPPERS / 2]} ms; ${pressed.filter(({ waits }) => waits > 0).length} were asked to press again`);

  const sold = judgeAnswers(tell, pressed, variant.id);
  const total = shoppers.filter((_, index) => pressed[index]!.status === 200).reduce((sum, { cart }) => sum + cart.summary.total.amount, 0);
  await judgeStock(tell, world, variant);
  await judgeMoney(tell, world, { before, sold, total });
  const orders = (await countOrders(world)) - ordersBefore;
  tell.check(`the marketplace's staff see ${orders} orders more`, orders === IN_STOCK, orders);
}

function judgeAnswers(tell: Teller, pressed: readonly Pressed[], variantId: string): number {
  const placed = pressed.filter(({ status, body }) => status === 200 && body.outcome === 'placed');
  const refused = pressed.filter(({ status, body }) => status === 409 && body.code === 'checkout.out_of_stock');
  const others = pressed.filter((one) => !placed.includes(one) && !refused.includes(one));
  tell.check('nobody was answered anything but an order or a plain refusal', others.length === 0, others.slice(0, 3));
  tell.check(`exactly ${IN_STOCK} orders, each its own`, placed.length === IN_STOCK && new Set(placed.map(({ body }) => body.order_group?.id)).size === IN_STOCK, placed.length);
  tell.check(`${SHOPPERS - IN_STOCK} refusals: 409 checkout.out_of_stock`, refused.length === SHOPPERS - IN_STOCK, refused.length);
  const saysWhat = refused.every(({ body }) => body.details?.lines?.length === 1 && body.details.lines[0]!.variant_id === variantId && body.details.lines[0]!.available === 0 && body.title?.includes('Nothing was charged'));
  tell.check(`each says what is gone and that nothing was charged: “${refused[0]?.body.title}”`, saysWhat, refused[0]);
  return placed.length;
}

async function judgeStock(tell: Teller, { potter }: FleetWorld, variant: { id: string; listingId: string }): Promise<void> {
  const { data } = await potter.session<{ data: Level[] }>('GET', `/v1/vendor/stock?listing_id=${variant.listingId}`);
  const levels = data.filter((level) => level.variant_id === variant.id);
  const sums = { on_hand: 0, available: 0, reserved: 0 };
  for (const level of levels) for (const name of ['on_hand', 'available', 'reserved'] as const) sums[name] += level[name];
  tell.check('stock 0 in both warehouses, nothing promised and left hanging', levels.length === 2 && Object.values(sums).every((sum) => sum === 0), levels);
}

type Money = { before: State; sold: number; total: number };

async function judgeMoney(tell: Teller, world: FleetWorld, { before, sold, total }: Money): Promise<void> {
  const after = await stateOf(world);
  const [had, has] = [capturedIn(before), capturedIn(after)];
  tell.check(`the stand-in shows ${IN_STOCK} captures of together ${(total / 100).toFixed(2)}`, has.count - had.count === IN_STOCK && sold === IN_STOCK && has.sum - had.sum === total, { count: has.count - had.count, sum: has.sum - had.sum, total });
  const hanging = after.payment_intents.filter(({ object }) => !['succeeded', 'canceled'].includes(object.status));
  tell.check('and no payment that hangs between', hanging.length === 0, hanging.slice(0, 3).map(({ object }) => object.status));
  await waitUntil('the relay to move every event', () => countUnrelayed(world.db), (count) => count === 0, 60_000);
  const lines = await checkAll(world.db, allChecks, { now: new Date(), log: world.log });
  const broken = lines.filter((line) => line.breaks > 0);
  tell.check(`the ledger balances, and all ${lines.length} invariants of money, stock and documents hold`, broken.length === 0, broken);
}


async function countOrders({ tenant }: FleetWorld): Promise<number> {
  let [count, after] = [0, ''];
  for (;;) {
    const page = await tenant.owner<{ data: unknown[]; next: string | null }>('GET', `/v1/admin/orders?limit=100${after && `&after=${after}`}`);
    count += page.data.length;
    if (page.next === null) return count;
    after = page.next;
  }
}

const tell = openTeller((line) => console.log(line));
await endTelling(tell, async () => {
  const world = await tell.step('A marketplace on an empty database, with two processes of the API', () => openFleetWorld(process.env, 'flash'));
  const [one, ...others] = world.apiUrls;
  if (!one || others.length === 0) throw new Error('This needs two processes.');
  const [mug, vase] = [world.potter.seed.listings[0]!.variants[0]!.sku, world.potter.seed.listings[1]!.variants[0]!.sku];
  await tell.step(`${SHOPPERS} shoppers for ${IN_STOCK} pieces of ${mug}, all at one process`, () => rush(tell, world, mug, [one]));
  await tell.step(`${SHOPPERS} shoppers for ${IN_STOCK} pieces of ${vase}, at ${world.apiUrls.length} processes in turn`, () => rush(tell, world, vase, world.apiUrls));
  await world.db.close();
});
