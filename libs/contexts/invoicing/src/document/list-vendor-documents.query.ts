import { z } from 'zod';
import type { DocumentId } from '@stoa/events/invoicing';
import type { TxCtx } from '@stoa/platform/context';
import type { DocumentHead } from './document.repository.js';

export type ListKey = readonly [issuedAt: string, id: string];
export const listKey = z.tuple([z.iso.datetime(), z.uuid()]) as unknown as z.ZodType<ListKey>;

/** Documents issued in a vendor's name, the newest first. */
export async function listVendorDocuments(ctx: TxCtx, vendorId: string, cut: { limit: number; after: ListKey | null }): Promise<DocumentHead[]> {
  const rows: Record<string, unknown>[] = await ctx.tx('invoicing.documents as d')
    .leftJoin('invoicing.renditions as r', (on) => void on.on('r.tenant_id', 'd.tenant_id').andOn('r.document_id', 'd.id'))
    .where({ 'd.tenant_id': ctx.tenantId, 'd.vendor_id': vendorId })
    .modify((query) => void (cut.after && query.whereRaw('(d.issued_at, d.id) < (?::timestamptz, ?::uuid)', [cut.after[0], cut.after[1]])))
    .orderBy([{ column: 'd.issued_at', order: 'desc' }, { column: 'd.id', order: 'desc' }]).limit(cut.limit)
    .select('d.id', 'd.order_group_id', 'd.order_id', 'd.vendor_id', 'd.refund_id', 'd.document_type', 'd.issued_at', 'd.number', 'd.issuer_name', 'd.total_minor', 'd.currency', 'r.file_key');
  return rows.map((row) => ({
    id: row['id'] as DocumentId, orderGroupId: row['order_group_id'] as DocumentHead['orderGroupId'], orderId: row['order_id'] as DocumentHead['orderId'],
    vendorId: row['vendor_id'] as DocumentHead['vendorId'], refundId: row['refund_id'] as DocumentHead['refundId'], documentType: row['document_type'] as DocumentHead['documentType'], issuedAt: row['issued_at'] as Date,
    number: row['number'] as string, issuerName: row['issuer_name'] as string, totalMinor: row['total_minor'] as bigint, currency: row['currency'] as string, fileKey: row['file_key'] as string | null,
  }));
}
