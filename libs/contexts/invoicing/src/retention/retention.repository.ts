import type { DocumentId } from '@stoa/events/invoicing';
import type { TxCtx } from '@stoa/platform/context';
import { newKey } from '@stoa/platform/crypto';
import { type Sealed, openRetained, unwrapRetained, wrapForRetention } from '@stoa/privacy';
import { documentPlace, sealContents } from '../document/document-key.js';
import { lastDayOf, yearOfDay } from './retention.js';

type Row = { tenant_id: string; id: DocumentId; retained_until: string | null; wrapped_key: Sealed | null; frozen: Sealed | null; frozen_sha256: string | null; issuer_name: string | null; destroyed_at: Date | null };
const documents = (ctx: TxCtx) => ctx.tx<Row>('invoicing.documents').where('tenant_id', ctx.tenantId);

/** A document, what it corrects and what corrects it, however far. */
const FAMILY = `with recursive up as (
    select d.id, d.corrects_id from invoicing.documents d where d.tenant_id = :tenant and d.id = :id
    union select d.id, d.corrects_id from invoicing.documents d join up on d.id = up.corrects_id where d.tenant_id = :tenant),
  family as (
    select up.id from up where up.corrects_id is null
    union select d.id from invoicing.documents d join family on d.corrects_id = family.id where d.tenant_id = :tenant)`;

/** The latest year until which any document of the family is kept; null where none says. */
export async function lastYearOfFamily(ctx: TxCtx, id: DocumentId): Promise<number | null> {
  const { rows } = await ctx.tx.raw<{ rows: { latest: string | null }[] }>(
    `${FAMILY} select max(d.retained_until) as latest from invoicing.documents d join family on d.id = family.id where d.tenant_id = :tenant`, { tenant: ctx.tenantId, id });
  const latest = rows[0]?.latest ?? null;
  return latest === null ? null : yearOfDay(latest);
}

/** Keeps the whole family until the end of a year, where it was kept for less: their keys are wrapped anew, what lies under them stays as it is. */
export async function extendRetention(ctx: TxCtx, id: DocumentId, lastYear: number): Promise<void> {
  const { rows } = await ctx.tx.raw<{ rows: { id: DocumentId; retained_until: string; wrapped_key: Sealed }[] }>(
    `${FAMILY} select d.id, d.retained_until, d.wrapped_key from invoicing.documents d join family on d.id = family.id
      where d.tenant_id = :tenant and d.retained_until < :until::date and d.destroyed_at is null order by d.id for update of d`, { tenant: ctx.tenantId, id, until: lastDayOf(lastYear) });
  for (const row of rows) {
    const key = await unwrapRetained(ctx, yearOfDay(row.retained_until), documentPlace(row.id), row.wrapped_key);
    await documents(ctx).where({ id: row.id }).update({ retained_until: lastDayOf(lastYear), wrapped_key: await wrapForRetention(ctx, lastYear, documentPlace(row.id), key) });
  }
}

/** Documents of which the law no longer asks that they are kept, and where their files lie. */
export async function listLapsed(ctx: TxCtx, until: string, limit: number): Promise<{ id: DocumentId; fileKeys: string[] }[]> {
  const { rows } = await ctx.tx.raw<{ rows: { id: DocumentId; file_keys: string[] }[] }>(
    `select d.id, array(select r.file_key from invoicing.renditions r where r.tenant_id = d.tenant_id and r.document_id = d.id) as file_keys
       from invoicing.documents d where d.tenant_id = :tenant and d.retained_until <= :until::date and d.destroyed_at is null order by d.retained_until, d.id limit :limit`,
    { tenant: ctx.tenantId, until, limit });
  return rows.map((row) => ({ id: row.id, fileKeys: row.file_keys }));
}

/** Leaves of documents their number, days and amounts. Answers how many were not destroyed before. */
export async function destroyDocuments(ctx: TxCtx, ids: readonly DocumentId[]): Promise<number> {
  // Whoever waited for what it lacked is named there, too.
  await ctx.tx<{ tenant_id: string; document_id: DocumentId | null; issuer_name: string }>('invoicing.held_documents').where('tenant_id', ctx.tenantId).whereIn('document_id', [...ids]).update({ issuer_name: '' });
  return documents(ctx).whereIn('id', [...ids]).whereNull('destroyed_at').where('retained_until', '<', ctx.now).update({ frozen: null, frozen_sha256: null, issuer_name: null, wrapped_key: null, destroyed_at: ctx.now });
}

/** Documents from before there were keys of years: their contents lie under the tenant's one key, their files under none. */
export async function listUnmoved(ctx: TxCtx, limit: number): Promise<DocumentId[]> {
  return (await documents(ctx).whereRaw(`frozen_sha256 not like 'hmac.%'`).orderBy('id').limit(limit).select('id')).map((row) => row.id);
}

/** Gives a document from before a key of its own, once; its contents and files still lie where they lay. */
export async function giveKey(ctx: TxCtx, id: DocumentId, lastYear: number): Promise<void> {
  const row = await documents(ctx).where({ id }).whereNull('wrapped_key').forUpdate().first('id');
  if (!row) return;
  await documents(ctx).where({ id }).update({ retained_until: lastDayOf(lastYear), wrapped_key: await wrapForRetention(ctx, lastYear, documentPlace(id), newKey()) });
}

/** Seals contents from before under the document's own key. The last step: from here on it is as one that was written today. */
export async function moveContents(ctx: TxCtx, id: DocumentId, key: Buffer): Promise<void> {
  const row = await documents(ctx).where({ id }).whereRaw(`frozen_sha256 not like 'hmac.%'`).forUpdate().first('frozen');
  if (!row?.frozen) return;
  const { frozen, mark } = sealContents(key, ctx.tenantId, id, (await openRetained(ctx, row.frozen)) as string);
  await documents(ctx).where({ id }).update({ frozen: frozen as Sealed, frozen_sha256: mark });
}

/** Where the files of a document lie. */
export async function filesOf(ctx: TxCtx, id: DocumentId): Promise<{ key: string; contentType: string }[]> {
  const rows = await ctx.tx<{ tenant_id: string; document_id: DocumentId; file_key: string; content_type: string }>('invoicing.renditions').where({ tenant_id: ctx.tenantId, document_id: id }).select('file_key', 'content_type');
  return rows.map((row) => ({ key: row.file_key, contentType: row.content_type }));
}
