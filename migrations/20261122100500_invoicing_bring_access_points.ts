import { lockToTenant } from '@stoa/platform/migration';

/** The key of a marketplace that has an account of its own with the access point, sealed; the deployment's is used by all others. */
export const sql = `
create table invoicing.access_points (
  tenant_id uuid not null,
  key_sealed text not null,
  ends_with text not null check (length(ends_with) = 4),
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (tenant_id)
);
${lockToTenant('invoicing.access_points')}
`;
