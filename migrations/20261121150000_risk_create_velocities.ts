import { deadlineGrant, lockToTenant, schema } from '@stoa/platform/migration';

/** How often somebody may try to pay, and how often he did. */
export const sql = `
${schema('risk')}

-- A marketplace's own limit takes the place of the house's.
create table risk.limits (
  tenant_id uuid not null,
  kind text not null check (kind in ('email', 'address')),
  max_attempts int not null check (max_attempts > 0),
  window_seconds int not null check (window_seconds between 60 and 86400),
  primary key (tenant_id, kind)
);
${lockToTenant('risk.limits')}

-- One row per e-mail and per address, both as keyed hashes: the attempts that still count. Never longer than the limit, because the one above it is refused.
create table risk.velocities (
  tenant_id uuid not null,
  kind text not null check (kind in ('email', 'address')),
  key_hash text not null,
  attempts timestamptz[] not null,
  due_at timestamptz,
  primary key (tenant_id, kind, key_hash)
);
create index velocities_due on risk.velocities (tenant_id, due_at) where due_at is not null;
${lockToTenant('risk.velocities')}
${deadlineGrant('risk.velocities')}
`;
