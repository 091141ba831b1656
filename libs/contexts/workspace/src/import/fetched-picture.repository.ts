import type { MediaId } from '@stoa/events/catalog';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { ImportId } from './import.js';

type Row = { tenant_id: string; import_id: ImportId; url: string; media_id: MediaId };

/** The picture that each of these addresses becomes in this import: named before it is fetched, so that whoever has to fetch it again makes the same one. */
export async function namePictures(ctx: TxCtx, importId: ImportId, urls: readonly string[]): Promise<Map<string, MediaId>> {
  if (urls.length === 0) return new Map();
  await ctx.tx<Row>('workspace.fetched_pictures').insert(urls.map((url) => ({ tenant_id: ctx.tenantId, import_id: importId, url, media_id: newId<MediaId>() }))).onConflict(['tenant_id', 'import_id', 'url']).ignore();
  const rows = await ctx.tx<Row>('workspace.fetched_pictures').where('tenant_id', ctx.tenantId).where('import_id', importId).whereIn('url', [...urls]);
  return new Map(rows.map((row) => [row.url, row.media_id]));
}
