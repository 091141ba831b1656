import type { TxCtx } from '@stoa/platform/context';

/** That a marketplace has an account of its own with the access point. */
export type OwnAccessPoint = { readonly keySealed: string; readonly endsWith: string; readonly changedAt: Date };
type Row = { tenant_id: string; key_sealed: string; ends_with: string; changed_at: Date; changed_by: string };
const accessPoints = (ctx: TxCtx) => ctx.tx<Row>('invoicing.access_points').where('tenant_id', ctx.tenantId);

export async function findAccessPoint(ctx: TxCtx): Promise<OwnAccessPoint | null> {
  const row = await accessPoints(ctx).first('key_sealed', 'ends_with', 'changed_at');
  return row ? { keySealed: row.key_sealed, endsWith: row.ends_with, changedAt: row.changed_at } : null;
}

export async function saveAccessPoint(ctx: TxCtx, own: Pick<OwnAccessPoint, 'keySealed' | 'endsWith'>): Promise<void> {
  const now = { key_sealed: own.keySealed, ends_with: own.endsWith, changed_at: ctx.now, changed_by: ctx.actor.id };
  await ctx.tx<Row>('invoicing.access_points').insert({ tenant_id: ctx.tenantId, ...now }).onConflict('tenant_id').merge();
}

export async function deleteAccessPoint(ctx: TxCtx): Promise<void> {
  await accessPoints(ctx).delete();
}
