import { lockToTenant } from '@stoa/platform/migration';

/**
 * What an order that is paid by bank transfer is asked for with, where the marketplace wants it: a document of its own series that is no invoice. It ends when the money comes and the invoice takes its
 * place, or with the order. And a credit note of a month's commission names the invoice that it corrects, without being of a refund.
 */
export const sql = `
alter table invoicing.numbering add column proformas boolean not null default false;

create table invoicing.proformas (
  tenant_id uuid not null,
  document_id uuid not null,
  order_group_id uuid not null,
  order_id uuid,
  ended text check (ended in ('replaced', 'void')),
  ended_at timestamptz,
  primary key (tenant_id, document_id),
  foreign key (tenant_id, document_id) references invoicing.documents (tenant_id, id),
  check ((ended is null) = (ended_at is null))
);
create index proformas_of_group on invoicing.proformas (tenant_id, order_group_id);
${lockToTenant('invoicing.proformas')}

-- A sale may have a proforma beside its invoice, and one of each.
drop index invoicing.documents_one_per_sale;
create unique index documents_one_per_sale on invoicing.documents (tenant_id, order_group_id, issuer_kind, issuer_id) where refund_id is null and document_type <> 'proforma';
create unique index documents_one_proforma on invoicing.documents (tenant_id, order_group_id, issuer_kind, issuer_id) where document_type = 'proforma';

alter table invoicing.documents
  drop constraint documents_correct_for_a_refund,
  add constraint documents_correct_for_a_refund check (refund_id is null or corrects_id is not null) not valid, -- wider than the rule every row before was written under
  add constraint documents_correct_for_a_month check (corrects_id is null or refund_id is not null or document_type in ('commission_credit_note', 'self_billed_credit_note', 'self_billed_invoice')) not valid;
`;
