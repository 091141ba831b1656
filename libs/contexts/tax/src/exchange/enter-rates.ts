import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { badRate } from './rate.errors.js';
import { listRatesOfDay, putRates } from './rate.repository.js';
import type { ReferenceRate } from './reference-rate.js';

/** What one source published: units of other currencies for one of `base`, from a day on, until another or until the next. */
export type DayOfRates = { readonly source: string; readonly base: string; readonly from: string; readonly to: string | null; readonly rates: Readonly<Record<string, string>> };

/** Writes down what a source said for a day. Saying the same again changes nothing; other figures replace the old ones, and the trail keeps both. */
export async function enterRates(ctx: TxCtx, day: DayOfRates): Promise<number> {
  const said = Object.entries(day.rates).map(([quote, rate]): ReferenceRate => ({ source: day.source, base: day.base, quote, rate, from: day.from, to: day.to }));
  for (const { quote, rate } of said) if (quote === day.base || Number(rate) <= 0) throw badRate(day.base, quote, rate);
  if (day.to !== null && day.to < day.from) throw badRate(day.base, 'the last day', day.to);
  const stood = new Map((await listRatesOfDay(ctx, day.source, day.from)).map((rate) => [`${rate.base} ${rate.quote}`, rate]));
  const fresh = said.filter((rate) => {
    const before = stood.get(`${rate.base} ${rate.quote}`);
    return before?.rate !== rate.rate || before.to !== rate.to;
  });
  if (fresh.length === 0) return 0;
  await putRates(ctx, fresh);
  const before = Object.fromEntries(fresh.flatMap((rate) => {
    const old = stood.get(`${rate.base} ${rate.quote}`);
    return old ? [[rate.quote, old.rate]] : [];
  }));
  await audit(ctx, {
    action: 'tax.rates_entered', subject: { kind: 'tenant', id: ctx.tenantId }, before: Object.keys(before).length > 0 ? before : null,
    after: { source: day.source, base: day.base, from: day.from, to: day.to, rates: Object.fromEntries(fresh.map(({ quote, rate }) => [quote, rate])) },
  });
  return fresh.length;
}
