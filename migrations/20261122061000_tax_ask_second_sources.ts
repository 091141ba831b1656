import { insertOnly, lockToTenant } from '@stoa/platform/migration';

/** Places whose local rates a marketplace asks of a company, and what was asked and answered, kept as evidence. */
export const sql = `
create table tax.second_sources (
  tenant_id uuid not null,
  place text not null check (place ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'),
  source text not null check (source in ('stripe_tax')),
  chosen_by text not null,
  chosen_at timestamptz not null,
  primary key (tenant_id, place)
);
${lockToTenant('tax.second_sources')}

create table tax.provided_answers (
  tenant_id uuid not null,
  id uuid not null,
  question_sha256 text not null check (question_sha256 ~ '^[0-9a-f]{64}$'),
  place text not null,
  source text not null check (source in ('stripe_tax')),
  question jsonb not null,
  reference text,
  lines jsonb,
  reason text,
  asked_at timestamptz not null,
  primary key (tenant_id, id),
  check ((reference is null) = (lines is null) and (reference is null) = (reason is not null))
);
create index provided_answers_by_question on tax.provided_answers (tenant_id, question_sha256, asked_at);
${insertOnly('tax.provided_answers')}
`;
