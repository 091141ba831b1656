/**
 * A document may correct another: what a refund gave back, and what is owed again when the refund came back. One of each kind for a refund and a seller;
 * what was sold still gives one document for each seller.
 */
export const sql = `
alter table invoicing.documents
  add column refund_id uuid,
  add column corrects_id uuid,
  drop constraint documents_document_type_check,
  add constraint documents_document_type_check check (document_type in
    ('invoice', 'receipt', 'credit_note', 'refund_receipt', 'commission_invoice', 'commission_credit_note', 'self_billed_invoice', 'self_billed_credit_note', 'proforma')),
  add constraint documents_corrects_one foreign key (tenant_id, corrects_id) references invoicing.documents (tenant_id, id) not valid, -- every row before has none
  add constraint documents_correct_for_a_refund check ((refund_id is null) = (corrects_id is null)),
  drop constraint documents_one_per_seller;
create unique index documents_one_per_sale on invoicing.documents (tenant_id, order_group_id, issuer_kind, issuer_id) where refund_id is null;
create unique index documents_one_per_refund on invoicing.documents (tenant_id, refund_id, issuer_kind, issuer_id, document_type) where refund_id is not null;
`;
