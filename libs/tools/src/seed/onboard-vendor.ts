import { type Client, waitUntil } from './product/client.js';
import type { Mailbox } from './product/mailbox.js';
import { acceptInvitation } from './product/people.js';
import type { OpenTenant } from './onboard-tenant.js';
import type { TenantSeed, VendorSeed } from './world/types.js';

/** A vendor that sells: its person signed in, and the warehouses in the order the goods are taken from them. */
export type OpenVendor = { id: string; handle: string; seed: VendorSeed; session: Client; warehouseIds: string[] };

/** Since when the vendors' registrations count. */
const REGISTERED_SINCE = '2024-01-01';

/** Sends the form on the page “sell with us”. */
export const applyToSell = (tenant: OpenTenant, seed: VendorSeed, locale: string): Promise<{ handle: string }> =>
  tenant.shop<{ handle: string }>('POST', '/v1/store/vendor-applications', {
    body: {
      name: seed.name, legal_name: seed.legalName, address: { ...seed.address, line2: null }, register_number: seed.registerNumber, vat_id: seed.vatId,
      registrations: seed.registrations.map((registration) => ({ ...registration, valid_from: REGISTERED_SINCE })), establishments: seed.establishments, oss: seed.oss,
      email: seed.email, phone: seed.phone, about: seed.about, mark_colour: seed.color.toLowerCase(), self_certified: true, applicant_email: seed.email, locale,
    },
  });

/** Applies, is let in by the staff, comes by the invitation, and sets up where it is paid, where its goods lie and what sending them costs. */
export async function onboardVendor(api: Client, mailbox: Mailbox, tenant: OpenTenant, marketplace: TenantSeed, seed: VendorSeed): Promise<OpenVendor> {
  const { handle } = await applyToSell(tenant, seed, vendorLocale(marketplace, seed));
  const id = await findVendor(tenant.owner, handle);
  await tenant.owner('PUT', `/v1/admin/vendors/${id}/approval`);
  const session = await acceptInvitation(api, mailbox, { email: seed.email, name: seed.owner });
  const [warehouseIds] = await Promise.all([openWarehouses(session, seed), setRates(session, seed, marketplace.currency), onboardPayouts(session)]);
  return { id, handle, seed, session, warehouseIds };
}

/** The language the vendor's own people read: the marketplace's where it is spoken, else English. */
function vendorLocale(marketplace: TenantSeed, seed: VendorSeed): string {
  const spoken: Record<string, string> = { DE: 'de', FI: 'fi' };
  const locale = spoken[seed.country] ?? 'en';
  return marketplace.markets.some((market) => market.locales.includes(locale)) ? locale : marketplace.locale;
}

async function findVendor(staff: Client, handle: string): Promise<string> {
  const { data } = await staff<{ data: { id: string; handle: string }[] }>('GET', '/v1/admin/vendors?filter[status]=applied&limit=100');
  const found = data.find((vendor) => vendor.handle === handle);
  if (!found) throw new Error(`The application of ${handle} is not among those to be read.`);
  return found.id;
}

async function openWarehouses(session: Client, seed: VendorSeed): Promise<string[]> {
  const ids: string[] = [];
  for (const warehouse of seed.warehouses) {
    const body = { name: warehouse.name, address: { ...warehouse.address, line2: null }, time_zone: warehouse.timeZone, priority: warehouse.priority };
    ids.push((await session<{ id: string }>('POST', '/v1/vendor/warehouses', { body })).id);
  }
  return ids;
}

async function setRates(session: Client, seed: VendorSeed, currency: string): Promise<void> {
  for (const rate of seed.rates) {
    await session('POST', '/v1/vendor/shipping-rates', {
      body: {
        name: rate.name, carrier: rate.carrier, price: { amount: rate.priceMinor, currency }, countries: rate.countries, regions: rate.regions, transit_days: { min: rate.transitDaysMin, max: rate.transitDaysMax },
        window: rate.window, adult_signature: rate.adultSignature,
      },
    });
  }
}

/** Opens the payout account and fills in the payment company's page. */
export async function onboardPayouts(session: Client): Promise<void> {
  const { onboarding_url } = await session<{ onboarding_url: string }>('POST', '/v1/vendor/payout-account', { body: {} });
  await fillInOnboarding(onboarding_url);
  await waitUntil('the payout account', () => session<{ can_receive: boolean; status: string }>('GET', '/v1/vendor/payout-account'), (account) => account.can_receive);
}

/** Does on the stand-in's page what a person does: follows the link, leaves the test data as they are, presses the button. */
async function fillInOnboarding(link: string): Promise<void> {
  const page = await fetch(link);
  const html = await page.text();
  const form = new URLSearchParams({ action: 'complete' });
  for (const [input] of html.matchAll(/<input[^>]*>/g)) {
    const [name, value] = ['name', 'value'].map((attribute) => new RegExp(`${attribute}="([^"]*)"`).exec(input)?.[1]);
    if (name) form.set(name, value ?? '');
  }
  const sent = await fetch(page.url, { method: 'POST', body: form, redirect: 'manual' });
  if (sent.status !== 303 && !sent.ok) throw new Error(`The payment company's page answered ${sent.status}.`);
}
