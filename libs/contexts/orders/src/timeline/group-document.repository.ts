import type { DocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId } from '@stoa/events/orders';
import type { TxCtx } from '@stoa/platform/context';

/** A document that somebody issued for an order group, as the order's pages name it. */
export type GroupDocument = { readonly documentId: DocumentId; readonly orderId: string | null; readonly kind: string; readonly number: string; readonly issuerName: string; readonly totalMinor: bigint; readonly issuedAt: Date };

const documents = (ctx: TxCtx) => ctx.tx<Record<string, unknown>>('orders.group_documents').where('tenant_id', ctx.tenantId);

export async function keepGroupDocument(ctx: TxCtx, groupId: OrderGroupId, document: GroupDocument): Promise<void> {
  await ctx.tx('orders.group_documents').insert({
    tenant_id: ctx.tenantId, group_id: groupId, document_id: document.documentId, order_id: document.orderId, kind: document.kind, number: document.number,
    issuer_name: document.issuerName, total_minor: document.totalMinor, issued_at: document.issuedAt,
  });
}

export async function listGroupDocuments(ctx: TxCtx, groupId: OrderGroupId): Promise<GroupDocument[]> {
  const rows = await documents(ctx).where({ group_id: groupId }).orderBy(['issued_at', 'number']);
  return rows.map((row) => ({
    documentId: row['document_id'] as DocumentId, orderId: row['order_id'] as string | null, kind: row['kind'] as string, number: row['number'] as string,
    issuerName: row['issuer_name'] as string, totalMinor: row['total_minor'] as bigint, issuedAt: row['issued_at'] as Date,
  }));
}
