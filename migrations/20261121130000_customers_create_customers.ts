import { lockToTenant, schema } from '@stoa/platform/migration';

/** Shoppers with an account. Who they are stands in the subject store; here is how they prove it. */
export const sql = `
${schema('customers')}

create table customers.customers (
  tenant_id uuid not null,
  id uuid not null,
  subject_id uuid not null,
  email_index text not null,
  password_hash text not null,
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (tenant_id, id),
  constraint customers_one_per_mailbox unique (tenant_id, email_index),
  constraint customers_one_per_subject unique (tenant_id, subject_id)
);
${lockToTenant('customers.customers')}

create table customers.sessions (
  tenant_id uuid not null,
  token_hash text not null,
  customer_id uuid not null,
  created_at timestamptz not null,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, customer_id) references customers.customers (tenant_id, id) on delete cascade
);
create index sessions_by_customer on customers.sessions (tenant_id, customer_id);
${lockToTenant('customers.sessions')}

-- key is a blind name of the mailbox that was tried.
create table customers.sign_in_failures (
  tenant_id uuid not null,
  key text not null,
  failures integer not null check (failures > 0),
  since timestamptz not null,
  primary key (tenant_id, key)
);
${lockToTenant('customers.sign_in_failures')}

-- The words of an address are a subject of their own; this row says whose address book it is in.
create table customers.addresses (
  tenant_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  subject_id uuid not null,
  is_default boolean not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers.customers (tenant_id, id) on delete cascade
);
create unique index addresses_one_default on customers.addresses (tenant_id, customer_id) where is_default;
${lockToTenant('customers.addresses')}
`;
