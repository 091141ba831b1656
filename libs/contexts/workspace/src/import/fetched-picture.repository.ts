import type { MediaId } from '@stoa/events/catalog';
import type { TxCtx } from '@stoa/platform/context';
import type { ImportId } from './import.js';

type Row = { tenant_id: string; import_id: ImportId; url: string; media_id: MediaId };

/** What lay behind these addresses when this import fetched them. */
export async function findFetched(ctx: TxCtx, importId: ImportId, urls: readonly string[]): Promise<Map<string, MediaId>> {
  const rows = await ctx.tx<Row>('workspace.fetched_pictures').where('tenant_id', ctx.tenantId).where('import_id', importId).whereIn('url', [...urls]);
  return new Map(rows.map((row) => [row.url, row.media_id]));
}

export async function recordFetched(ctx: TxCtx, importId: ImportId, { url, mediaId }: { url: string; mediaId: MediaId }): Promise<void> {
  await ctx.tx<Row>('workspace.fetched_pictures').insert({ tenant_id: ctx.tenantId, import_id: importId, url, media_id: mediaId }).onConflict(['tenant_id', 'import_id', 'url']).ignore();
}
