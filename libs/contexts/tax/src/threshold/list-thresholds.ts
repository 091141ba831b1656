import type { TxCtx } from '@stoa/platform/context';
import { listMarkets, type TaxRegistration } from '@stoa/tenancy';
import { listRates } from '../exchange/rate.repository.js';
import { newestInForce } from '../exchange/reference-rate.js';
import { registrationsAt } from '../overlay/overlay.js';
import { getOverlay } from '../overlay/overlay.repository.js';
import { packsNow } from '../overlay/packs-now.js';
import type { PackSet } from '../pack/pack.js';
import { countedOutside } from './outside-sales.js';
import { listOutsideSales } from './outside-sales.repository.js';
import { listSoldAcross, listSoldTo } from './sold.query.js';
import { limitsOf, stateOf, type Limit, type Sold, type ThresholdState } from './threshold.js';
import { countedSince, dayAt, yearsOf } from './year.js';

const DAY_MS = 86_400_000;
/** Twelve months, and a day for clocks that are behind. */
const LOOK_BACK_MS = 367 * DAY_MS;

/** How near the marketplace is to the limits of the places it sells to, and its vendors to those of a union: the nearest first. */
export async function listThresholds(ctx: TxCtx, deps: { packs: PackSet }): Promise<ThresholdState[]> {
  const packs = await packsNow(ctx, deps);
  const day = ctx.now.toISOString().slice(0, 10);
  const overlay = await getOverlay(ctx);
  const registrations = registrationsAt(packs, overlay, ctx.now);
  const outside = await listOutsideSales(ctx, ctx.now.getUTCFullYear() - 2);
  const rates = newestInForce(await listRates(ctx, { from: day, to: day }), day);
  const markets = (await listMarkets(ctx)).flatMap((market) => (market.regions.length > 0 ? market.regions : market.countries));
  const recent = await listSoldTo(ctx, new Date(ctx.now.getTime() - LOOK_BACK_MS));
  const places = [...new Set([...markets, ...recent.map((sold) => sold.place)])].sort();
  const limits = places.flatMap((place) => limitsOf(packs, place, dayAt(packs, place, ctx.now)));
  // Places of one clock are counted together.
  const soldSince = new Map<number, Sold[]>();
  const own: ThresholdState[] = [];
  for (const limit of limits.filter(({ threshold }) => threshold.of === 'platform')) {
    const since = countedSince(packs, limit.place, { period: limit.threshold.period, at: ctx.now });
    const sold = soldSince.get(since.getTime()) ?? (await listSoldTo(ctx, since));
    soldSince.set(since.getTime(), sold);
    const { code, period } = limit.threshold;
    const elsewhere = countedOutside(outside, { code, place: limit.place, period, since: dayAt(packs, limit.place, since), today: dayAt(packs, limit.place, ctx.now) });
    own.push(stateOf(limit, [...soldTo(limit, sold), ...elsewhere], { sellerId: null, isRegistered: isRegistered(registrations, limit.place), rates, outside: outside.filter((one) => one.code === code && one.place === limit.place) }));
  }
  const unions = [...new Map(limits.filter(({ threshold }) => threshold.sales === 'cross_border_in_union').map((limit) => [limit.place, limit])).values()];
  const vendors: ThresholdState[] = [];
  for (const limit of unions) {
    const sold = await listSoldAcross(ctx, { years: yearsOf(packs, packs.packs.get(limit.place)!.pack.members ?? [], ctx.now) });
    for (const sellerId of new Set(sold.map((one) => one.sellerId))) vendors.push(stateOf(limit, sold.filter((one) => one.sellerId === sellerId), { sellerId, isRegistered: false, rates }));
  }
  return [...own, ...vendors].sort((a, b) => (b.usedBp ?? Infinity) - (a.usedBp ?? Infinity) || (a.place < b.place ? -1 : 1));
}

const soldTo = ({ place }: Limit, sold: readonly Sold[]): Sold[] => sold.filter((one) => one.place === place || one.place.startsWith(`${place}-`));
const isRegistered = (registrations: readonly TaxRegistration[], place: string): boolean =>
  registrations.some((one) => `${one.country}${one.region === null ? '' : `-${one.region}`}` === place && !['union_oss', 'non_union_oss', 'ioss'].includes(one.scheme));
