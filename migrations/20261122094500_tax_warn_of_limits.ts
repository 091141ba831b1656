import { lockToTenant } from '@stoa/platform/migration';

/** Steps towards limits of the law that staff were told of: each once for the count that it is of. */
export const sql = `
create table tax.threshold_steps (
  tenant_id uuid not null,
  code text not null,
  place text not null,
  seller text not null,
  step text not null check (step in ('near', 'crossed')),
  period text not null check (period ~ '^([0-9]{4}|rolling)$'),
  told_at timestamptz not null,
  primary key (tenant_id, code, place, seller, step, period)
);
${lockToTenant('tax.threshold_steps')}
`;
