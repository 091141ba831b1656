import { insertOnly, schema } from '@stoa/platform/migration';

/** Tax returns as they were filed, and the way to the decisions of a stretch of time. */
export const sql = `
${schema('reporting')}

create table reporting.tax_returns (
  tenant_id uuid not null,
  id uuid not null,
  -- Place, scheme and currency: EU.union_oss.EUR.
  name text not null check (name ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?\\.[a-z][a-z0-9_]{1,60}\\.[A-Z]{3}$'),
  period text not null check (period ~ '^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$'),
  -- What the authority, or whoever filed it, calls it.
  reference text not null check (length(reference) between 1 and 100),
  owed_minor bigint not null,
  figures jsonb not null,
  filed_at timestamptz not null,
  filed_by_kind text not null,
  filed_by_id text not null,
  primary key (tenant_id, id),
  unique (tenant_id, name, period)
);
${insertOnly('reporting.tax_returns')}

create index decisions_by_time on tax.decisions (tenant_id, decided_at, order_id);
`;
