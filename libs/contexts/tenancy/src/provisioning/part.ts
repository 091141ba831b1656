import type { ProvisioningPart, TenantFacts } from '@stoa/events/tenancy';
import type { Market } from '../market/market.js';
import type { Tenant } from '../tenant/tenant.js';

/** One part of a new marketplace, as the operator watches it. */
export type Part = { part: ProvisioningPart; state: 'requested' | 'done' | 'failed'; detail: string; tries: number; requestedAt: Date; finishedAt: Date | null };

/** What the contexts are told about a marketplace when they are asked for their part. */
export const factsOf = (tenant: Tenant, markets: readonly Market[]): TenantFacts => ({
  name: tenant.name, slug: tenant.slug, homeCountry: tenant.homeCountry, currency: tenant.currency, locale: tenant.locale, preset: tenant.preset,
  markets: markets.map((m) => ({
    marketId: m.id, code: m.code, countries: [...m.countries], regions: [...m.regions], currency: m.currency, locales: [...m.locales], defaultLocale: m.defaultLocale, priceMode: m.priceMode, rulePacks: [...m.rulePacks],
  })),
});
