import { deadlineGrant, insertOnly, lockToTenant } from '@stoa/platform/migration';

/**
 * Which documents between the marketplace and its vendors are to be written: one row per vendor, currency, closed month and kind, so that each is written once. `input` names what
 * happened in the month (orders, refunds, commission in minor units), read from the books when the month was closed; `months_read` are the months that this was done for.
 */
export const sql = `
create table invoicing.vendor_months (
  tenant_id uuid not null,
  vendor_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  period text not null check (period ~ '^[0-9]{4}-[0-9]{2}$'),
  kind text not null check (kind in ('commission', 'supply', 'supply_credit')),
  begins_at timestamptz not null,
  ends_at timestamptz not null,
  input jsonb not null,
  state text not null check (state in ('due', 'written', 'nothing', 'blocked')),
  document_id uuid,
  decision_id uuid,
  is_credit boolean,
  reason_code text,
  reason text,
  due_at timestamptz,
  updated_at timestamptz not null,
  primary key (tenant_id, vendor_id, currency, period, kind),
  foreign key (tenant_id, document_id) references invoicing.documents (tenant_id, id),
  check (begins_at < ends_at),
  check ((state = 'written') = (document_id is not null)),
  check ((state in ('due', 'blocked')) = (due_at is not null)),
  check ((state = 'blocked') = (reason is not null)),
  check ((reason is null) = (reason_code is null)),
  check ((decision_id is null) or kind = 'commission')
);
create unique index vendor_months_of_document on invoicing.vendor_months (tenant_id, document_id) where document_id is not null;
create index vendor_months_due on invoicing.vendor_months (tenant_id, due_at) where due_at is not null;
create index vendor_months_by_end on invoicing.vendor_months (tenant_id, ends_at) where document_id is not null;
${lockToTenant('invoicing.vendor_months')}
${deadlineGrant('invoicing.vendor_months')}

create table invoicing.months_read (
  tenant_id uuid not null,
  period text not null,
  read_at timestamptz not null,
  primary key (tenant_id, period)
);
${insertOnly('invoicing.months_read')}
`;
