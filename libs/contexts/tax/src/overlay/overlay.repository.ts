import { LRUCache } from 'lru-cache';
import type { TenantId, TxCtx } from '@stoa/platform/context';
import { getTenant } from '@stoa/tenancy';
import type { OverlayChange } from './overlay-change.js';
import { openingOverlay, type TenantOverlay } from './overlay.js';

export type KeptChange = { readonly version: number; readonly change: OverlayChange; readonly reason: string; readonly changedBy: string; readonly changedAt: Date };
type Row = { version: number; overlay: Omit<TenantOverlay, 'version'>; change: OverlayChange; reason: string; changed_by: string; changed_at: Date };

const overlays = (ctx: TxCtx) => ctx.tx<Row>('tax.overlays').where('tenant_id', ctx.tenantId);

/** How long a process may go by what it read: what is changed holds everywhere after this. */
const BELIEVED_MS = 1_000;
const believed = new LRUCache<TenantId, { overlay: TenantOverlay | null }>({ max: 5_000, ttl: BELIEVED_MS });
/** Transactions that wrote an overlay: what they see may never be. */
const writers = new WeakSet<object>();

/** What this marketplace says about its own taxes; null where nobody ever changed what it was opened with. */
export async function findOverlay(ctx: TxCtx): Promise<TenantOverlay | null> {
  if (writers.has(ctx.tx)) return readOverlay(ctx);
  const known = believed.get(ctx.tenantId) ?? { overlay: await readOverlay(ctx) };
  if (!believed.has(ctx.tenantId)) believed.set(ctx.tenantId, known);
  return known.overlay;
}

async function readOverlay(ctx: TxCtx): Promise<TenantOverlay | null> {
  const row = await overlays(ctx).orderBy('version', 'desc').first('version', 'overlay');
  return row ? { ...row.overlay, version: row.version } : null;
}

/** The same as staff see and change it, read anew: the opening one where nobody changed it yet. */
export const getOverlay = async (ctx: TxCtx): Promise<TenantOverlay> => (await readOverlay(ctx)) ?? openingOverlay((await getTenant(ctx)).registrations);

/** Writes the next version for ever; false where somebody else has written it meanwhile. */
export async function insertOverlay(ctx: TxCtx, { version, ...overlay }: TenantOverlay, { change, reason }: { change: OverlayChange; reason: string }): Promise<boolean> {
  const rows: unknown[] = await ctx.tx('tax.overlays')
    .insert({ tenant_id: ctx.tenantId, version, overlay: JSON.stringify(overlay), change: JSON.stringify(change), reason, changed_by: ctx.actor.id, changed_at: ctx.now }).onConflict(['tenant_id', 'version']).ignore().returning('version');
  writers.add(ctx.tx);
  believed.delete(ctx.tenantId);
  return rows.length === 1;
}

/** Who changed what when and why, the newest first. */
export async function listOverlayChanges(ctx: TxCtx, limit: number): Promise<KeptChange[]> {
  const rows = await overlays(ctx).orderBy('version', 'desc').limit(limit).select('version', 'change', 'reason', 'changed_by', 'changed_at');
  return rows.map((row) => ({ version: row.version, change: row.change, reason: row.reason, changedBy: row.changed_by, changedAt: row.changed_at }));
}
