import { lockToTenant } from '@stoa/platform/migration';

/** How the rates of a source come in to a marketplace by themselves: when somebody looks again, and how the last look went. */
export const sql = `
create table tax.rate_feeds (
  tenant_id uuid not null,
  source text not null check (source ~ '^[a-z][a-z_]{1,39}$'),
  due_at timestamptz not null,
  tried_at timestamptz,
  succeeded_at timestamptz,
  newest_day date,
  failures integer not null check (failures >= 0),
  reason text,
  primary key (tenant_id, source),
  check ((failures = 0) = (reason is null)),
  check ((succeeded_at is null) = (newest_day is null))
);
${lockToTenant('tax.rate_feeds')}
`;
