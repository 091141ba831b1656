import type { Knex } from 'knex';
import { LRUCache } from 'lru-cache';
import type { Ctx, TenantId, TxCtx } from '@stoa/platform/context';
import { DomainError } from '@stoa/platform/errors';
import type { MarketId } from '@stoa/events/tenancy';
import type { Market } from './market.js';

type Row = {
  tenant_id: TenantId; id: MarketId; code: string; name: string; countries: string[]; regions: string[]; currency: string; locales: string[]; default_locale: string; time_zone: string;
  price_mode: 'incl' | 'excl'; rule_packs: string[]; is_default: boolean; position: number;
};
type InTenant = { tx: Knex.Transaction; tenantId: TenantId };

const markets = (ctx: InTenant) => ctx.tx<Row>('tenancy.markets').where('tenant_id', ctx.tenantId);

/** The markets of the marketplace in the order in which it shows them. */
export async function listMarkets(ctx: InTenant): Promise<Market[]> {
  return (await markets(ctx).orderBy('position')).map((row) => fromRow(row as Row));
}

/** Every price and every cart asks for its market. Markets are only ever added, so what was read once stands; the time limit is for the day on which they can be edited. */
const known = new LRUCache<string, Market>({ max: 5_000, ttl: 30_000 });

export const getMarket = (ctx: TxCtx, id: MarketId): Promise<Market> => remembered(ctx, `id ${id}`, { id });

export async function findMarketByCode(ctx: TxCtx, code: string): Promise<Market | null> {
  const row = await markets(ctx).where({ code }).first();
  return row ? fromRow(row as Row) : null;
}

/** The market a shopper asked for by code, or the default one when none was named. An unknown code is refused. */
export const chooseMarket = (ctx: TxCtx, code: string | null): Promise<Market> =>
  remembered(ctx, code === null ? 'default' : `code ${code}`, code === null ? { is_default: true } : { code });

/** The same for who has no transaction open: none is opened for a market that is remembered. */
export const chooseMarketOutside = async (ctx: Ctx, code: string | null): Promise<Market> =>
  known.get(keyOf(ctx, code === null ? 'default' : `code ${code}`)) ?? ctx.inRead((tx) => chooseMarket(tx, code));

const keyOf = (ctx: Pick<Ctx, 'tenantId'>, name: string): string => `${ctx.tenantId} ${name}`;

async function remembered(ctx: TxCtx, name: string, where: Partial<Row>): Promise<Market> {
  const key = keyOf(ctx, name);
  const found = known.get(key);
  if (found) return found;
  const row = await markets(ctx).where(where).first();
  if (!row) throw marketNotFound();
  const market = fromRow(row as Row);
  known.set(key, market);
  return market;
}

export async function insertMarkets(ctx: InTenant, all: readonly Market[]): Promise<void> {
  await ctx.tx('tenancy.markets').insert(all.map((m) => ({
    tenant_id: ctx.tenantId, id: m.id, code: m.code, name: m.name, countries: m.countries, regions: m.regions, currency: m.currency, locales: m.locales, default_locale: m.defaultLocale, time_zone: m.timeZone,
    price_mode: m.priceMode, rule_packs: m.rulePacks, is_default: m.isDefault, position: m.position,
  })));
}

const marketNotFound = () => new DomainError('tenancy.market_not_found', 'not_found', 'This marketplace has no such market.');

const fromRow = (r: Row): Market => ({
  id: r.id, code: r.code, name: r.name, countries: r.countries, regions: r.regions, currency: r.currency, locales: r.locales, defaultLocale: r.default_locale, timeZone: r.time_zone,
  priceMode: r.price_mode, rulePacks: r.rule_packs, isDefault: r.is_default, position: r.position,
});
