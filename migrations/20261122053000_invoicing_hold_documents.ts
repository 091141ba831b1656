import { lockToTenant } from '@stoa/platform/migration';

/**
 * A document that lacks what the law asks for is held: it has no number, the sale stands, and what is missing is named to who can supply it. A group whose every
 * document is held wants none.
 */
export const sql = `
create table invoicing.held_documents (
  tenant_id uuid not null,
  id uuid not null,
  order_group_id uuid not null,
  order_id uuid,
  issuer_kind text not null check (issuer_kind in ('vendor', 'platform')),
  issuer_id uuid not null,
  vendor_id uuid,
  issuer_name text not null,
  document_type text not null check (document_type in ('invoice', 'receipt')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  total_minor bigint not null check (total_minor >= 0),
  missing jsonb not null check (jsonb_array_length(missing) > 0),
  sold_on date not null,
  held_at timestamptz not null,
  looked_at timestamptz not null,
  document_id uuid,
  released_at timestamptz,
  primary key (tenant_id, id),
  constraint held_documents_one_per_sale unique (tenant_id, order_group_id, issuer_kind, issuer_id),
  check ((document_id is null) = (released_at is null)),
  check ((issuer_kind = 'vendor') = (vendor_id is not null)),
  foreign key (tenant_id, document_id) references invoicing.documents (tenant_id, id)
);
create index held_documents_open on invoicing.held_documents (tenant_id, held_at, id) where released_at is null;
${lockToTenant('invoicing.held_documents')}

alter table invoicing.group_progress
  drop constraint group_progress_wanted_check,
  add constraint group_progress_wanted_check check (wanted >= 0);
`;
