import { setTimeout as sleep } from 'node:timers/promises';
import { readPlaces } from '../seed/config.js';
import { openTeller, type Teller } from '../demo/teller.js';
import { compareBooks } from './books.js';
import { readSecretKey } from './config.js';
import { FAULTS, openProxies, PARTS, type Fault, type Part, type Proxies } from './proxies.js';
import { type Answer, ask, type Bought, findGoods, openShop, press, pressUntilPlaced, quantityIn, readCart, readyCart, type Ready, setQuantity, type Shop } from './shopping.js';

type Scene = { readonly tell: Teller; readonly shop: Shop; readonly proxies: Proxies; readonly goods: readonly string[]; readonly bought: Bought[] };
type Seen = { readonly reads: Readonly<Record<string, Answer[]>>; readonly pressed: Answer; readonly written: Answer };

/** What shoppers look at; each round asks for another one, which no cache knows. */
const READS: Readonly<Record<string, (round: number) => string>> = {
  listings: (round) => `/v1/store/search?limit=${12 + round}`, search: (round) => `/v1/store/search?q=${['becher', 'vase', 'schal'][round]}`, suggest: (round) => `/v1/store/suggest?q=${['be', 'va', 'sc'][round]}`, menu: () => '/v1/store/categories',
};
const ROUNDS = 3;
const HEALED_MS = 60_000;

/** How long a shopper waits at most, by what is away (docs/decisions/0017): for a read, and for the button. */
const PATIENCE: Readonly<Record<Part, { read: number; button: number }>> = {
  postgres: { read: 16_000, button: 32_000 }, redis: { read: 6_000, button: 15_000 }, opensearch: { read: 6_000, button: 15_000 }, stripe: { read: 4_000, button: 32_000 },
};
/** A part that has just failed is left in peace for a while: the next fault would go unnoticed. */
const RESTED_MS: Readonly<Record<Part, number>> = { postgres: 0, redis: 5_000, opensearch: 11_000, stripe: 0 };
/** How long something must have taken, so that we know that the fault was there. */
const FELT_MS: Readonly<Record<Part, number>> = { postgres: 300, redis: 900, opensearch: 1_500, stripe: 1_500 };

/** With the database away there may be no answer; with anything else away, shoppers still read all there is. */
const mayRefuse = (part: Part, fault: Fault): boolean => part === 'postgres' && fault !== 'slow';

/** Faults of the network to each part, one at a time, while people shop. Then all is healed, and nothing they did is lost or doubled. */
async function main(controlUrl: string | undefined): Promise<number> {
  if (!controlUrl) throw new Error('npm run network -- http://127.0.0.1:PORT: the control API of a Toxiproxy with the proxies postgres, redis, opensearch and stripe, by which Stoa runs');
  const places = readPlaces(process.env);
  const tell = openTeller((line) => console.log(line));
  const proxies = openProxies(controlUrl);
  await proxies.heal();
  const shop = await openShop(places.api);
  const scene: Scene = { tell, shop, proxies, goods: await findGoods(shop), bought: [] };
  const begun = Math.floor(Date.now() / 1_000);
  let broken = 0;
  for (const [index, part] of PARTS.entries()) {
    for (const [turn, fault] of FAULTS.entries()) {
      await tell.step(`${part}: ${fault}`, () => play(scene, part, fault, (index * FAULTS.length + turn) * 2)).catch(() => (broken += 1));
      await proxies.heal();
    }
  }
  await tell.step('The books of both sides', () => compareBooks(tell, { sandboxUrl: places.sandbox, secretKey: readSecretKey(process.env), since: begun, shop, bought: scene.bought })).catch(() => (broken += 1));
  const { passed, failed } = tell.counts();
  console.log(`\n${passed} passed, ${Math.max(failed, broken)} failed`);
  return failed + broken > 0 ? 1 : 0;
}

/** One fault: people read, one presses the button, one changes a cart; then the network heals, and what they did is what there is. */
async function play(scene: Scene, part: Part, fault: Fault, number: number): Promise<void> {
  const { tell, shop, proxies } = scene;
  await untilWell(shop);
  await sleep(RESTED_MS[part]);
  const [buyer, changer] = [await readyCart(shop, scene.goods, number), await readyCart(shop, scene.goods, number + 1)];
  await proxies.begin(part, fault);
  const seen = await shopDuring(shop, buyer, changer);
  await proxies.heal();
  const healedMs = await untilWell(shop);
  const left = await settle(scene, buyer, changer);

  const slowest = Math.max(...[seen.pressed, seen.written, ...Object.values(seen.reads).flat()].map(({ ms }) => ms));
  tell.check(`the fault was felt: something took ${(slowest / 1_000).toFixed(1)} s`, fault === 'cut' || slowest >= FELT_MS[part]);
  tellReads(tell, part, fault, seen);
  tell.check(`the button is answered: ${said(seen.pressed)}`, [200, 202, 409, 503].includes(seen.pressed.status) && seen.pressed.ms <= PATIENCE[part].button, seen.pressed);
  if (part === 'opensearch' || part === 'redis') tell.check('and the order stands at once', seen.pressed.status === 200, seen.pressed);
  tell.check(`a cart is changed, or not: ${said(seen.written)}`, (seen.written.status === 200 || (mayRefuse(part, fault) && seen.written.status === 503)) && seen.written.ms <= PATIENCE[part].read, seen.written);
  tell.check(`all is well ${(healedMs / 1_000).toFixed(1)} s after the network is`, healedMs < HEALED_MS);
  tell.check('the same button, pressed again, ends in one order', 'group' in left.order, left.order);
  tell.check(`the other cart holds ${left.quantity}`, left.kept.status === 200 && (seen.written.status === 200 ? left.quantity === 2 : left.quantity === 1 || left.quantity === 2), { left, written: seen.written });
}

/** What is left of all that when everybody has come to an end: whatever is told about it afterwards, the order counts. */
async function settle({ shop, bought }: Scene, buyer: Ready, changer: Ready): Promise<{ order: Bought | { last: Answer }; kept: Answer; quantity: number }> {
  const order = await pressUntilPlaced(shop, buyer);
  if ('group' in order) bought.push(order);
  const kept = await readCart(shop, changer);
  return { order, kept, quantity: quantityIn(kept) };
}

/** Reads go on all the while; the button and the cart are each tried once. */
async function shopDuring(shop: Shop, buyer: Ready, changer: Ready): Promise<Seen> {
  const reads = Object.entries(READS).map(async ([name, pathOf], index): Promise<[string, Answer[]]> => {
    const answers: Answer[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      answers.push(await ask(shop, 'GET', pathOf(round)));
      await sleep(200 + index * 50);
    }
    return [name, answers];
  });
  const [pressed, written, ...answers] = await Promise.all([press(shop, buyer), setQuantity(shop, changer, 2), ...reads]);
  return { pressed, written, reads: Object.fromEntries(answers) };
}

function tellReads(tell: Teller, part: Part, fault: Fault, { reads }: Seen): void {
  for (const [name, answers] of Object.entries(reads)) {
    const good = answers.every(({ status, ms }) => (status === 200 || (mayRefuse(part, fault) && status === 503)) && ms <= PATIENCE[part].read);
    tell.check(`${name}: ${answers.map(said).join(', ')}`, good, answers);
  }
}

const said = ({ status, ms }: Answer): string => `${status || 'no answer'} in ${(ms / 1_000).toFixed(1)} s`;

/** Until the API is ready and a shopper's search is answered by a healthy product. */
async function untilWell(shop: Shop): Promise<number> {
  const begun = Date.now();
  for (let well = 0; well < 3 && Date.now() - begun < HEALED_MS;) {
    const answers = [await ask(shop, 'GET', '/readyz'), await ask(shop, 'POST', '/v1/store/carts', { body: {} })];
    well = answers.every(({ status }) => status === 200 || status === 201) ? well + 1 : 0;
    await sleep(100);
  }
  return Date.now() - begun;
}

process.exitCode = await main(process.argv[2]);
process.exit();
