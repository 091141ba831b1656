import { z } from 'zod';
import type { TenantId } from '@stoa/platform/context';
import { currencySchema as currency } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import type { DomainId, MarketId } from '@stoa/events/tenancy';
import type { Domain } from '../domain/domain.repository.js';
import type { Market } from '../market/market.js';
import type { Plan } from '../plan/plan.repository.js';
import type { Part } from '../provisioning/part.js';
import type { TenantLine } from './list-tenants.query.js';
import { presets, type Tenant } from './tenant.js';

export const tenantId = wireId<TenantId, 'tnt'>('tnt');
export const marketId = wireId<MarketId, 'mkt'>('mkt');
export const domainId = wireId<DomainId, 'dom'>('dom');

const text = (max: number) => z.string().trim().min(1).max(max);
const country = z.string().regex(/^[A-Z]{2}$/, 'Two capital letters, as in DE.');
const locale = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'A language, as in de or en-US.');
const region = z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'A state with its country, as in US-CA.');
export const legalAddress = z.strictObject({ line1: text(200), line2: text(200).nullable(), city: text(120), region: text(40).nullable(), postcode: text(20), country });

export const marketBody = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]{2,20}$/, 'Small letters, digits and dashes.'), name: text(80), countries: z.array(country).min(1).max(40), regions: z.array(region).max(60).default([]),
  currency, locales: z.array(locale).min(1).max(20), default_locale: locale, time_zone: text(60), price_mode: z.enum(['incl', 'excl']), rule_packs: z.array(z.string().regex(/^[A-Z]{2}(-[A-Z]{2})?$/)).min(1).max(60),
  is_default: z.boolean().default(false),
});

export const newTenantBody = z.strictObject({
  name: text(80), slug: z.string().regex(/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/, 'Small letters, digits and dashes, 3 to 40 of them.'), legal_name: text(200), home_country: country, address: legalAddress,
  register_number: text(80).nullable().default(null), vat_id: text(20).nullable().default(null),
  registrations: z.array(z.strictObject({ country, region: z.string().regex(/^[A-Z0-9]{1,3}$/).nullable().default(null), scheme: text(40), number: text(40) })).max(80).default([]),
  currency, locale, hold_days: z.int().min(0).max(90).default(14), number_prefix: z.string().regex(/^[A-Z]{2,4}$/, 'Two to four capital letters.'), support_email: z.email(),
  plan: z.string().regex(/^[a-z]+$/), preset: z.enum(presets).default('craft'), markets: z.array(marketBody).min(1).max(40), domain: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'A host name, as in oma.market.').nullable().default(null),
});

/** The wire's words turned into ours. */
export const toNewTenant = (body: z.output<typeof newTenantBody>) => ({
  slug: body.slug, name: body.name, legalName: body.legal_name, homeCountry: body.home_country, address: body.address, registerNumber: body.register_number, vatId: body.vat_id, registrations: body.registrations,
  currency: body.currency, locale: body.locale, holdDays: body.hold_days, numberPrefix: body.number_prefix, supportEmail: body.support_email, planCode: body.plan, preset: body.preset, host: body.domain,
  markets: body.markets.map((m) => ({
    code: m.code, name: m.name, countries: m.countries, regions: m.regions, currency: m.currency, locales: m.locales, defaultLocale: m.default_locale, timeZone: m.time_zone, priceMode: m.price_mode, rulePacks: m.rule_packs, isDefault: m.is_default,
  })),
});

export const marketView = z.object({
  id: marketId.wire, code: z.string(), name: z.string(), countries: z.array(z.string()), regions: z.array(z.string()), currency: z.string(), locales: z.array(z.string()), default_locale: z.string(),
  time_zone: z.string(), price_mode: z.enum(['incl', 'excl']), rule_packs: z.array(z.string()), is_default: z.boolean(),
}).meta({ id: 'Market' });

export const toMarketView = (m: Market): z.input<typeof marketView> => ({
  id: marketId.toWire(m.id), code: m.code, name: m.name, countries: [...m.countries], regions: [...m.regions], currency: m.currency, locales: [...m.locales], default_locale: m.defaultLocale,
  time_zone: m.timeZone, price_mode: m.priceMode, rule_packs: [...m.rulePacks], is_default: m.isDefault,
});

export const planView = z.object({
  code: z.string(), name: z.string(), platform_fee_bp: z.int(), limits: z.object({ vendors: z.int().nullable(), listings: z.int().nullable(), staff: z.int().nullable() }),
}).meta({ id: 'Plan' });

export const toPlanView = (p: Plan): z.input<typeof planView> => ({ code: p.code, name: p.name, platform_fee_bp: Number(p.platformFeeBp), limits: p.limits });

const status = z.enum(['provisioning', 'live', 'suspended']);
export const tenantLineView = z.object({
  id: tenantId.wire, slug: z.string(), name: z.string(), status, host: z.string().nullable(), markets: z.array(z.string()), plan: z.string(), currency: z.string(),
  parts_done: z.int(), parts_all: z.int(), publishable_key: z.string().nullable(), created_at: z.iso.datetime(), live_at: z.iso.datetime().nullable(),
}).meta({ id: 'TenantLine' });

export const toTenantLineView = (t: TenantLine): z.input<typeof tenantLineView> => ({
  id: tenantId.toWire(t.id), slug: t.slug, name: t.name, status: t.status, host: t.host, markets: t.marketCodes, plan: t.planCode, currency: t.currency, parts_done: t.partsDone, parts_all: t.partsAll,
  publishable_key: t.publishableKey, created_at: t.createdAt.toISOString(), live_at: t.liveAt?.toISOString() ?? null,
});

export const partView = z.object({
  part: z.string(), state: z.enum(['requested', 'done', 'failed']), detail: z.string(), tries: z.int(), requested_at: z.iso.datetime(), finished_at: z.iso.datetime().nullable(), took_ms: z.int().nullable(),
}).meta({ id: 'ProvisioningPart' });

export const toPartView = (p: Part): z.input<typeof partView> => ({
  part: p.part, state: p.state, detail: p.detail, tries: p.tries, requested_at: p.requestedAt.toISOString(), finished_at: p.finishedAt?.toISOString() ?? null,
  took_ms: p.finishedAt ? Math.max(0, p.finishedAt.getTime() - p.requestedAt.getTime()) : null,
});

export const domainView = z.object({ id: domainId.wire, host: z.string(), challenge: z.string(), record: z.string(), verified_at: z.iso.datetime().nullable() }).meta({ id: 'Domain' });

export const toDomainView = (d: Domain): z.input<typeof domainView> => ({ id: domainId.toWire(d.id), host: d.host, challenge: d.challenge, record: `_stoa.${d.host}`, verified_at: d.verifiedAt?.toISOString() ?? null });

export const settingsView = z.object({
  id: tenantId.wire, version: z.int(), slug: z.string(), name: z.string(), legal_name: z.string(), status, suspended_reason: z.string().nullable(), home_country: z.string(),
  address: z.object({ line1: z.string(), line2: z.string().nullable(), city: z.string(), region: z.string().nullable(), postcode: z.string(), country: z.string() }),
  register_number: z.string().nullable(), vat_id: z.string().nullable(), registrations: z.array(z.object({ country: z.string(), region: z.string().nullable(), scheme: z.string(), number: z.string() })),
  currency: z.string(), locale: z.string(), hold_days: z.int(), number_prefix: z.string(), support_email: z.string(), plan: planView, markets: z.array(marketView), domains: z.array(domainView),
}).meta({ id: 'Settings' });

export const toSettingsView = (t: Tenant, parts: { plan: Plan; markets: readonly Market[]; domains: readonly Domain[] }): z.input<typeof settingsView> => ({
  id: tenantId.toWire(t.id), version: t.version, slug: t.slug, name: t.name, legal_name: t.legalName, status: t.status, suspended_reason: t.suspendedReason, home_country: t.homeCountry, address: t.address,
  register_number: t.registerNumber, vat_id: t.vatId, registrations: [...t.registrations], currency: t.currency, locale: t.locale, hold_days: t.holdDays, number_prefix: t.numberPrefix,
  support_email: t.supportEmail, plan: toPlanView(parts.plan), markets: parts.markets.map(toMarketView), domains: parts.domains.map(toDomainView),
});

export const settingsBody = z.strictObject({
  name: text(80), legal_name: text(200), address: legalAddress, register_number: text(80).nullable(), vat_id: text(20).nullable(), hold_days: z.int().min(0).max(90), support_email: z.email(),
}).partial();

/** Only what was sent; what is absent stays as it is. */
export const toSettingsChanges = (body: z.output<typeof settingsBody>) => definedOnly({
  name: body.name, legalName: body.legal_name, address: body.address, registerNumber: body.register_number, vatId: body.vat_id, holdDays: body.hold_days, supportEmail: body.support_email,
});

const definedOnly = <T extends object>(from: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };

export const tenantView = settingsView.extend({ publishable_key: z.string().nullable(), parts: z.array(partView), storefront_url: z.string() }).meta({ id: 'Tenant' });
