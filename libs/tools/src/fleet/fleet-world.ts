import { openDatabase, type Database } from '@stoa/platform/database';
import { createLog } from '@stoa/platform/log';
import { type Places, readLogins, readPlaces } from '../seed/config.js';
import { makeFirstOperator, OPERATOR } from '../seed/first-operator.js';
import { onboardTenant, type OpenTenant, setUpMarketplace } from '../seed/onboard-tenant.js';
import { onboardVendor, type OpenVendor } from '../seed/onboard-vendor.js';
import { plantListings, type PlantedVariant } from '../seed/plant-listings.js';
import { type Client, openClient } from '../seed/product/client.js';
import { openMailbox } from '../seed/product/mailbox.js';
import { signIn } from '../seed/product/people.js';
import { smallMarketplace } from '../seed/world/small-marketplace.js';

/** A marketplace with one vendor on a fleet of processes, and the hands to look at it from outside and from below. */
export type FleetWorld = {
  /** The addresses of the API's processes. */
  readonly apiUrls: readonly string[]; readonly places: Places; readonly operator: Client; readonly tenant: OpenTenant;
  /** The shop and the owner's desk, at each process. */
  readonly shops: readonly Client[]; readonly desks: readonly Client[]; readonly potter: OpenVendor; readonly variants: ReadonlyMap<string, PlantedVariant>;
  /** The database itself, as the processes' own logins see it. */
  readonly db: Database;
  readonly log: ReturnType<typeof createLog>;
};

/** Opens a marketplace over HTTP, as the seed does, on the empty database of a fleet. */
export async function openFleetWorld(env: Record<string, string | undefined>, slug: string): Promise<FleetWorld> {
  const apiUrls = (env['API_URLS'] ?? '').split(',').filter(Boolean);
  if (apiUrls.length === 0) throw new Error('API_URLS names no process: start this by its npm script.');
  const places = readPlaces(env);
  await makeFirstOperator();
  const api = openClient(places.api);
  const operator = await signIn(api, OPERATOR.email);
  const mailbox = openMailbox(places.sandbox);
  const market = smallMarketplace(slug);
  const seed = { ...market, staff: market.staff.slice(0, 1), vendors: market.vendors.slice(0, 1) };
  const opened = await onboardTenant(api, operator, mailbox, seed);
  const tenant = { ...opened, shop: opened.shop.as({ market: 'de', locale: 'de' }) };
  await setUpMarketplace(api, mailbox, tenant, seed);
  const desks = await Promise.all(apiUrls.map((url) => signIn(openClient(url), seed.staff[0]!.email)));
  const shops = apiUrls.map((url) => openClient(url, { key: tenant.key, market: 'de', locale: 'de' }));
  const potter = await onboardVendor(api, mailbox, tenant, seed, seed.vendors[0]!);
  const variants = await plantListings(tenant, potter, ['EUR']);
  return { apiUrls, places, operator, tenant, shops, desks, potter, variants, db: openDatabase({ ...readLogins(env), poolSize: 4 }), log: createLog({ name: slug, level: 'error' }) };
}
