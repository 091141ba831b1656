import type { TxCtx } from '@stoa/platform/context';
import { getTenant, listMarkets } from '@stoa/tenancy';
import { covers, holdsOn, type PackSet } from '../pack/pack.js';
import { changeOverlay } from './change-overlay.js';
import { categoriesOf } from './overlay-change.js';
import { dayThere, mappedAt, type MappedCategory } from './overlay.js';
import { getOverlay } from './overlay.repository.js';
import { packsNow } from './packs-now.js';

/** What a shelf's goods are for the law: by a choice of its own, by that of a shelf above it, as it was made, or by nobody's word. */
export type ShelfCategory = {
  readonly path: string; readonly taxCategory: string; readonly source: 'chosen' | 'inherited' | 'made' | 'nobody'; /** The shelf whose choice it is, and since when. */ readonly by: { readonly path: string; readonly from: string } | null;
  readonly planned: readonly Omit<MappedCategory, 'path'>[];
};
/** A tax category that packs of our markets speak of, and its rate in each today; null where it depends on the address. */
export type TaxCategory = { readonly code: string; readonly rates: readonly { readonly place: string; readonly pct: string | null }[] };
/** Whatever nobody said anything of. */
export const UNSAID = 'goods.general';

/** What each shelf is for the law today. `made` is what it was made with. */
export async function shelfCategories(ctx: TxCtx, { packs }: { packs: PackSet }, shelves: readonly { path: string; made: string }[]): Promise<ShelfCategory[]> {
  const overlay = await getOverlay(ctx);
  const day = dayThere(packs, { country: (await getTenant(ctx)).homeCountry }, ctx.now);
  return shelves.map(({ path, made }): ShelfCategory => {
    const mapped = mappedAt(overlay, path, day);
    const planned = overlay.categories.filter((one) => one.path === path && one.from > day).map(({ taxCategory, from }) => ({ taxCategory, from }));
    if (mapped === null) return { path, taxCategory: made, source: made === UNSAID ? 'nobody' : 'made', by: null, planned };
    return { path, taxCategory: mapped.taxCategory, source: mapped.path === path ? 'chosen' : 'inherited', by: { path: mapped.path, from: mapped.from }, planned };
  });
}

/** Says what the goods of a shelf and all below it are for the law, from a day on; null takes such a word back. */
export const mapCategory = (ctx: TxCtx, deps: { packs: PackSet }, { reason, ...mapped }: MappedCategory & { reason: string }) => changeOverlay(ctx, deps, { change: { kind: 'map_category', ...mapped }, reason });

/** The tax categories to choose from: those that the packs of our markets speak of, and the one for everything else. */
export async function listTaxCategories(ctx: TxCtx, deps: { packs: PackSet }): Promise<TaxCategory[]> {
  const packs = await packsNow(ctx, deps);
  const places = [...new Set((await listMarkets(ctx)).flatMap((market) => (market.regions.length > 0 ? market.regions : market.countries)))].filter((id) => packs.packs.get(id)?.pack.rates !== undefined).sort();
  const spoken = [...categoriesOf(packs)].filter((code) => places.some((id) => packs.packs.get(id)!.pack.categories!.some(([prefix]) => prefix === code)));
  return [UNSAID, ...spoken.filter((code) => code !== UNSAID).sort()].map((code) => ({ code, rates: places.map((place) => ({ place, pct: pctOf(packs, place, code, ctx.now) })) }));
}

function pctOf(packs: PackSet, place: string, code: string, at: Date): string | null {
  const { pack } = packs.packs.get(place)!;
  const [country, region = null] = place.split('-') as [string, string?];
  const day = dayThere(packs, { country, region }, at);
  const row = pack.categories!.find(([prefix, , from, to]) => covers(prefix, code) && holdsOn({ from: from ?? null, to: to ?? null }, day));
  const rate = pack.rates!.find((one) => one.code === row?.[1] && one.area === undefined && holdsOn(one, day));
  return rate?.source === undefined ? (rate?.pct ?? null) : null;
}
