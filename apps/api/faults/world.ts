import { createOperator } from '@stoa/identity';
import { createContext, createOperatorContext, systemActor, type Ctx, type TenantId } from '@stoa/platform/context';
import { silentLog } from '@stoa/platform/log';
import { wireId } from '@stoa/platform/typeid';
import { onboardTenant, setUpMarketplace } from '@stoa/tools/seed/onboard-tenant';
import { onboardVendor, type OpenVendor } from '@stoa/tools/seed/onboard-vendor';
import { plantListings, type PlantedVariant } from '@stoa/tools/seed/plant-listings';
import { type Client, openClient } from '@stoa/tools/seed/product/client';
import { openMailbox } from '@stoa/tools/seed/product/mailbox';
import { PASSWORD, signIn } from '@stoa/tools/seed/product/people';
import type { Basket } from '@stoa/tools/seed/product/shopper';
import { smallMarketplace } from '@stoa/tools/seed/world/small-marketplace';
import type { TenantSeed } from '@stoa/tools/seed/world/types';
import type { Lane } from './lane.js';

const OPERATOR = { email: 'mika@stoa.example', name: 'Mika Salo', password: PASSWORD };
const tenantWireId = wireId<TenantId, 'tnt'>('tnt');
const PIECES = 5_000;
/** Two sellers, of whom one ships from abroad: what each owes and who pays it differs. */
export const [SCARF, SPOON] = ['WH-SCH-KRA-1', 'AA-SPN-ELM-1'];
/** Access tokens live for a quarter of an hour of the wall clock. */
const SIGN_IN_AGAIN_MS = 10 * 60_000;

/** A marketplace of two vendors with goods for all the sales of a run, its people signed in whenever they are asked for. */
export type World = {
  readonly lane: Lane;
  readonly tenantId: TenantId;
  /** A shopper of their own for each sale, as attempts are counted by address and e-mail. */
  shopper(pieces: number): { readonly shop: Client; readonly basket: Basket };
  owner(): Promise<Client>;
  vendors(): Promise<readonly Client[]>;
  ctx(): Ctx;
  /** Rows of the tenant's tables: `:tenantId` and `:id` are filled in. */
  read<T extends object>(sql: string, id: string): Promise<T[]>;
};

export async function openWorld(lane: Lane): Promise<World> {
  await createOperatorContext(lane.env.db, { actor: systemActor, now: new Date(), log: silentLog, requestId: null }).inControlTx((tx) => createOperator(tx, OPERATOR));
  const [api, mailbox] = [openClient(lane.apiUrl), openMailbox(lane.sandbox.url)];
  const seed = withStock(smallMarketplace('oma', 'Oma'));
  const opened = await lane.ticking(async () => {
    const tenant = await onboardTenant(api, await signIn(api, OPERATOR.email), mailbox, seed);
    await setUpMarketplace(api, mailbox, tenant, { ...seed, staff: seed.staff.slice(0, 1) });
    const settings = await tenant.owner<{ version: number }>('GET', '/v1/admin/settings');
    await tenant.owner('PATCH', '/v1/admin/settings', { ifMatch: settings.version, body: { hold_days: 1 } });
    const vendors = await Promise.all(seed.vendors.map((vendor) => onboardVendor(api, mailbox, tenant, seed, vendor)));
    const planted = await Promise.all(vendors.map((vendor) => plantListings(tenant, vendor, ['EUR'])));
    return { tenant, vendors, variants: new Map(planted.flatMap((bySku) => [...bySku])) };
  });
  const tenantId = tenantWireId.parse(opened.tenant.id);
  const staff = seed.staff[0]!.email;
  const ctx = () => createContext(lane.env.db, { tenantId, actor: systemActor, now: lane.now(), log: silentLog, requestId: null });
  let shoppers = 0;
  return {
    lane, tenantId,
    shopper: (pieces) => {
      const number = (shoppers += 1);
      return { shop: opened.tenant.shop.as({ market: 'de', locale: 'de', address: `198.18.${number >> 8}.${number & 255}` }), basket: basketFor(opened.variants, number, pieces) };
    },
    owner: fresh(() => signIn(api, staff, seed.slug)),
    vendors: fresh(() => Promise.all(opened.vendors.map((vendor: OpenVendor) => signIn(api, vendor.seed.email, seed.slug)))),
    ctx,
    read: <T extends object>(sql: string, id: string) => ctx().inRead(async ({ tx }) => (await tx.raw<{ rows: T[] }>(sql, { tenantId, id })).rows),
  };
}

const basketFor = (variants: ReadonlyMap<string, PlantedVariant>, number: number, pieces: number): Basket => ({
  lines: [SCARF, SPOON].map((sku) => ({ variantId: variants.get(sku!)!.id, quantity: pieces })), email: `lena${number}@posteo.example`,
  address: { name: 'Lena Vogt', line1: 'Gartenweg 7', postcode: '50667', city: 'Köln', country: 'DE' },
});

function withStock(seed: TenantSeed): TenantSeed {
  const vendors = seed.vendors.filter((vendor) => vendor.listings.some((listing) => listing.variants.some(({ sku }) => sku === SCARF || sku === SPOON)));
  return { ...seed, vendors: vendors.map((vendor) => ({ ...vendor, listings: vendor.listings.map((listing) => ({ ...listing, variants: listing.variants.map((variant) => ({ ...variant, stock: [PIECES, 0] as const })) })) })) };
}

function fresh<T>(open: () => Promise<T>): () => Promise<T> {
  let [known, since] = [null as Promise<T> | null, 0];
  return () => {
    if (known === null || Date.now() - since > SIGN_IN_AGAIN_MS) [known, since] = [open(), Date.now()];
    return known;
  };
}
