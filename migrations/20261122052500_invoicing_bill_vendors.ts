/**
 * Documents between the marketplace and its vendors belong to no order group: the commission of a month, and what the marketplace bills itself in a vendor's name.
 */
export const sql = `
alter table invoicing.documents
  alter column order_group_id drop not null,
  drop constraint documents_check,
  add constraint documents_of_a_sale_or_a_month check (case
    when order_group_id is null then vendor_id is not null and order_id is null and refund_id is null
      and document_type in ('commission_invoice', 'commission_credit_note', 'self_billed_invoice', 'self_billed_credit_note')
    else document_type in ('invoice', 'receipt', 'credit_note', 'refund_receipt', 'proforma') and (issuer_kind = 'vendor') = (vendor_id is not null and order_id is not null) end) not valid; -- rows before keep the stricter rule they were written under
`;
