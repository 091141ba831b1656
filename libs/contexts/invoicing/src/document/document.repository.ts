import type { DocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { RefundId } from '@stoa/events/payments';
import type { TxCtx } from '@stoa/platform/context';
import { newKey } from '@stoa/platform/crypto';
import { DomainError, invariant } from '@stoa/platform/errors';
import { type Sealed, openRetained, unwrapRetained, wrapForRetention } from '@stoa/privacy';
import { lastDayOf, yearOfDay } from '../retention/retention.js';
import type { Channel, DeliveryState } from '../delivery/delivery.js';
import type { ProformaEnd } from '../proforma/proforma.repository.js';
import { type DocumentContents, type DocumentType, type InvoiceDocument, type Series, seriesKey } from './document.js';
import { documentPlace, openSealedContents, plainMark, sealContents } from './document-key.js';
import { fromStored, toStored } from './stored-contents.js';

type Row = Record<string, unknown>;
const documents = (ctx: TxCtx) => ctx.tx<Row>('invoicing.documents').where('tenant_id', ctx.tenantId);
const progress = (ctx: TxCtx) => ctx.tx<Row>('invoicing.group_progress').where('tenant_id', ctx.tenantId);

export const documentNotFound = () => new DomainError('invoicing.document_not_found', 'not_found', 'There is no such document.');

/**
 * Draws a number for each time that a series is named: one after the other, in that order. The counter rows stay locked until the transaction ends, in sorted order: a rollback gives the numbers back, so
 * none is ever missing.
 */
export async function drawNumbers(ctx: TxCtx, wanted: readonly Series[]): Promise<bigint[]> {
  const counts = new Map<string, { readonly series: Series; count: number }>();
  for (const series of wanted) {
    const key = seriesKey(series);
    counts.set(key, { series, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, counted]) => counted);
  const rows: Row[] = await ctx.tx('invoicing.series')
    .insert(sorted.map(({ series, count }) => ({ tenant_id: ctx.tenantId, issuer_kind: series.issuerKind, issuer_id: series.issuerId, document_type: series.documentType, prefix: series.prefix, fiscal_period: series.fiscalPeriod, last_number: count })))
    .onConflict(['tenant_id', 'issuer_kind', 'issuer_id', 'document_type', 'prefix', 'fiscal_period'])
    .merge({ last_number: ctx.tx.raw('invoicing.series.last_number + excluded.last_number') })
    .returning(['issuer_kind', 'issuer_id', 'document_type', 'prefix', 'fiscal_period', 'last_number']);
  const drawn = new Map(rows.map((row) => {
    const key = [row['issuer_kind'], row['issuer_id'], row['document_type'], row['prefix'], row['fiscal_period']].join(' ');
    return [key, (row['last_number'] as bigint) - BigInt(counts.get(key)?.count ?? 0)];
  }));
  return wanted.map((series) => {
    const next = (drawn.get(seriesKey(series)) ?? 0n) + 1n;
    invariant(next > 0n && drawn.has(seriesKey(series)), 'a series answers with a number');
    drawn.set(seriesKey(series), next);
    return next;
  });
}

/** The document was there, and the law no longer lets us keep what stood on it. */
export const documentDestroyed = (retainedUntil: string | null) =>
  new DomainError('invoicing.document_destroyed', 'gone', `This document was destroyed after its retention ended${retainedUntil === null ? '' : ` on ${retainedUntil}`}. Its number, days and amounts are still in the list.`);

/** Writes documents for good, each sealed under a key of its own that opens until the end of the year it is kept until. */
export async function insertDocuments(ctx: TxCtx, all: readonly { readonly document: InvoiceDocument; readonly lastYear: number }[]): Promise<void> {
  const rows: Row[] = [];
  for (const { document, lastYear } of all) {
    const key = newKey();
    const { frozen, mark } = sealContents(key, ctx.tenantId, document.id, toStored(document.contents));
    rows.push({
      tenant_id: ctx.tenantId, id: document.id, order_group_id: document.orderGroupId, order_id: document.orderId, issuer_kind: document.issuerKind, issuer_id: document.issuerId,
      vendor_id: document.vendorId, refund_id: document.refundId, corrects_id: document.correctsId, document_type: document.documentType, prefix: document.prefix, fiscal_period: document.fiscalPeriod, sequence: document.sequence,
      number: document.contents.number, issuer_name: document.contents.issuer.name, currency: document.contents.currency, total_minor: document.contents.totals.grossMinor,
      locale: document.contents.locale, frozen, frozen_sha256: mark, retained_until: lastDayOf(lastYear), wrapped_key: await wrapForRetention(ctx, lastYear, documentPlace(document.id), key), issued_at: document.issuedAt,
    });
  }
  await ctx.tx('invoicing.documents').insert(rows);
}

export type DocumentHead = Pick<InvoiceDocument, 'id' | 'orderGroupId' | 'orderId' | 'vendorId' | 'refundId' | 'documentType' | 'issuedAt'> & {
  readonly number: string; readonly issuerName: string; readonly totalMinor: bigint; readonly currency: string; /** Where the PDF and, of an invoice of the union, the XML lie; null while they are not drawn, or are never. */
  readonly fileKey: string | null; readonly xmlKey: string | null;
  /** The last day it is kept; null for one from before that the worker has not looked at yet. */
  readonly retainedUntil: string | null; readonly isDestroyed: boolean;
  /** Of a proforma that holds no longer: why. */
  readonly ended: ProformaEnd | null;
  /** Where it stands on its way to the buyer; without a channel it is still to be drawn. Null of documents that go to nobody, and from before. */
  readonly delivery: { readonly state: DeliveryState; readonly channel: Channel | null; readonly reason: string | null } | null;
};

/** A document without its contents, and where its files lie once they are drawn. */
export async function getDocumentHead(ctx: TxCtx, id: DocumentId): Promise<DocumentHead> {
  const [head] = await headsWhere(ctx, { 'd.id': id });
  if (!head) throw documentNotFound();
  return head;
}

export const listGroupDocumentHeads = (ctx: TxCtx, orderGroupId: OrderGroupId): Promise<DocumentHead[]> => headsWhere(ctx, { 'd.order_group_id': orderGroupId });

/** Several documents, those that there are. */
export const listDocumentHeadsById = async (ctx: TxCtx, ids: readonly DocumentId[]): Promise<DocumentHead[]> => (await heads(ctx).whereIn('d.id', [...ids]).orderBy(['d.issued_at', 'd.number'])).map(toHead);

/** What stands on a document. Errors: it was destroyed. */
export async function openContents(ctx: TxCtx, id: DocumentId): Promise<DocumentContents> {
  const row = await documents(ctx).where({ id }).first('frozen', 'frozen_sha256', 'wrapped_key', 'retained_until');
  if (!row) throw documentNotFound();
  const [frozen, mark] = [row['frozen'] as Sealed | null, row['frozen_sha256'] as string | null];
  if (frozen === null || mark === null) throw documentDestroyed(row['retained_until'] as string | null);
  if (mark.startsWith('hmac.')) return fromStored(openSealedContents(await unwrapKeyOf(ctx, id, row), ctx.tenantId, id, { frozen, mark }));
  // From before, under the tenant's one key.
  const text = (await openRetained(ctx, frozen)) as string;
  invariant(plainMark(text) === mark, 'a document is what was frozen');
  return fromStored(text);
}

/** A document with what it is sealed by; without a key where it is from before and not moved yet. */
export type OpenedDocument = { readonly contents: DocumentContents; readonly key: Buffer };

/** Opens many documents at once. Those that have no key of their own yet, or no longer open, are not among them. */
export async function openDocuments(ctx: TxCtx, ids: readonly DocumentId[]): Promise<Map<DocumentId, OpenedDocument>> {
  const { rows } = await ctx.tx.raw<{ rows: (Row & { id: DocumentId })[] }>(
    `select id, frozen, frozen_sha256, wrapped_key, retained_until from invoicing.documents where tenant_id = ? and id = any(?::uuid[]) and destroyed_at is null and frozen_sha256 like 'hmac.%'`, [ctx.tenantId, [...ids]],
  );
  const opened = new Map<DocumentId, OpenedDocument>();
  for (const row of rows) {
    const key = await unwrapKeyOf(ctx, row.id, row);
    opened.set(row.id, { key, contents: fromStored(openSealedContents(key, ctx.tenantId, row.id, { frozen: row['frozen'] as Sealed, mark: row['frozen_sha256'] as string })) });
  }
  return opened;
}

/** Whether a business bought what stands on a document: then programs read it, too. */
export const isForBusiness = async (ctx: TxCtx, id: DocumentId): Promise<boolean> => (await openContents(ctx, id)).buyer.vatId !== null;
/** The key of a document, by which its files open; null for one from before that the worker has not moved yet. Errors: it was destroyed. */
export async function openDocumentKey(ctx: TxCtx, id: DocumentId): Promise<Buffer | null> {
  const row = await documents(ctx).where({ id }).first('wrapped_key', 'retained_until', 'destroyed_at');
  if (!row) throw documentNotFound();
  if (row['destroyed_at'] !== null) throw documentDestroyed(row['retained_until'] as string | null);
  return row['wrapped_key'] === null ? null : unwrapKeyOf(ctx, id, row);
}

/** The keys of many documents at once; null for those from before, none for those that are no longer kept. */
export async function openDocumentKeys(ctx: TxCtx, ids: readonly DocumentId[]): Promise<Map<DocumentId, Buffer | null>> {
  const rows: Row[] = await documents(ctx).whereIn('id', [...ids]).whereNull('destroyed_at').whereRaw(`(retained_until is null or retained_until + interval '1 day 12 hours' > ? at time zone 'UTC')`, [ctx.now]).select('id', 'wrapped_key', 'retained_until');
  const keys = new Map<DocumentId, Buffer | null>();
  for (const row of rows) keys.set(row['id'] as DocumentId, row['wrapped_key'] === null ? null : await unwrapKeyOf(ctx, row['id'] as DocumentId, row));
  return keys;
}

const unwrapKeyOf = (ctx: TxCtx, id: DocumentId, row: Row): Promise<Buffer> => unwrapRetained(ctx, yearOfDay(row['retained_until'] as string), documentPlace(id), row['wrapped_key'] as Sealed);

export async function insertProgress(ctx: TxCtx, all: readonly { readonly orderGroupId: OrderGroupId; readonly wanted: number }[]): Promise<void> {
  await ctx.tx('invoicing.group_progress').insert(all.map(({ orderGroupId, wanted }) => ({ tenant_id: ctx.tenantId, order_group_id: orderGroupId, wanted, issued: 0, completed_at: wanted === 0 ? ctx.now : null })));
}

/** One more document of a sale is wanted: after the group was told to be complete it comes late, on its own. Whoever asks holds the group's row. */
export async function wantOneMore(ctx: TxCtx, orderGroupId: OrderGroupId): Promise<void> {
  await progress(ctx).where({ order_group_id: orderGroupId }).update({ wanted: ctx.tx.raw('wanted + 1'), issued: ctx.tx.raw('issued + (completed_at is not null)::int') });
}

/** Whoever corrects documents of a group waits here for the others who do. False while the group has no documents yet. */
export async function lockGroupDocuments(ctx: TxCtx, orderGroupId: OrderGroupId): Promise<boolean> {
  return (await progress(ctx).where({ order_group_id: orderGroupId }).forUpdate().first('wanted')) !== undefined;
}

/** The documents that were written for a refund. */
export const listRefundDocumentHeads = (ctx: TxCtx, refundId: RefundId): Promise<DocumentHead[]> => headsWhere(ctx, { 'd.refund_id': refundId });

/** A file that was made from a document. */
export type StoredRendition = { readonly contentType: 'application/pdf' | 'application/xml'; readonly key: string; readonly sha256: string; readonly bytes: number };

/** Keeps where the files of documents lie; answers with the documents of which that was not kept before. */
export async function keepRenditions(ctx: TxCtx, all: readonly { readonly id: DocumentId; readonly files: readonly StoredRendition[] }[]): Promise<Set<DocumentId>> {
  const files = all.flatMap(({ id, files: some }) => some.map((one) => ({ id, ...one })));
  const { rows } = await ctx.tx.raw<{ rows: { document_id: DocumentId }[] }>(
    `insert into invoicing.renditions (tenant_id, document_id, content_type, file_key, sha256, bytes, rendered_at)
     select ?, f.document_id, f.content_type, f.file_key, f.sha256, f.bytes, ? from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[]) as f (document_id, content_type, file_key, sha256, bytes)
     on conflict (tenant_id, document_id, content_type) do nothing returning document_id`,
    [ctx.tenantId, ctx.now, files.map((file) => file.id), files.map((file) => file.contentType), files.map((file) => file.key), files.map((file) => file.sha256), files.map((file) => file.bytes)],
  );
  return new Set(rows.map((row) => row.document_id));
}

/** A document of a sale could not be drawn: the others go without it. Answers whether the group is complete by that. */
export async function wantOneLess(ctx: TxCtx, orderGroupId: OrderGroupId): Promise<boolean> {
  const rows: Row[] = await progress(ctx).where({ order_group_id: orderGroupId }).whereNull('completed_at')
    .update({ wanted: ctx.tx.raw('wanted - 1'), completed_at: ctx.tx.raw('case when issued = wanted - 1 then ?::timestamptz end', [ctx.now]) }).returning('completed_at');
  return rows[0]?.['completed_at'] != null;
}

/**
 * Counts documents of sales as issued, one for each time that its group is named. Answers how many of the group are still missing after each of them; nothing for a group that was told to be complete
 * before: its documents come late. Groups are locked in their order: others may count the same ones.
 */
export async function countIssued(ctx: TxCtx, orderGroupIds: readonly OrderGroupId[]): Promise<Map<OrderGroupId, number[]>> {
  const { rows } = await ctx.tx.raw<{ rows: { order_group_id: OrderGroupId; wanted: number; issued: number; more: number }[] }>(
    `with told as (select id, count(*)::int as more from unnest(?::uuid[]) as id group by id),
          locked as (select p.order_group_id from invoicing.group_progress p where p.tenant_id = ? and p.order_group_id = any(?::uuid[]) and p.completed_at is null order by p.order_group_id for update)
     update invoicing.group_progress p set issued = p.issued + told.more, completed_at = case when p.issued + told.more = p.wanted then ?::timestamptz end
       from told join locked on locked.order_group_id = told.id
      where p.tenant_id = ? and p.order_group_id = told.id and p.completed_at is null returning p.order_group_id, p.wanted, p.issued, told.more`,
    [[...orderGroupIds], ctx.tenantId, [...orderGroupIds], ctx.now, ctx.tenantId],
  );
  return new Map(rows.map((row) => [row.order_group_id, Array.from({ length: row.more }, (_, index) => row.wanted - row.issued + row.more - 1 - index)]));
}

/** Which documents are wanted; null means any. Moments are half open. */
export type DocumentFilter = {
  readonly vendorId: string | null; readonly kind: DocumentType | null; readonly issued: { readonly from: Date; readonly to: Date } | null;
  /** The beginning of a number. */
  readonly number: string | null;
  readonly delivery?: DeliveryState | null;
  readonly orderGroupId?: OrderGroupId | null;
  readonly orderId?: OrderId | null;
};

/** Documents, the newest first. */
export async function listDocumentHeads(ctx: TxCtx, filter: DocumentFilter, cut: { limit: number; after: readonly [issuedAt: string, id: string] | null }): Promise<DocumentHead[]> {
  const rows = await heads(ctx).modify((query) => {
    if (filter.vendorId !== null) void query.where('d.vendor_id', filter.vendorId);
    if (filter.kind !== null) void query.where('d.document_type', filter.kind);
    if (filter.issued !== null) void query.where('d.issued_at', '>=', filter.issued.from).where('d.issued_at', '<', filter.issued.to);
    if (filter.number !== null) void query.whereRaw('starts_with(d.number, ?)', [filter.number]);
    if (filter.delivery) void query.where('s.state', filter.delivery);
    if (filter.orderGroupId) void query.where('d.order_group_id', filter.orderGroupId);
    if (filter.orderId) void query.where('d.order_id', filter.orderId);
    if (cut.after !== null) void query.whereRaw('(d.issued_at, d.id) < (?::timestamptz, ?::uuid)', [cut.after[0], cut.after[1]]);
  }).orderBy([{ column: 'd.issued_at', order: 'desc' }, { column: 'd.id', order: 'desc' }]).limit(cut.limit);
  return rows.map(toHead);
}

async function headsWhere(ctx: TxCtx, where: Record<string, string>): Promise<DocumentHead[]> {
  return (await heads(ctx).where(where).orderBy(['d.issued_at', 'd.number'])).map(toHead);
}

const heads = (ctx: TxCtx) => ctx.tx<Row, Row[]>('invoicing.documents as d')
  .leftJoin('invoicing.renditions as r', (on) => void on.on('r.tenant_id', 'd.tenant_id').andOn('r.document_id', 'd.id').andOnVal('r.content_type', 'application/pdf'))
  .leftJoin('invoicing.renditions as x', (on) => void on.on('x.tenant_id', 'd.tenant_id').andOn('x.document_id', 'd.id').andOnVal('x.content_type', 'application/xml'))
  .leftJoin('invoicing.proformas as p', (on) => void on.on('p.tenant_id', 'd.tenant_id').andOn('p.document_id', 'd.id'))
  .leftJoin('invoicing.document_states as s', (on) => void on.on('s.tenant_id', 'd.tenant_id').andOn('s.document_id', 'd.id'))
  .where('d.tenant_id', ctx.tenantId)
  .select<Row[]>('d.id', 'd.order_group_id', 'd.order_id', 'd.vendor_id', 'd.refund_id', 'd.document_type', 'd.issued_at', 'd.number', 'd.issuer_name', 'd.total_minor', 'd.currency', 'r.file_key', 'x.file_key as xml_key', 'd.retained_until', 'd.destroyed_at', 'p.ended', 's.state', 's.channel', 's.reason');

const toHead = (row: Row): DocumentHead => ({
  id: row['id'] as DocumentId, orderGroupId: row['order_group_id'] as OrderGroupId | null, orderId: row['order_id'] as DocumentHead['orderId'], vendorId: row['vendor_id'] as DocumentHead['vendorId'], refundId: row['refund_id'] as DocumentHead['refundId'],
  documentType: row['document_type'] as DocumentHead['documentType'], issuedAt: row['issued_at'] as Date, number: row['number'] as string, issuerName: (row['issuer_name'] as string | null) ?? '',
  totalMinor: row['total_minor'] as bigint, currency: row['currency'] as string, fileKey: row['destroyed_at'] === null ? (row['file_key'] as string | null) : null, xmlKey: row['destroyed_at'] === null ? (row['xml_key'] as string | null) : null,
  retainedUntil: row['retained_until'] as string | null, isDestroyed: row['destroyed_at'] !== null, ended: row['ended'] as ProformaEnd | null,
  delivery: row['state'] === null ? null : { state: row['state'] as DeliveryState, channel: row['channel'] as Channel | null, reason: row['reason'] as string | null },
});
