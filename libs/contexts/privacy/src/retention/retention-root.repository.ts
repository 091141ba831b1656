import type { Database } from '@stoa/platform/database';

type Tx = Parameters<Parameters<Database['transactionAsControl']>[0]>[0];
/** Which file holds the root of a year. */
export type Root = { readonly endYear: number; readonly fileId: string };
type Row = { end_year: number; file_id: string; made_at: Date; destroyed_at: Date | null };

/** All roots that were ever made. Roots belong to the deployment and to no tenant. */
export async function listRoots(tx: Tx): Promise<(Root & { isDestroyed: boolean })[]> {
  return (await tx<Row>('privacy.retention_roots').orderBy('end_year')).map((row) => ({ endYear: row.end_year, fileId: row.file_id, isDestroyed: row.destroyed_at !== null }));
}

/** Keeps the first root that anyone makes for a year. */
export async function insertRoots(tx: Tx, all: readonly Root[], now: Date): Promise<void> {
  await tx<Row>('privacy.retention_roots').insert(all.map((root) => ({ end_year: root.endYear, file_id: root.fileId, made_at: now }))).onConflict('end_year').ignore();
}

export async function markDestroyed(tx: Tx, endYear: number, now: Date): Promise<void> {
  await tx<Row>('privacy.retention_roots').where({ end_year: endYear }).whereNull('destroyed_at').update({ destroyed_at: now });
}

/** As the relay, who sees of the keys of tenants only when they lapse: whether any of up to that moment is still there. */
export async function hasLivingKey(tx: Tx, until: Date): Promise<boolean> {
  return (await tx('privacy.retention_keys').where('lapses_at', '<=', until).first('tenant_id')) !== undefined;
}
