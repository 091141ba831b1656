import type { TxCtx } from '@stoa/platform/context';
import type { MediaId, VendorId } from '@stoa/events/catalog';
import { toFileName, type Media } from './media.js';

type Row = { tenant_id: string; id: MediaId; vendor_id: VendorId; sha256: string; width: number; height: number; size_bytes: number; file_name: string | null; created_at: Date };

const media = (ctx: TxCtx) => ctx.tx<Row>('catalog.media').where('tenant_id', ctx.tenantId);

/** False when it is there already. */
export async function insertMedia(ctx: TxCtx, picture: Media): Promise<boolean> {
  const rows = await ctx.tx('catalog.media').insert({
    tenant_id: ctx.tenantId, id: picture.id, vendor_id: picture.vendorId, sha256: picture.sha256, width: picture.width, height: picture.height,
    size_bytes: picture.sizeBytes, file_name: picture.fileName, created_at: picture.createdAt,
  }).onConflict(['tenant_id', 'id']).ignore().returning('id');
  return rows.length === 1;
}

export async function findMedia(ctx: TxCtx, id: MediaId): Promise<Media | null> {
  const row = await media(ctx).where({ id }).first();
  return row ? fromRow(row) : null;
}

/** The pictures of these ids; unknown ones are missing from the map. */
export async function getMediaByIds(ctx: TxCtx, ids: readonly MediaId[]): Promise<Map<MediaId, Media>> {
  if (ids.length === 0) return new Map();
  const rows = await media(ctx).whereIn('id', [...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, fromRow(row)]));
}

/** The vendor's pictures that came in files of these names; of several with one name the newest. */
export async function findMediaByFileNames(ctx: TxCtx, vendorId: VendorId, fileNames: readonly string[]): Promise<Map<string, Media>> {
  if (fileNames.length === 0) return new Map();
  const rows = await media(ctx).where({ vendor_id: vendorId }).whereRaw('file_name = any(?::text[])', [fileNames.map(toFileName)]).orderBy('id');
  return new Map(rows.map((row) => [row.file_name!, fromRow(row)]));
}

/** How many of these pictures are the vendor's own. */
export async function countMediaOf(ctx: TxCtx, vendorId: VendorId, ids: readonly MediaId[]): Promise<number> {
  if (ids.length === 0) return 0;
  const rows = await media(ctx).where({ vendor_id: vendorId }).whereIn('id', [...ids]).select('id');
  return rows.length;
}

const fromRow = (row: Row): Media => ({
  id: row.id, vendorId: row.vendor_id, sha256: row.sha256, width: row.width, height: row.height, sizeBytes: row.size_bytes, fileName: row.file_name, createdAt: row.created_at,
});
