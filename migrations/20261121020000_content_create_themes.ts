import { insertOnly, lockToTenant, schema } from '@stoa/platform/migration';

/** How a marketplace looks and what it says. Every saved theme is a version of its own; the newest one is shown. */
export const sql = `
${schema('content')}

create table content.themes (
  tenant_id uuid not null,
  version integer not null check (version >= 1),
  brand jsonb not null,
  roles jsonb not null,
  mended jsonb not null,
  saved_at timestamptz not null,
  primary key (tenant_id, version)
);
${insertOnly('content.themes')}

create table content.homes (
  tenant_id uuid not null,
  locale text not null,
  content jsonb not null,
  version integer not null default 1,
  changed_at timestamptz not null,
  primary key (tenant_id, locale)
);
${lockToTenant('content.homes')}

create table content.pages (
  tenant_id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  locale text not null,
  title text not null check (length(title) between 1 and 200),
  body text not null,
  version integer not null default 1,
  changed_at timestamptz not null,
  primary key (tenant_id, slug, locale)
);
${lockToTenant('content.pages')}
`;
