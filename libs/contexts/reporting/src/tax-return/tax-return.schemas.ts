import { z } from 'zod';
import type { OrderId } from '@stoa/events/orders';
import { periodBounds, PERIOD } from '@stoa/platform/local-time';
import { moneySchema, moneyView } from '@stoa/platform/money';
import { encode, wireId } from '@stoa/platform/typeid';
import type { PackSet } from '@stoa/tax';
import { blocking } from './file-return.js';
import { type Figures, KEY, nameOfKey, readKey, type ReturnKey, type Returns, zoneOf } from './tax-return.js';
import type { FiledReturn } from './tax-return.repository.js';

const orderId = wireId<OrderId, 'ord'>('ord');
export const periodText = z.string().regex(PERIOD, 'A month is written 2026-11, a quarter 2026-Q4, a year 2026').meta({ examples: ['2026-11', '2026-Q4', '2026'] });
export const returnName = z.string().regex(KEY, 'A return is named by place, scheme and currency: US-CA.marketplace_facilitator.USD').meta({ examples: ['EU.union_oss.EUR'] });

const statuses = ['open', 'blocked', 'ready', 'filed'] as const;
const head = z.object({
  name: returnName, place: z.string(), place_name: z.string(), scheme: z.string(), currency: z.string(), period: z.string(), time_zone: z.string(), begins: z.iso.datetime(), ends: z.iso.datetime(),
  status: z.enum(statuses).meta({ description: 'open: the period is not over. blocked: records and books differ. ready: they are the same. filed: kept as it was filed.' }),
  entries: z.int(), owed: moneySchema, booked: moneySchema, difference: moneySchema,
});
const row = z.object({
  kind: z.enum(['tax', 'fee', 'untaxed']), place: z.string(), authority: z.string(), name: z.string(), rate_pct: z.string(),
  sales: z.object({ base: moneySchema, tax: moneySchema }), refunds: z.object({ base: moneySchema, tax: moneySchema }), base: moneySchema, tax: moneySchema,
});
export const returnHead = head.meta({ id: 'TaxReturnHead' });
export const returnView = head.extend({
  rows: z.array(row),
  differences: z.array(z.object({ source: z.object({ kind: z.string(), id: z.string() }), order_id: orderId.wire.nullable(), occurred_at: z.iso.datetime(), authority: z.string(), records: moneySchema, booked: moneySchema })),
  filed: z.object({ at: z.iso.datetime(), reference: z.string(), owed: moneySchema }).nullable(),
}).meta({ id: 'TaxReturn' });

export type Shown = { readonly packs: PackSet; readonly home: string; readonly locale: string; readonly now: Date; readonly period: string; readonly returns: Returns; readonly filed: readonly FiledReturn[] };

export function toHead(shown: Shown, key: ReturnKey, figures: Figures): z.input<typeof returnHead> {
  const zone = zoneOf(shown.packs, key.place, shown.home);
  const { from, to } = periodBounds(shown.period, zone);
  const amount = (minor: bigint) => moneyView({ minor, currency: key.currency });
  const filed = filedOf(shown, key);
  const isBlocked = blocking(shown.returns, key) > 0;
  return {
    name: nameOfKey(key), place: key.place, place_name: placeName(shown, key.place), scheme: key.scheme, currency: key.currency, period: shown.period, time_zone: zone, begins: from.toISOString(), ends: to.toISOString(),
    status: filed ? 'filed' : isBlocked ? 'blocked' : shown.now < to ? 'open' : 'ready',
    entries: figures.entries, owed: amount(figures.recordsMinor), booked: amount(figures.bookedMinor), difference: amount(figures.recordsMinor - figures.bookedMinor),
  };
}

export function toReturnView(shown: Shown, key: ReturnKey): z.input<typeof returnView> {
  const figures = shown.returns.of(key);
  const filed = filedOf(shown, key);
  const amount = (minor: bigint) => moneyView({ minor, currency: key.currency });
  return {
    ...toHead(shown, key, figures),
    rows: (filed?.rows ?? figures.rows).map((one) => ({
      kind: one.kind, place: one.place, authority: one.authority, name: one.name, rate_pct: one.ratePct, sales: { base: amount(one.salesBaseMinor), tax: amount(one.salesMinor) },
      refunds: { base: amount(one.refundsBaseMinor), tax: amount(one.refundsMinor) }, base: amount(one.salesBaseMinor + one.refundsBaseMinor), tax: amount(one.salesMinor + one.refundsMinor),
    })),
    differences: figures.differences.map((one) => ({
      source: { kind: one.source.kind, id: one.source.id }, order_id: one.orderId === null ? null : encode('ord', one.orderId as OrderId), occurred_at: one.occurredAt.toISOString(), authority: one.authority, records: amount(one.recordsMinor), booked: amount(one.bookedMinor),
    })),
    filed: filed ? { at: filed.filedAt.toISOString(), reference: filed.reference, owed: amount(filed.owedMinor) } : null,
  };
}

/** A well-formed name of a place that some pack speaks for; a return of which nothing was sold is a return as well ("nil"). */
export function knownKey(packs: PackSet, name: string): ReturnKey | null {
  const key = readKey(name);
  return key && packs.packs.has(key.place) ? key : null;
}

const filedOf = (shown: Shown, key: ReturnKey): FiledReturn | null => shown.filed.find((one) => one.name === nameOfKey(key) && one.period === shown.period) ?? null;

function placeName({ packs, locale }: Shown, place: string): string {
  const name = packs.packs.get(place)?.pack.name;
  return name?.[locale] ?? name?.['en'] ?? place;
}
