import type { DocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { TxCtx } from '@stoa/platform/context';
import type { InvoiceDocument } from '../document/document.js';

/** Why a proforma holds no longer: the invoice took its place, or its order was cancelled. */
export type ProformaEnd = 'replaced' | 'void';
type Row = { document_id: DocumentId; order_group_id: OrderGroupId; order_id: OrderId | null; ended: ProformaEnd | null; ended_at: Date | null };
const proformas = (ctx: TxCtx) => ctx.tx<Row>('invoicing.proformas').where('tenant_id', ctx.tenantId);

export async function insertProformas(ctx: TxCtx, documents: readonly InvoiceDocument[]): Promise<void> {
  await ctx.tx('invoicing.proformas').insert(documents.map((one) => ({ tenant_id: ctx.tenantId, document_id: one.id, order_group_id: one.orderGroupId, order_id: one.orderId })));
}

/** Locks the proformas of an order group; answers with those that still hold. */
export const lockProformas = async (ctx: TxCtx, orderGroupId: OrderGroupId): Promise<DocumentId[]> =>
  (await proformas(ctx).where({ order_group_id: orderGroupId }).whereNull('ended').orderBy('document_id').forUpdate().select('document_id')).map((row) => row.document_id);

/** Order groups are paid: their invoices take the place of their proformas. */
export async function replaceProformas(ctx: TxCtx, orderGroupIds: readonly OrderGroupId[]): Promise<void> {
  await proformas(ctx).whereIn('order_group_id', [...orderGroupIds]).whereNull('ended').update({ ended: 'replaced', ended_at: ctx.now });
}

/** An order group, or one order of it, will not be paid: there is nothing to pay by its proformas any more. */
export async function endProformas(ctx: TxCtx, of: { readonly orderGroupId: OrderGroupId; readonly orderId?: OrderId }): Promise<void> {
  await proformas(ctx).where({ order_group_id: of.orderGroupId, ...(of.orderId && { order_id: of.orderId }) }).whereNull('ended').update({ ended: 'void', ended_at: ctx.now });
}
