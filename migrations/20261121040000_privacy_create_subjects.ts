import { lockToTenant, schema } from '@stoa/platform/migration';

/** Personal data stands here and nowhere else, each person under a key of their own. */
export const sql = `
${schema('privacy')}

-- created_xid tells keys that may still be rolled back from those that are there for good.
create table privacy.tenant_keys (
  tenant_id uuid not null,
  purpose text not null check (purpose in ('data', 'index', 'retention')),
  wrapped text not null check (wrapped like 'v1.%'),
  created_xid xid8 not null default pg_current_xact_id(),
  created_at timestamptz not null,
  primary key (tenant_id, purpose)
);
${lockToTenant('privacy.tenant_keys')}

create table privacy.subjects (
  tenant_id uuid not null,
  id uuid not null,
  wrapped_key text check (wrapped_key like 'v1.%'),
  content text check (content like 'v1.%'),
  email_index text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  erased_at timestamptz,
  primary key (tenant_id, id),
  constraint subjects_erased_whole check ((erased_at is null) = (wrapped_key is not null) and (wrapped_key is null) = (content is null) and (erased_at is null or email_index is null))
);
create index subjects_by_email on privacy.subjects (tenant_id, email_index, id) where email_index is not null;
${lockToTenant('privacy.subjects')}
`;
