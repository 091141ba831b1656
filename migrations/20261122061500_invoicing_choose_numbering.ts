import { lockToTenant } from '@stoa/platform/migration';

/** How a marketplace numbers its documents, where it has chosen; and what holds whatever it chooses: no issuer writes one number twice. */
export const sql = `
create table invoicing.numbering (
  tenant_id uuid not null primary key,
  resets text not null check (resets in ('year', 'month', 'never')),
  year_starts_in integer not null check (year_starts_in between 1 and 12),
  digits integer not null check (digits between 3 and 9),
  endings jsonb not null,
  version integer not null check (version > 0),
  changed_by uuid not null,
  changed_at timestamptz not null
);
${lockToTenant('invoicing.numbering')}

create unique index documents_number_of_issuer on invoicing.documents (tenant_id, issuer_kind, issuer_id, number);
`;
