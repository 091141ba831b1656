import { lockToTenant } from '@stoa/platform/migration';

/**
 * An agreement on self-billing ends with a month, by either side; agreed to again, the ending is taken back and stays as what was. At most one ending of a vendor is open.
 * And the VAT numbers of vendors that are self-billed, as the register knew them last, with the time when it is asked again.
 */
export const sql = `
create table invoicing.self_billing_endings (
  tenant_id uuid not null,
  id uuid not null,
  vendor_id uuid not null,
  ends_on date not null,
  side text not null check (side in ('vendor', 'marketplace')),
  ended_at timestamptz not null,
  ended_by_kind text not null,
  ended_by_id text not null,
  resumed_at timestamptz,
  resumed_text_version text,
  resumed_by_kind text,
  resumed_by_id text,
  primary key (tenant_id, id),
  check ((resumed_at is null) = (resumed_text_version is null)),
  check ((resumed_at is null) = (resumed_by_id is null))
);
create unique index self_billing_endings_open on invoicing.self_billing_endings (tenant_id, vendor_id) where resumed_at is null;
${lockToTenant('invoicing.self_billing_endings')}

create table invoicing.vat_id_watches (
  tenant_id uuid not null,
  vendor_id uuid not null,
  tax_id text,
  outcome text check (outcome in ('valid', 'invalid')),
  checked_at timestamptz,
  due_at timestamptz not null,
  primary key (tenant_id, vendor_id)
);
${lockToTenant('invoicing.vat_id_watches')}
`;
