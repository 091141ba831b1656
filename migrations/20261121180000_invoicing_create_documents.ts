import { insertOnly, lockToTenant, schema } from '@stoa/platform/migration';

/** Numbered documents: a counter row per (issuer, type, series, fiscal period) is locked by the transaction that freezes the document. */
export const sql = `
${schema('invoicing')}

create table invoicing.series (
  tenant_id uuid not null,
  issuer_kind text not null check (issuer_kind in ('vendor', 'platform')),
  issuer_id uuid not null,
  document_type text not null,
  prefix text not null,
  fiscal_period text not null,
  last_number bigint not null check (last_number > 0),
  primary key (tenant_id, issuer_kind, issuer_id, document_type, prefix, fiscal_period)
);
${lockToTenant('invoicing.series')}

create table invoicing.documents (
  tenant_id uuid not null,
  id uuid not null,
  order_group_id uuid not null,
  order_id uuid,
  issuer_kind text not null check (issuer_kind in ('vendor', 'platform')),
  issuer_id uuid not null,
  vendor_id uuid,
  document_type text not null check (document_type in ('invoice', 'receipt')),
  prefix text not null,
  fiscal_period text not null,
  sequence bigint not null check (sequence > 0),
  number text not null,
  issuer_name text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  total_minor bigint not null check (total_minor >= 0),
  locale text not null,
  frozen text not null,
  frozen_sha256 text not null,
  issued_at timestamptz not null,
  primary key (tenant_id, id),
  constraint documents_no_number_twice unique (tenant_id, issuer_kind, issuer_id, document_type, prefix, fiscal_period, sequence),
  constraint documents_one_per_seller unique (tenant_id, order_group_id, issuer_kind, issuer_id),
  check ((issuer_kind = 'vendor') = (vendor_id is not null and order_id is not null))
);
create index documents_of_group on invoicing.documents (tenant_id, order_group_id);
create index documents_of_vendor on invoicing.documents (tenant_id, vendor_id, issued_at desc, id desc);
${insertOnly('invoicing.documents')}

create table invoicing.renditions (
  tenant_id uuid not null,
  document_id uuid not null,
  content_type text not null,
  file_key text not null,
  sha256 text not null,
  bytes integer not null check (bytes > 0),
  rendered_at timestamptz not null,
  primary key (tenant_id, document_id, content_type),
  foreign key (tenant_id, document_id) references invoicing.documents (tenant_id, id)
);
${insertOnly('invoicing.renditions')}

create table invoicing.group_progress (
  tenant_id uuid not null,
  order_group_id uuid not null,
  wanted integer not null check (wanted > 0),
  issued integer not null check (issued between 0 and wanted),
  completed_at timestamptz,
  primary key (tenant_id, order_group_id),
  check ((issued = wanted) = (completed_at is not null))
);
${lockToTenant('invoicing.group_progress')}
`;
