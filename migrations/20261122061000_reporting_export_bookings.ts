import { lockToTenant } from '@stoa/platform/migration';

/** How the accountant of a marketplace numbers its accounts. */
export const sql = `
create table reporting.datev_settings (
  tenant_id uuid primary key,
  consultant integer not null check (consultant between 1001 and 9999999),
  client integer not null check (client between 1 and 99999),
  fiscal_year_start text not null check (fiscal_year_start ~ '^(0[1-9]|1[0-2])-01$'),
  account_length integer not null check (account_length between 4 and 8),
  chart text not null check (chart in ('SKR03', 'SKR04')),
  accounts jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null
);
${lockToTenant('reporting.datev_settings')}
revoke delete on reporting.datev_settings from stoa_app;
`;
