import type { components } from '@stoa/web-api-client';
import type { NewTenant } from './tenant.queries.js';

type MarketBody = Pick<components['schemas']['Market'], 'code' | 'name' | 'countries' | 'regions' | 'currency' | 'locales' | 'default_locale' | 'time_zone' | 'price_mode' | 'rule_packs'>;

/** Markets whose rule packs are installed. */
export const marketPresets: MarketBody[] = [
  { code: 'de', name: 'Deutschland', countries: ['DE'], regions: [], currency: 'EUR', locales: ['de', 'en'], default_locale: 'de', time_zone: 'Europe/Berlin', price_mode: 'incl', rule_packs: ['EU', 'DE'] },
  { code: 'fi', name: 'Suomi', countries: ['FI'], regions: [], currency: 'EUR', locales: ['fi', 'en'], default_locale: 'fi', time_zone: 'Europe/Helsinki', price_mode: 'incl', rule_packs: ['EU', 'FI'] },
  { code: 'ca', name: 'California', countries: ['US'], regions: ['US-CA'], currency: 'USD', locales: ['en'], default_locale: 'en', time_zone: 'America/Los_Angeles', price_mode: 'excl', rule_packs: ['US', 'US-CA'] },
  { code: 'co', name: 'Colorado', countries: ['US'], regions: ['US-CO'], currency: 'USD', locales: ['en'], default_locale: 'en', time_zone: 'America/Denver', price_mode: 'excl', rule_packs: ['US', 'US-CO'] },
];

/** The form as the API wants it; the first chosen market is the default and gives the marketplace its currency and language. */
export function toNewTenant(form: FormData, codes: readonly string[]): NewTenant {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  const markets = marketPresets.filter((preset) => codes.includes(preset.code)).map((preset, i) => ({ ...preset, is_default: i === 0 }));
  const first = markets[0] ?? marketPresets[0];
  if (!first) throw new Error('There are no markets to choose from.');
  return {
    name: text('name'), slug: text('slug'), legal_name: text('legal_name'), number_prefix: text('number_prefix'), support_email: text('support_email'), plan: text('plan'), preset: text('preset') === 'table' ? 'table' : 'craft', domain: text('domain') || null,
    home_country: text('country'), address: { line1: text('line1'), line2: null, city: text('city'), region: null, postcode: text('postcode'), country: text('country') },
    currency: first.currency, locale: first.default_locale, markets, first_staff: { email: text('staff_email'), name: text('staff_name') },
  };
}
