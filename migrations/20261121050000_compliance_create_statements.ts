import { insertOnly, schema } from '@stoa/platform/migration';

export const sql = `
${schema('compliance')}

create table compliance.statements_of_reasons (
  tenant_id uuid not null,
  id uuid not null,
  vendor_id uuid not null,
  subject_kind text not null check (subject_kind in ('listing', 'vendor', 'order')),
  subject_id uuid not null,
  restriction text not null check (restriction in ('listing_refused', 'listing_removed', 'listing_restricted', 'vendor_rejected', 'vendor_suspended', 'payment_stopped')),
  ground text not null check (ground in ('law', 'terms')),
  legal_basis text not null check (length(legal_basis) between 2 and 500),
  facts text not null check (length(facts) between 3 and 4000),
  markets text[] not null,
  automated_detection boolean not null,
  automated_decision boolean not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (tenant_id, id)
);
create index statements_by_vendor on compliance.statements_of_reasons (tenant_id, vendor_id, id);
create index statements_by_subject on compliance.statements_of_reasons (tenant_id, subject_id, id);
${insertOnly('compliance.statements_of_reasons')}
`;
