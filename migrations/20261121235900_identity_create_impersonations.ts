import { globalTable } from '@stoa/platform/migration';

/** Operators who look at a marketplace: why, and until when. Looked up before a tenant is known, as memberships are. */
export const sql = `
create table identity.impersonations (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null references identity.users (id) on delete restrict,
  reason text not null check (length(reason) between 10 and 500),
  started_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  primary key (tenant_id, id),
  constraint impersonations_boxed check (ends_at > started_at and ends_at <= started_at + interval '60 minutes'),
  constraint impersonations_ended_by check ((ended_at is null) = (ended_by is null))
);
create index impersonations_open on identity.impersonations (user_id) where ended_at is null;
${globalTable('identity.impersonations', { tenantColumn: 'tenant_id', app: 'select', control: 'select, insert, update' })}
`;
