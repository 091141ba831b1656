import type { TxCtx } from '@stoa/platform/context';
import { listMarkets } from '@stoa/tenancy';
import { getOverlay } from '../overlay/overlay.repository.js';
import { chainOf, type PackSet, type Words } from '../pack/pack.js';
import { compareVersions } from '../pack/load-packs.js';
import { activeAt } from '../pack/packs-at.js';
import type { ShadowRun } from '../shadow/shadow-run.js';
import { listRuns } from '../shadow/shadow-run.repository.js';
import { RUNS_KEPT } from '../shadow/start-shadow-run.js';
import { versionAt, versionsOf } from './choose-version.js';

/** A version that the deployment carries, beside the one in force for this marketplace. */
export type ListedVersion = { readonly version: string; readonly sha256: string; readonly activates: string | null; readonly state: 'in_force' | 'older' | 'newer' | 'upcoming'; readonly shadowRun: ShadowRun | null };
/** A pack of the places the marketplace sells to: which version judges its sales, what it chose, and what it might. */
export type ListedPack = {
  readonly id: string; readonly name: Words; readonly inForce: string; readonly isChosen: boolean; /** What was chosen is not installed any more: nothing is sold by this pack. */ readonly isGone: boolean;
  readonly newest: string; readonly planned: { readonly version: string | null; readonly at: Date } | null; readonly versions: readonly ListedVersion[];
};

/** The packs and tables that taxes of this marketplace's markets rest on, those with several versions first. */
export async function listPacks(ctx: TxCtx, { packs }: { packs: PackSet }): Promise<{ version: number; packs: ListedPack[] }> {
  const overlay = await getOverlay(ctx);
  const runs = await listRuns(ctx, RUNS_KEPT + 1);
  const places = (await listMarkets(ctx)).flatMap((market) => (market.regions.length > 0 ? market.regions : market.countries));
  const chains = places.flatMap((place) => chainOf(packs, place));
  const tables = chains.flatMap(({ pack }) => pack.rates ?? []).flatMap((rate) => (rate.source === undefined ? [] : [rate.source.slice('table:'.length)]));
  const ids = new Set([...chains.map(({ pack }) => pack.id), ...tables, ...overlay.packs.map((one) => one.pack)]);
  const listed = [...ids].filter((id) => packs.packs.has(id) || packs.tables.has(id)).map((id): ListedPack => {
    const stands = versionAt(packs, overlay, id, ctx.now);
    const carried = versionsOf(packs, id);
    const plan = overlay.packs.find((one) => one.pack === id && new Date(one.at) > ctx.now);
    return {
      id, name: packs.packs.get(id)?.pack.name ?? { en: id }, inForce: stands.version, isChosen: stands.isChosen, isGone: !carried.some(({ document }) => document.version === stands.version), newest: (activeAt(packs, id, ctx.now) ?? carried.at(-1)!).document.version,
      planned: plan ? { version: plan.version, at: new Date(plan.at) } : null,
      versions: carried.map(({ document, raw }): ListedVersion => ({
        version: document.version, sha256: document.sha256, activates: raw.activates ?? null, shadowRun: runs.find((run) => run.pack === id && run.version === document.version) ?? null,
        state: document.version === stands.version ? 'in_force' : compareVersions(document.version, stands.version) < 0 ? 'older' : (raw.activates ?? '') > ctx.now.toISOString().slice(0, 10) ? 'upcoming' : 'newer',
      })).reverse(),
    };
  });
  return { version: overlay.version, packs: listed.sort((a, b) => Number(b.versions.length > 1) - Number(a.versions.length > 1) || (a.id < b.id ? -1 : 1)) };
}
