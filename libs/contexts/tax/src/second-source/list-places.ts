import type { TxCtx } from '@stoa/platform/context';
import { listMarkets } from '@stoa/tenancy';
import type { PackSet } from '../pack/pack.js';
import { listChosenSources, listLastAsked, type ChosenSource, type LastAsked } from './source.repository.js';

/** A place whose pack does not know each address's rate, and who is asked there. */
export type SourcePlace = { readonly place: string; readonly name: string; readonly why: string; readonly chosen: ChosenSource | null; readonly last: LastAsked | null };

/** The places of the marketplace's markets that a second source may speak for, and those it was chosen for. */
export async function listPlaces(ctx: TxCtx, { packs }: { packs: PackSet }): Promise<SourcePlace[]> {
  const chosen = new Map((await listChosenSources(ctx)).map((one) => [one.place, one]));
  const asked = await listLastAsked(ctx);
  const markets = await listMarkets(ctx);
  const regions = markets.flatMap((market) => (market.regions.length > 0 ? market.regions : [...packs.packs.values()].filter(({ pack }) => pack.kind === 'region' && market.countries.includes(pack.extends!)).map(({ pack }) => pack.id)));
  return [...new Set([...regions, ...chosen.keys()])].sort().flatMap((place): SourcePlace[] => {
    const pack = packs.packs.get(place)?.pack;
    if (!pack?.unlisted || pack.unlisted.action === 'floor') return [];
    const why = pack.unlisted.action === 'state_only' ? pack.unlisted.why : pack.unlisted.message;
    return [{ place, name: pack.name.en!, why, chosen: chosen.get(place) ?? null, last: asked.get(place) ?? null }];
  });
}
