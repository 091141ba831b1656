import type { DocumentId, HeldDocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import { DomainError } from '@stoa/platform/errors';
import type { HeldDocument } from './held.js';

type Row = Record<string, unknown>;
const COLUMNS = ['id', 'order_group_id', 'order_id', 'issuer_kind', 'issuer_id', 'vendor_id', 'issuer_name', 'document_type', 'currency', 'total_minor', 'missing', 'held_at', 'looked_at', 'document_id', 'released_at'];
const held = (ctx: TxCtx) => ctx.tx<Row>('invoicing.held_documents').where('tenant_id', ctx.tenantId);
const read = (ctx: TxCtx) => held(ctx).select<Row[]>([...COLUMNS, ctx.tx.raw(`to_char(sold_on, 'YYYY-MM-DD') as sold_on`)]);

export const heldDocumentNotFound = () => new DomainError('invoicing.held_document_not_found', 'not_found', 'There is no such document that waits for its contents.');

export async function insertHeld(ctx: TxCtx, all: readonly HeldDocument[]): Promise<void> {
  if (all.length === 0) return;
  await ctx.tx('invoicing.held_documents').insert(all.map((one) => ({
    tenant_id: ctx.tenantId, id: one.id, order_group_id: one.orderGroupId, order_id: one.orderId, issuer_kind: one.issuerKind, issuer_id: one.issuerId, vendor_id: one.vendorId, issuer_name: one.issuerName,
    document_type: one.documentType, currency: one.currency, total_minor: one.totalMinor, missing: JSON.stringify(one.missing), sold_on: one.soldOn, held_at: one.heldAt, looked_at: one.lookedAt,
  })));
}

/** Documents of a group that are still held. */
export const listHeldOfGroup = async (ctx: TxCtx, orderGroupId: OrderGroupId): Promise<HeldDocument[]> => (await read(ctx).where({ order_group_id: orderGroupId }).whereNull('released_at').orderBy('id')).map(toHeld);

/** The same whoever issues them, or of one vendor; the oldest first. */
export async function listHeld(ctx: TxCtx, which: { readonly vendorId: VendorId | null }, cut: { limit: number; after: readonly [heldAt: string, id: string] | null }): Promise<HeldDocument[]> {
  const rows = await read(ctx).whereNull('released_at').modify((query) => {
    if (which.vendorId !== null) void query.where('vendor_id', which.vendorId);
    if (cut.after !== null) void query.whereRaw('(held_at, id) > (?::timestamptz, ?::uuid)', [cut.after[0], cut.after[1]]);
  }).orderBy(['held_at', 'id']).limit(cut.limit);
  return rows.map(toHeld);
}

/** What has waited longest of all that an issuer has to write yet; null is the marketplace itself. */
export async function findFirstHeld(ctx: TxCtx, vendorId: VendorId | null): Promise<HeldDocument | null> {
  const [id] = await idsHeldFor(ctx, vendorId);
  return id === undefined ? null : getHeld(ctx, id);
}

/** The ids of all that an issuer has to write yet; null is the marketplace itself. */
export const idsHeldFor = async (ctx: TxCtx, vendorId: VendorId | null): Promise<HeldDocumentId[]> =>
  (await held(ctx).select<Row[]>('id').whereNull('released_at').where({ issuer_kind: vendorId === null ? 'platform' : 'vendor', ...(vendorId !== null && { vendor_id: vendorId }) }).orderBy('id')).map((row) => row['id'] as HeldDocumentId);

export async function getHeld(ctx: TxCtx, id: HeldDocumentId): Promise<HeldDocument> {
  const [row] = await read(ctx).where({ id });
  if (!row) throw heldDocumentNotFound();
  return toHeld(row);
}

/** Notes that it was looked at and what is missing still. */
export async function keepMissing(ctx: TxCtx, id: HeldDocumentId, missing: HeldDocument['missing']): Promise<void> {
  await held(ctx).where({ id }).update({ missing: JSON.stringify(missing), looked_at: ctx.now });
}

export async function markReleased(ctx: TxCtx, id: HeldDocumentId, documentId: DocumentId): Promise<void> {
  await held(ctx).where({ id }).update({ document_id: documentId, released_at: ctx.now, looked_at: ctx.now });
}

const toHeld = (row: Row): HeldDocument => ({
  id: row['id'] as HeldDocumentId, orderGroupId: row['order_group_id'] as OrderGroupId, orderId: row['order_id'] as HeldDocument['orderId'], issuerKind: row['issuer_kind'] as HeldDocument['issuerKind'], issuerId: row['issuer_id'] as string,
  vendorId: row['vendor_id'] as VendorId | null, issuerName: row['issuer_name'] as string, documentType: row['document_type'] as HeldDocument['documentType'], currency: row['currency'] as string, totalMinor: row['total_minor'] as bigint,
  missing: row['missing'] as HeldDocument['missing'], soldOn: row['sold_on'] as string, heldAt: row['held_at'] as Date, lookedAt: row['looked_at'] as Date, documentId: row['document_id'] as DocumentId | null, releasedAt: row['released_at'] as Date | null,
});
