import { insertOnly } from '@stoa/platform/migration';

/** Which vendors let the marketplace write their invoices to itself, and under which text: one row per text that a vendor agreed to, for good. */
export const sql = `
create table invoicing.self_billing_agreements (
  tenant_id uuid not null,
  vendor_id uuid not null,
  text_version text not null,
  text_sha256 text not null check (length(text_sha256) = 64),
  locale text not null,
  accepted_at timestamptz not null,
  accepted_by_kind text not null,
  accepted_by_id text not null,
  primary key (tenant_id, vendor_id, text_version)
);
${insertOnly('invoicing.self_billing_agreements')}
`;
