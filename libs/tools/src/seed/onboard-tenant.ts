import { type Client, waitUntil } from './product/client.js';
import type { Mailbox } from './product/mailbox.js';
import { acceptInvitation } from './product/people.js';
import type { TenantSeed } from './world/types.js';

type Part = { part: string; state: 'requested' | 'done' | 'failed'; detail: string };
export type TenantView = { id: string; slug: string; status: string; publishable_key: string | null; parts: Part[]; storefront_url: string };
/** A marketplace that sells: its shop, and its owner signed in. */
export type OpenTenant = { id: string; slug: string; key: string; owner: Client; shop: Client };

/** The operator opens a marketplace and watches its parts being set up; its owner comes by the invitation. */
export async function onboardTenant(api: Client, operator: Client, mailbox: Mailbox, seed: TenantSeed): Promise<OpenTenant> {
  const [owner] = seed.staff;
  if (!owner) throw new Error(`${seed.name} has nobody to run it.`);
  const created = await operator<TenantView>('POST', '/v1/operator/tenants', { body: bodyOf(seed, owner) });
  const [live, ownerSession] = await Promise.all([waitUntilLive(operator, created.id), acceptInvitation(api, mailbox, owner)]);
  if (!live.publishable_key) throw new Error(`${seed.name} has no publishable key.`);
  return { id: live.id, slug: live.slug, key: live.publishable_key, owner: ownerSession, shop: api.as({ key: live.publishable_key }) };
}

/** Until every part is ticked; a part that failed ends the wait at once, with what it said. */
export const waitUntilLive = (operator: Client, tenantId: string): Promise<TenantView> =>
  waitUntil('the marketplace to be set up', async () => {
    const tenant = await operator<TenantView>('GET', `/v1/operator/tenants/${tenantId}`);
    const failed = tenant.parts.find((part) => part.state === 'failed');
    if (failed) throw new Error(`${failed.part} could not be set up: ${failed.detail}`);
    return tenant;
  }, (tenant) => tenant.status === 'live');

/** The owner invites the others, and says what the marketplace keeps of each sale. */
export async function setUpMarketplace(api: Client, mailbox: Mailbox, tenant: OpenTenant, seed: TenantSeed): Promise<void> {
  const others = seed.staff.slice(1);
  for (const person of others) await tenant.owner('POST', '/v1/admin/invitations', { body: { email: person.email, name: person.name, role: person.role } });
  const plan = await tenant.owner<{ version: number }>('GET', '/v1/admin/commission-plan');
  const rules = seed.commission.byCategory.map(({ category, bp }) => ({ category_path: category, bp }));
  await tenant.owner('PUT', '/v1/admin/commission-plan', { ifMatch: plan.version, body: { default_bp: seed.commission.defaultBp, rules } });
  await Promise.all(others.map((person) => acceptInvitation(api, mailbox, person)));
}

/** The operator’s form, filled in. */
export const bodyOf = (seed: TenantSeed, owner: { email: string; name: string }) => ({
  name: seed.name, slug: seed.slug, legal_name: seed.legalName, home_country: seed.homeCountry, address: { ...seed.address, line2: null }, register_number: seed.registerNumber, vat_id: seed.vatId,
  registrations: seed.registrations, currency: seed.currency, locale: seed.locale, number_prefix: seed.numberPrefix, support_email: seed.supportEmail, plan: seed.plan, preset: seed.preset,
  first_staff: { email: owner.email, name: owner.name },
  markets: seed.markets.map((market) => ({
    code: market.code, name: market.name, countries: market.countries, regions: market.regions, currency: market.currency, locales: market.locales, default_locale: market.defaultLocale,
    time_zone: market.timeZone, price_mode: market.priceMode, rule_packs: market.rulePacks, is_default: market.isDefault,
  })),
});
