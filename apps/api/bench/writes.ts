import type { FleetWorld } from '@stoa/tools/fleet/fleet-world';
import { prepareShoppers, pressAll } from '@stoa/tools/flash/rush';
import { cpuEach, type CpuTimes, cpuTimes } from './cpu.js';
import { beside, loop, type Rate } from './load.js';
import { openShopper } from './shopper.js';
import { openCounted } from './statements.js';
import { atLeast, type Line, statements as counts } from './table.js';

const SHOPPERS = 200, PIECES = 50;

/** Goods into a cart, and the whole way from an empty cart to an order; or one of them, for whoever works on it. */
const WRITES = { carts: measureCartLine, checkout: measureCheckout, card: measureCardCheckout } as const;

export async function measureWrites(world: FleetWorld, seconds: number, wanted: (part: string) => boolean): Promise<Line[]> {
  const measured: Line[] = [];
  if (wanted('writes') || wanted('checkout')) await offerBankTransfer(world);
  for (const [part, measure] of Object.entries(WRITES)) if (wanted('writes') || wanted(part)) measured.push(...(await measure(world, seconds)));
  return measured;
}

/** Ways of paying are the owner's to choose. */
const offerBankTransfer = (world: FleetWorld): Promise<unknown> =>
  world.desks[0]!('PUT', '/v1/admin/payment-methods', { body: { card: true, sepa_debit: false, bank_transfer: true, transfer_terms: { account_holder: 'Oma GmbH', account_number: 'DE89 3704 0044 0532 0130 00', bank_code: null, bank_name: null, days: 7 } } });

async function measureCartLine(world: FleetWorld, seconds: number): Promise<Line[]> {
  const [shopper, counted] = [await openShopper(world, world.apiUrls[0]!, 'manual'), await openCounted(process.env)];
  const watched = await openShopper(world, counted.url, 'manual');
  const lineCart = await watched.emptyCart();
  const sent = await counted.count(() => watched.addLine(lineCart));
  const carts = await shopper.emptyCarts(400 * seconds);
  const [line, cpu] = await withCpu(world, () => loop(seconds, () => shopper.addLine(carts.pop() ?? lineCart)));
  await Promise.all([shopper.close(), watched.close()]);
  await counted.close();
  return [atLeast('cart line on a new cart', 1_000, line.perSecond, beside(line, sent, cpu)), counts('cart line on a new cart', 4, sent.length)];
}

async function measureCheckout(world: FleetWorld, seconds: number): Promise<Line[]> {
  const [shopper, counted] = [await openShopper(world, world.apiUrls[0]!, 'manual'), await openCounted(process.env)];
  const watched = await openShopper(world, counted.url, 'manual');
  for (let time = 0; time < 2; time += 1) await watched.buy(); // from here on the process knows the market, and which packs the marketplace keeps
  const sent = await fewest(() => counted.count(() => watched.buy()));
  const [sale, cpu] = await withCpu(world, () => loop(seconds, () => shopper.buy()));
  await Promise.all([shopper.close(), watched.close()]);
  await counted.close();
  return [
    atLeast('checkout in three requests, worker running', 200, sale.perSecond, beside(sale, sent, `${cpu}; by bank transfer`)),
    counts('all three requests', 25, sent.length, 'cart, filling it, completion'),
  ];
}

async function measureCardCheckout(world: FleetWorld, seconds: number): Promise<Line[]> {
  const [shopper, counted] = [await openShopper(world, world.apiUrls[0]!, 'stripe'), await openCounted(process.env)];
  const watched = await openShopper(world, counted.url, 'stripe');
  await watched.buy();
  const sent = await fewest(async () => {
    const filled = await watched.fill();
    return counted.count(() => watched.press(filled));
  });
  const prepared = await shopper.preparedMany(60 * seconds);
  const [sale, cpu] = await withCpu(world, () => loop(seconds, async () => shopper.buy(prepared.pop())));
  await Promise.all([shopper.close(), watched.close()]);
  await counted.close();
  return [
    { ...atLeast('the same, paid at the stand-in for Stripe', 0, sale.perSecond, beside(sale, sent, `${cpu}; without budget`)), budget: '', isMet: null },
    counts('its third request, the completion', 25, sent.length, 'two transactions around the call of the payment company'),
  ];
}

/** What was sent in the best of three times: what is believed for a second may run out under way, on a machine that has other things to do. */
async function fewest(counting: () => Promise<readonly string[]>): Promise<readonly string[]> {
  const times = [await counting(), await counting(), await counting()];
  return times.reduce((least, one) => (one.length < least.length ? one : least));
}

/** A rate, and what each single thing cost of a core. */
export async function withCpu(world: FleetWorld, work: () => Promise<Rate>): Promise<[Rate, string]> {
  const before = await timesNow(world);
  const rate = await work();
  return [rate, cpuEach(before, await timesNow(world), rate.count)];
}

const timesNow = (world: FleetWorld): Promise<CpuTimes> => world.db.transactionAsControl(async (tx) => {
  const { rows } = await tx.raw<{ rows: { pid: number }[] }>('select pg_backend_pid() as pid');
  return cpuTimes(rows[0]!.pid);
});

/** Everybody presses at once for goods of which there are too few. */
export async function measureFlash(world: FleetWorld): Promise<Line> {
  const variant = [...world.variants.values()][1]!;
  const [first, ...others] = world.potter.warehouseIds;
  await world.potter.session('PUT', '/v1/vendor/stock', { body: { levels: [{ variant_id: variant.id, warehouse_id: first, on_hand: PIECES }, ...others.map((id) => ({ variant_id: variant.id, warehouse_id: id, on_hand: 0 }))] } });
  const shoppers = await prepareShoppers(world, variant.id, SHOPPERS);
  const before = await timesNow(world);
  const began = performance.now();
  const pressed = await pressAll(world, shoppers, world.apiUrls);
  const tookSeconds = (performance.now() - began) / 1_000;
  const cpu = cpuEach(before, await timesNow(world), SHOPPERS);
  const [sold, refused] = [pressed.filter(({ status }) => status === 200).length, pressed.filter(({ status, body }) => status === 409 && body.code === 'checkout.out_of_stock').length];
  return { work: 'flash sale: 200 shoppers, 50 pieces', budget: '50 sold in 2 s', measured: `${sold} sold, ${refused} refused in ${tookSeconds.toFixed(1)} s`, isMet: sold === PIECES && refused === SHOPPERS - PIECES && tookSeconds <= 2, isCount: false, beside: `${pressed.length - sold - refused} answered otherwise${cpu}` };
}
