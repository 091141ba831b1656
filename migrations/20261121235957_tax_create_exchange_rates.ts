import { lockToTenant } from '@stoa/platform/migration';

/** Reference rates as they were published. A rate is kept as its text: nothing is lost of it, and a decision holds the same. */
export const sql = `
create table tax.exchange_rates (
  tenant_id uuid not null,
  source text not null check (source ~ '^[a-z][a-z_]{1,39}$'),
  base text not null check (base ~ '^[A-Z]{3}$'),
  quote text not null check (quote ~ '^[A-Z]{3}$' and quote <> base),
  from_day date not null,
  to_day date,
  rate text not null check (rate ~ '^[0-9]{1,9}([.][0-9]{1,8})?$'),
  entered_by text not null,
  entered_at timestamptz not null,
  primary key (tenant_id, source, base, quote, from_day),
  check (to_day is null or to_day >= from_day)
);
create index exchange_rates_by_day on tax.exchange_rates (tenant_id, from_day);
${lockToTenant('tax.exchange_rates')}
`;
