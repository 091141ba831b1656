import { insertOnly, lockToTenant, schema } from '@stoa/platform/migration';

/** The tree of categories, what vendors offer on it, and every published state of that. */
export const sql = `
${schema('catalog')}

create table catalog.categories (
  tenant_id uuid not null,
  id uuid not null,
  parent_id uuid,
  handle text not null check (handle ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  path text not null,
  names jsonb not null,
  tax_category text not null check (tax_category ~ '^goods(\\.[a-z_]+)*$'),
  attributes jsonb not null default '[]',
  position integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, path),
  unique (tenant_id, handle),
  foreign key (tenant_id, parent_id) references catalog.categories (tenant_id, id) on delete restrict
);
${lockToTenant('catalog.categories')}

create table catalog.media (
  tenant_id uuid not null,
  id uuid not null,
  vendor_id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  size_bytes integer not null check (size_bytes > 0),
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create index media_by_vendor on catalog.media (tenant_id, vendor_id, id);
${insertOnly('catalog.media')}

create table catalog.listings (
  tenant_id uuid not null,
  id uuid not null,
  vendor_id uuid not null,
  handle text not null check (handle ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(handle) <= 90),
  status text not null check (status in ('draft', 'submitted', 'refused', 'published', 'unlisted')),
  content jsonb not null,
  category_id uuid,
  live_version_id uuid,
  version_number integer not null default 0 check (version_number >= 0),
  submitted_at timestamptz,
  published_at timestamptz,
  refusal_reason text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, handle),
  foreign key (tenant_id, category_id) references catalog.categories (tenant_id, id) on delete restrict,
  check ((status = 'submitted') <= (submitted_at is not null)),
  check ((status = 'published') <= (live_version_id is not null)),
  check ((status = 'unlisted') <= (live_version_id is null)),
  check ((status = 'refused') <= (refusal_reason is not null)),
  check ((live_version_id is not null) <= (version_number > 0))
);
create index listings_by_vendor on catalog.listings (tenant_id, vendor_id, id desc);
create index listings_by_status on catalog.listings (tenant_id, status, id desc);
${lockToTenant('catalog.listings')}

create table catalog.listing_versions (
  tenant_id uuid not null,
  id uuid not null,
  listing_id uuid not null,
  number integer not null check (number > 0),
  vendor_id uuid not null,
  category_id uuid not null,
  tax_category text not null,
  content jsonb not null,
  judgement jsonb not null,
  published_at timestamptz not null,
  approved_by text not null,
  primary key (tenant_id, id),
  unique (tenant_id, listing_id, number),
  foreign key (tenant_id, listing_id) references catalog.listings (tenant_id, id) on delete restrict,
  foreign key (tenant_id, category_id) references catalog.categories (tenant_id, id) on delete restrict
);
${insertOnly('catalog.listing_versions')}

create table catalog.version_variants (
  tenant_id uuid not null,
  version_id uuid not null,
  variant_id uuid not null,
  position integer not null,
  sku text not null,
  gtin text,
  options jsonb not null,
  option_text jsonb not null,
  prices jsonb not null,
  weight_grams integer not null check (weight_grams >= 0),
  primary key (tenant_id, version_id, variant_id),
  foreign key (tenant_id, version_id) references catalog.listing_versions (tenant_id, id) on delete restrict
);
${insertOnly('catalog.version_variants')}

create table catalog.variants (
  tenant_id uuid not null,
  id uuid not null,
  listing_id uuid not null,
  vendor_id uuid not null,
  sku text not null check (length(sku) between 1 and 60),
  gtin text check (gtin ~ '^[0-9]{8,14}$'),
  live_version_id uuid,
  retired_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, listing_id) references catalog.listings (tenant_id, id) on delete restrict
);
create unique index variants_sku on catalog.variants (tenant_id, vendor_id, sku) where retired_at is null;
create index variants_by_listing on catalog.variants (tenant_id, listing_id);
${lockToTenant('catalog.variants')}
`;
