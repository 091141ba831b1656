import { insertOnly } from '@stoa/platform/migration';

/** What was given back of the tax of a decision: the decision itself stays as it was made. */
export const sql = `
create table tax.corrections (
  tenant_id uuid not null,
  id uuid not null,
  decision_id uuid not null,
  -- What caused it, such as a refund. A correction that is taken back is another one of the same cause.
  cause_id uuid not null,
  direction text not null check (direction in ('given_back', 'taken_back')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  net_minor bigint not null,
  tax_minor bigint not null,
  lines jsonb not null,
  corrected_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, decision_id, cause_id, direction),
  foreign key (tenant_id, decision_id) references tax.decisions (tenant_id, id)
);
${insertOnly('tax.corrections')}
`;
