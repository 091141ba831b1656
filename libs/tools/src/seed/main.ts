import { writeFile } from 'node:fs/promises';
import { readPlaces } from './config.js';
import { makeFirstOperator, OPERATOR } from './first-operator.js';
import { applyToSell, onboardVendor, type OpenVendor } from './onboard-vendor.js';
import { beginLastMonth } from './business-time.js';
import { liveLastMonth } from './live-last-month.js';
import { type OpenTenant, onboardTenant, setUpMarketplace } from './onboard-tenant.js';
import { dressShop } from './dress-shop.js';
import { placeOrders, type Shelf } from './place-orders.js';
import { draftListings, openShelves } from './plant-listings.js';
import { type Client, openClient } from './product/client.js';
import { openMailbox, type Mailbox } from './product/mailbox.js';
import { signIn } from './product/people.js';
import { oma } from './world/oma.js';
import { solano } from './world/solano.js';
import type { TenantSeed } from './world/types.js';
import { worldFile } from './world-file.js';

/** Seeds the small world by using the product as its people do: over HTTP, with the links that come by mail. */
async function main(): Promise<void> {
  const places = readPlaces(process.env);
  await makeFirstOperator();
  const time = await beginLastMonth();
  const api = openClient(places.api);
  const operator = await signIn(api, OPERATOR.email);
  const mailbox = openMailbox(places.sandbox);
  const open = await Promise.all([oma, solano].map((seed) => openMarketplace({ api, operator, mailbox }, seed)));
  for (const { tenant, shelf, seed } of open) {
    if (!seed.lastMonth) continue;
    await liveLastMonth(time, tenant, shelf, seed.lastMonth);
    say(seed, 'has a month behind it');
  }
  await time.catchUp();
  await Promise.all(open.map(async ({ tenant, shelf, seed }) => {
    await placeOrders(tenant, shelf, seed.orders);
    say(seed, `has had ${seed.orders.length} shoppers`);
  }));
  await writeFile(places.worldFile, `${JSON.stringify(worldFile(OPERATOR, [oma, solano]), null, 2)}\n`);
}

type Hands = { api: Client; operator: Client; mailbox: Mailbox };
type Open = { seed: TenantSeed; tenant: OpenTenant; shelf: Shelf };

async function openMarketplace({ api, operator, mailbox }: Hands, seed: TenantSeed): Promise<Open> {
  const tenant = await onboardTenant(api, operator, mailbox, seed);
  say(seed, 'is set up');
  await setUpMarketplace(api, mailbox, tenant, seed);
  const vendors = await Promise.all(seed.vendors.map(async (vendor): Promise<OpenVendor[]> => {
    if (vendor.state === 'active') return [await onboardVendor(api, mailbox, tenant, seed, vendor)];
    await applyToSell(tenant, vendor, seed.locale);
    return [];
  }));
  say(seed, `has ${vendors.flat().length} vendors`);
  await dressShop(tenant, vendors.flat(), seed.home);
  const currencies = [...new Set(seed.markets.map((market) => market.currency))];
  const planted = await Promise.all(vendors.flat().map((vendor) => draftListings(vendor, currencies)));
  const variants = await openShelves(tenant, planted);
  say(seed, `sells ${variants.size} variants`);
  return { seed, tenant, shelf: { variants, vendors: vendors.flat() } };
}

const began = Date.now();
const say = (seed: TenantSeed, what: string): void => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${seed.name} ${what}`);

await main();
process.exit(0); // kept-alive connections would hold the process for a few seconds more
