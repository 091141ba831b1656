import { randomBytes } from 'node:crypto';
import { bodyOf, type OpenTenant, setUpMarketplace, type TenantView } from '../seed/onboard-tenant.js';
import { onboardVendor, type OpenVendor } from '../seed/onboard-vendor.js';
import { plantListings, type PlantedVariant } from '../seed/plant-listings.js';
import { type Client, refusal, waitUntil } from '../seed/product/client.js';
import type { Mailbox } from '../seed/product/mailbox.js';
import { acceptInvitation, signIn } from '../seed/product/people.js';
import { smallMarketplace } from '../seed/world/small-marketplace.js';
import type { TenantSeed } from '../seed/world/types.js';
import type { Places } from '../seed/config.js';
import { openPage } from './browser.js';
import type { Teller } from './teller.js';

export type Hands = { tell: Teller; api: Client; operator: Client; mailbox: Mailbox; places: Places };
export type Opened = OpenTenant & { seed: TenantSeed };
export type Selling = Opened & { vendors: readonly [potter: OpenVendor, weaver: OpenVendor, joiner: OpenVendor]; variants: ReadonlyMap<string, PlantedVariant> };

/** Step 1: an operator opens a marketplace under a name of its own, watches its parts, and its owner comes by the mail. */
export async function openMarketplace({ tell, api, operator, mailbox, places }: Hands): Promise<Opened> {
  const seed = smallMarketplace(`demo-${randomBytes(3).toString('hex')}`);
  const owner = seed.staff[0]!;
  const created = await operator<TenantView>('POST', '/v1/operator/tenants', { body: bodyOf(seed, owner) });
  tell.check(`${seed.slug} is being set up in ${created.parts.length} parts`, created.parts.length === 6, created.parts);
  const live = await watchParts(tell, operator, created.id);
  const session = await acceptInvitation(api, mailbox, owner);
  tell.check(`${owner.name} came in by the link in the mail to ${owner.email}`, (await session<{ marketplace: { status: string } }>('GET', '/v1/admin/me')).marketplace.status === 'live');
  tell.check('a host that nobody has answers 404', (await refusal(api('GET', '/v1/store/context?host=nobody-at-all.localhost'))).status === 404);
  const tenant = { id: live.id, slug: live.slug, key: live.publishable_key!, owner: session, shop: api.as({ key: live.publishable_key!, market: 'de', locale: 'de' }), seed };
  await suspendAndResume({ tell, api, operator, places }, tenant);
  tell.link('operator: the marketplace and its parts', `${places.admin}/operator/tenants/${live.id}`);
  tell.link('storefront', places.storefront(live.slug));
  return tenant;
}

/** Says each part when it is ticked. */
async function watchParts(tell: Teller, operator: Client, id: string): Promise<TenantView> {
  const seen = new Set<string>();
  return waitUntil('the marketplace to be set up', async () => {
    const tenant = await operator<TenantView>('GET', `/v1/operator/tenants/${id}`);
    for (const part of tenant.parts) {
      if (part.state === 'failed') throw new Error(`${part.part} could not be set up: ${part.detail}`);
      if (part.state === 'done' && !seen.has(part.part)) tell.saw(`ticked: ${part.part}, ${part.detail}`);
      if (part.state === 'done') seen.add(part.part);
    }
    return tenant;
  }, (tenant) => tenant.status === 'live');
}

async function suspendAndResume({ tell, api, operator, places }: Omit<Hands, 'mailbox'>, tenant: Opened): Promise<void> {
  await operator('PUT', `/v1/operator/tenants/${tenant.id}/suspension`, { body: { reason: 'The plan is not paid.' } });
  tell.check('suspended, it sells nothing', (await refusal(tenant.shop('POST', '/v1/store/carts', { body: {} }))).code === 'tenancy.marketplace_closed');
  const notice = await openPage(places.storefront(tenant.slug));
  tell.check('its storefront answers with a notice instead of goods', notice.html.includes(tenant.seed.name) && !notice.html.includes('/cart"'), notice.status);
  tell.check('its staff sign in as before', (await (await signIn(api, tenant.seed.staff[0]!.email, tenant.slug))<{ marketplace: { status: string } }>('GET', '/v1/admin/me')).marketplace.status === 'suspended');
  await operator('DELETE', `/v1/operator/tenants/${tenant.id}/suspension`);
}

/** Step 2: commission, and three vendors from their applications to their payout accounts. */
export async function letVendorsIn({ tell, api, mailbox, places }: Hands, tenant: Opened): Promise<Selling['vendors']> {
  const { seed } = tenant;
  await setUpMarketplace(api, mailbox, tenant, { ...seed, staff: seed.staff.slice(0, 1) });
  const plan = await tenant.owner<{ default_bp: number; rules: { category_path: string; bp: number }[] }>('GET', '/v1/admin/commission-plan');
  tell.check(`commission: ${plan.rules.map((rule) => `${rule.category_path} ${rule.bp / 100} %`).join(', ')}, everything else ${plan.default_bp / 100} %`, plan.rules.length === seed.commission.byCategory.length && plan.default_bp === seed.commission.defaultBp, plan);
  const [potter, weaver, joiner] = await Promise.all(seed.vendors.map((vendor) => onboardVendor(api, mailbox, tenant, seed, vendor)));
  if (!potter || !weaver || !joiner) throw new Error('The small marketplace has three vendors.');
  for (const { seed: vendor, session, warehouseIds } of [potter, weaver, joiner]) {
    const account = await session<{ can_receive: boolean; status: string }>('GET', '/v1/vendor/payout-account');
    tell.check(`${vendor.name} (${vendor.country}) is approved, can be paid, and has ${warehouseIds.length} warehouses: ${vendor.warehouses.map((one) => one.name).join(', ')}`, account.can_receive && warehouseIds.length === 2, account);
  }
  tell.link('vendors', `${places.admin}/market/vendors`);
  return [potter, weaver, joiner];
}

type Refusals = { refusals: { market: string; rule: string; cite: string; what_to_do: string }[] };

/** Step 3: the rule packs refuse one listing, the staff approve the others. */
export async function fillShelves({ tell, places }: Hands, tenant: Opened, vendors: Selling['vendors']): Promise<Selling> {
  const [potter] = vendors;
  const [first] = potter.seed.listings;
  const unnamed = { ...first!, madeByVendor: false, fate: 'draft' as const, variants: [{ ...first!.variants[0]!, sku: 'KL-NIL', gtin: null }] };
  const [draft] = (await plantListings(tenant, { ...potter, seed: { ...potter.seed, listings: [unnamed] } }, ['EUR'])).values();
  const problem = await refusal(potter.session('PUT', `/v1/vendor/listings/${draft!.listingId}/submission`));
  const { refusals } = problem.details as Refusals;
  tell.check('the rule packs refuse a mug that does not say who made it', problem.code === 'catalog.listing_refused_by_rules' && refusals.every((one) => one.rule && one.cite && one.what_to_do), problem);
  for (const one of refusals) tell.saw(`${one.market}: ${one.rule}, ${one.cite}. ${one.what_to_do}`);
  const planted = await Promise.all(vendors.map((vendor) => plantListings(tenant, vendor, ['EUR'])));
  const variants = new Map(planted.flatMap((bySku) => [...bySku]));
  tell.check(`staff approved ${new Set([...variants.values()].map((one) => one.listingId)).size} listings with ${variants.size} variants`, variants.size > 5);
  tell.link('approvals', `${places.admin}/market/approvals`);
  return { ...tenant, vendors, variants };
}
