import { globalTable, schema } from '@stoa/platform/migration';

/** One sign-in for staff, vendors' people and operators; a membership per place they work at. Shoppers are not here. */
export const sql = `
${schema('identity')}

create table identity.users (
  id uuid primary key,
  email text not null unique check (email = lower(email) and email like '%@%'),
  name text not null check (length(name) between 1 and 120),
  password_hash text not null,
  is_operator boolean not null default false,
  created_at timestamptz not null,
  disabled_at timestamptz
);
${globalTable('identity.users', { control: 'select, insert, update' })}

create table identity.roles (
  tenant_id uuid not null,
  kind text not null check (kind in ('staff', 'vendor')),
  code text not null check (code ~ '^[a-z_]+$'),
  permissions text[] not null,
  primary key (tenant_id, kind, code)
);
${globalTable('identity.roles', { tenantColumn: 'tenant_id', app: 'select, insert, update', control: 'select, insert, update' })}

-- name, email and place_name are the person's own words at the time of joining, so that a marketplace can list its people without seeing the global table of users.
create table identity.memberships (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null references identity.users (id) on delete restrict,
  kind text not null check (kind in ('staff', 'vendor')),
  role text not null,
  vendor_id uuid,
  place_name text,
  name text not null,
  email text not null,
  joined_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  constraint memberships_vendor_named check ((kind = 'vendor') = (vendor_id is not null))
);
create unique index memberships_once_per_place on identity.memberships (tenant_id, user_id, kind, vendor_id) nulls not distinct where revoked_at is null;
create unique index memberships_by_id on identity.memberships (id);
create index memberships_by_user on identity.memberships (user_id);
${globalTable('identity.memberships', { tenantColumn: 'tenant_id', app: 'select, update', control: 'select, insert, update' })}

create table identity.invitations (
  tenant_id uuid not null,
  id uuid not null,
  email text not null check (email = lower(email)),
  name text,
  kind text not null check (kind in ('staff', 'vendor')),
  role text not null,
  vendor_id uuid,
  place_name text,
  locale text not null,
  version integer not null default 1,
  invited_by text not null,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  constraint invitations_vendor_named check ((kind = 'vendor') = (vendor_id is not null))
);
create unique index invitations_by_id on identity.invitations (id);
${globalTable('identity.invitations', { tenantColumn: 'tenant_id', app: 'select, insert, update', control: 'select, insert, update' })}

-- A session is a family of refresh tokens: one of them used twice ends them all.
create table identity.sessions (
  id uuid primary key,
  user_id uuid not null references identity.users (id) on delete restrict,
  user_agent text not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text check (revoked_reason in ('signed_out', 'reuse', 'password_changed'))
);
create index sessions_by_user on identity.sessions (user_id);
${globalTable('identity.sessions', { control: 'select, insert, update' })}

create table identity.refresh_tokens (
  token_hash text primary key,
  session_id uuid not null references identity.sessions (id) on delete restrict,
  membership text not null,
  issued_at timestamptz not null,
  used_at timestamptz
);
create index refresh_tokens_by_session on identity.refresh_tokens (session_id);
${globalTable('identity.refresh_tokens', { control: 'select, insert, update' })}

-- key is a hash of who tried (e-mail, address, both): no address stands here.
create table identity.sign_in_failures (
  key text primary key,
  failures integer not null check (failures > 0),
  since timestamptz not null,
  blocked_until timestamptz
);
${globalTable('identity.sign_in_failures', { control: 'select, insert, update, delete' })}
`;
