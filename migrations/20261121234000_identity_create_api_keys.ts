import { globalTable } from '@stoa/platform/migration';

/** Keys for machines. The token itself stands nowhere: a request brings it, its hash finds the row, and the row says which marketplace is meant. */
export const sql = `
create table identity.api_keys (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('staff', 'vendor')),
  vendor_id uuid,
  name text not null check (length(name) between 1 and 80),
  hint text not null,
  token_hash text not null,
  permissions text[] not null,
  membership_id uuid not null,
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_reason text,
  primary key (tenant_id, id),
  foreign key (tenant_id, membership_id) references identity.memberships (tenant_id, id) on delete restrict,
  constraint api_keys_vendor_named check ((kind = 'vendor') = (vendor_id is not null)),
  constraint api_keys_revoked_why check ((revoked_at is null) = (revoked_reason is null))
);
create unique index api_keys_by_token on identity.api_keys (token_hash);
${globalTable('identity.api_keys', { tenantColumn: 'tenant_id', app: 'select, insert, update', control: 'select, update' })}
-- Whoever ran the people of a place runs its machines from now on. The owner sees all rows for this one statement.
alter table identity.roles no force row level security;
update identity.roles set permissions = array_append(permissions, 'identity.keys') where 'identity.invite' = any (permissions) and not 'identity.keys' = any (permissions);
alter table identity.roles force row level security;
`;
