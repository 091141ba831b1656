import { readFile } from 'node:fs/promises';
import { readPlaces } from '../seed/config.js';
import { openClient } from '../seed/product/client.js';
import { openMailbox } from '../seed/product/mailbox.js';
import { signIn } from '../seed/product/people.js';
import type { WorldFile } from '../seed/world-file.js';
import { followTheMoney, readTheMail, readTheTrail, ship } from './after-the-sale.js';
import { payTheVendors, refundAfterPayout, refundWhileHeld } from './after-the-hold.js';
import { fillTheCart, pay, search } from './buy.js';
import { fillShelves, type Hands, letVendorsIn, openMarketplace } from './open-marketplace.js';
import { endTelling, openTeller, type Teller } from './teller.js';
import { visitTheTwo } from './two-marketplaces.js';

/** The whole story of a sale to its end, money on the vendors’ accounts, against the running product, in a marketplace of its own each time, as its people do it: over HTTP, with the links that come by mail. */
async function tellTheStory(tell: Teller): Promise<void> {
  const hands = await prepare(tell);
  const tenant = await tell.step('An operator opens a marketplace', () => openMarketplace(hands));
  const vendors = await tell.step('The marketplace sets its commission and lets three vendors in', () => letVendorsIn(hands, tenant));
  const market = await tell.step('Vendors fill their shelves; the rules and the staff decide', () => fillShelves(hands, tenant, vendors));
  await tell.step('A shopper who misspells finds', () => search(hands, market));
  const cart = await tell.step('Goods of three vendors in one cart', () => fillTheCart(hands, market));
  const sale = await tell.step('One payment, by Stripe', () => pay(hands, market, cart));
  await tell.step('Where the money went', () => followTheMoney(hands, market, sale));
  await tell.step('Invoices, and one mail', () => readTheMail(hands, market, sale));
  await tell.step('A vendor ships, and sees what is held until when', () => ship(hands, market, sale));
  await tell.step('A scarf comes back: who pays what, while the money is still held', () => refundWhileHeld(hands, market, sale));
  await tell.step('Two weeks later: the money is on the vendors’ accounts', () => payTheVendors(hands, market, sale));
  await tell.step('A spoon comes back after its maker was paid', () => refundAfterPayout(hands, market, sale));
  await tell.step('Who did what', () => readTheTrail(hands, market));
  await tell.step('Beside it: the two marketplaces of the small world', () => visitTheTwo(hands));
}

async function prepare(tell: Teller): Promise<Hands> {
  const places = readPlaces(process.env);
  const api = openClient(places.api);
  const world = JSON.parse(await readFile(places.worldFile, 'utf8')) as WorldFile;
  const login = world.logins.find((one) => one.role === 'operator');
  if (!login) throw new Error(`${places.worldFile} names no operator: run \`npm run db:reset\` and \`npm start\`.`);
  return { tell, api, operator: await signIn(api, login.email), mailbox: openMailbox(places.sandbox), places };
}

const tell = openTeller((line) => console.log(line));
await endTelling(tell, () => tellTheStory(tell));
