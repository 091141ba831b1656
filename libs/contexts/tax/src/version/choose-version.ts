import type { TxCtx } from '@stoa/platform/context';
import { momentOf } from '@stoa/platform/local-time';
import { changeOverlay } from '../overlay/change-overlay.js';
import { packNotFound, shadowRunMissing, startsTooEarly, unknownVersion, versionInForce } from '../overlay/overlay.errors.js';
import { getOverlay } from '../overlay/overlay.repository.js';
import type { TenantOverlay } from '../overlay/overlay.js';
import { compareVersions } from '../pack/load-packs.js';
import type { PackSet, ShelvedVersion } from '../pack/pack.js';
import { activeAt, choiceAt } from '../pack/packs-at.js';
import { dayIn } from '../evaluation/situation.js';
import { hasStoodShadow } from '../shadow/shadow-run.repository.js';

/** A version of a pack for this marketplace alone. `version` null: whatever is the newest active one. `from` null: at once. */
export type VersionWanted = { readonly pack: string; readonly version: string | null; readonly from: string | null; readonly reason: string };

/** Pins a version of a pack, goes on to a newer one that was held against the sales of a month, or goes back to an older one. Sales that were made stay as they are. */
export async function chooseVersion(ctx: TxCtx, { packs }: { packs: PackSet }, wanted: VersionWanted): Promise<TenantOverlay> {
  const { pack, version } = wanted;
  const carried = versionsOf(packs, pack);
  if (version !== null && !carried.some(({ document }) => document.version === version)) throw unknownVersion(pack, version);
  const at = momentOfChoice(packs, wanted, ctx.now);
  const overlay = await getOverlay(ctx);
  // Without plans: this one takes their place.
  const stands = versionAt(packs, { ...overlay, packs: overlay.packs.filter((one) => new Date(one.at) <= ctx.now) }, pack, at);
  if (version !== null && stands.version === version && stands.isChosen) throw versionInForce(version);
  if (version !== null && compareVersions(version, stands.version) > 0 && !(await hasStoodShadow(ctx, { pack, version }))) throw shadowRunMissing(pack, version);
  return changeOverlay(ctx, { packs }, { change: { kind: 'choose_version', pack, version, at: at.toISOString() }, reason: wanted.reason });
}

/** Every version of a pack that this deployment carries, the oldest first. */
export function versionsOf(packs: PackSet, pack: string): readonly ShelvedVersion[] {
  const [loaded, table] = [packs.packs.get(pack), packs.tables.get(pack)];
  const installed = loaded ? { document: loaded.document, raw: loaded.pack } : table ? { document: table.document, raw: table.table } : null;
  if (installed === null) throw packNotFound();
  return packs.shelf.get(pack) ?? [installed];
}

/** The version that a sale of a moment is judged by, and whether the marketplace chose it. */
export function versionAt(packs: PackSet, { packs: choices }: TenantOverlay, pack: string, at: Date): { version: string; isChosen: boolean } {
  const chosen = choiceAt(choices, pack, at)?.version ?? null;
  const carried = versionsOf(packs, pack);
  return chosen === null ? { version: (activeAt(packs, pack, at) ?? carried.at(-1)!).document.version, isChosen: false } : { version: chosen, isChosen: true };
}

/** Midnight of the day on the clock of the pack's place; today is now. */
function momentOfChoice(packs: PackSet, { pack, from }: VersionWanted, now: Date): Date {
  const zone = packs.packs.get(pack)?.pack.time_zone ?? 'UTC';
  const today = dayIn(now, zone);
  if (from === null || from === today) return now;
  if (from < today) throw startsTooEarly();
  return momentOf(from, 0, zone);
}
