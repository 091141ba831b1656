import { deadlineGrant, globalTable, lockToTenant } from '@stoa/platform/migration';

/**
 * What the law makes us keep lies under a key for each tenant and year in which keeping ends. That key is wrapped with two things: the master key, and the root of the year, which lies
 * in the store of files. When the year is over both are destroyed, and no copy of the database made before can be read.
 */
export const sql = `
-- The roots of the deployment: which file of the store holds the root of a year. Never the root itself.
create table privacy.retention_roots (
  end_year integer primary key check (end_year between 2000 and 2200),
  file_id uuid not null,
  made_at timestamptz not null,
  destroyed_at timestamptz
);
${globalTable('privacy.retention_roots', { control: 'select, insert, update' })}

-- created_xid tells keys that may still be rolled back from those that are there for good.
create table privacy.retention_keys (
  tenant_id uuid not null,
  end_year integer not null check (end_year between 2000 and 2200),
  wrapped text check (wrapped like 'v1.%'),
  created_xid xid8 not null default pg_current_xact_id(),
  created_at timestamptz not null,
  -- When the year is over everywhere on earth; null once the key is destroyed.
  lapses_at timestamptz,
  destroyed_at timestamptz,
  primary key (tenant_id, end_year),
  constraint retention_keys_destroyed_whole check ((destroyed_at is null) = (wrapped is not null) and (destroyed_at is null) = (lapses_at is not null))
);
create index retention_keys_due on privacy.retention_keys (tenant_id, lapses_at) where lapses_at is not null;
${lockToTenant('privacy.retention_keys')}
revoke delete on privacy.retention_keys from stoa_app;
${deadlineGrant('privacy.retention_keys', 'lapses_at')}
`;
