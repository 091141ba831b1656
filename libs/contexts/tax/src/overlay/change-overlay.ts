import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { getTenant } from '@stoa/tenancy';
import type { PackSet } from '../pack/pack.js';
import { changed, type OverlayChange } from './overlay-change.js';
import { overlayChangedMeanwhile } from './overlay.errors.js';
import type { TenantOverlay } from './overlay.js';
import { getOverlay, insertOverlay } from './overlay.repository.js';

/** Changes one thing of what the marketplace says about its own taxes, as the next version of the whole. Decisions that were made keep the version they name. */
export async function changeOverlay(ctx: TxCtx, deps: { packs: PackSet }, { change, reason, expectedVersion = null }: { change: OverlayChange; reason: string; /** Of registrations and roles, as whoever edits them saw them. */ expectedVersion?: number | null }): Promise<TenantOverlay> {
  const before = await getOverlay(ctx);
  if (expectedVersion !== null && before.edited !== expectedVersion) throw overlayChangedMeanwhile();
  const after = changed(before, change, await givenFor(ctx, deps));
  if (!(await insertOverlay(ctx, after, { change, reason }))) throw overlayChangedMeanwhile();
  await audit(ctx, { action: 'tax.overlay_changed', subject: { kind: 'tenant', id: ctx.tenantId }, before: { version: before.version, ...touched(before, change) }, after: { version: after.version, ...touched(after, change) }, reason });
  return after;
}

/** What a change is judged by beside the overlay itself. */
export const givenFor = async (ctx: TxCtx, { packs }: { packs: PackSet }) => ({ packs, now: ctx.now, home: (await getTenant(ctx)).homeCountry });

/** The part of the overlay that a change is about. */
function touched({ registrations, roles, categories, packs }: TenantOverlay, { kind }: OverlayChange): Record<string, unknown> {
  if (kind === 'choose_role') return { roles };
  if (kind === 'map_category') return { categories };
  return kind === 'choose_version' || kind === 'cancel_version' ? { packs } : { registrations };
}
