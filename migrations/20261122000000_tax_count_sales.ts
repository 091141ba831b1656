/** What running totals are counted by, read once from each decision as it was frozen: generated, so that they cannot differ from it. */
export const sql = `
alter table tax.decisions
  add column seller_id text generated always as (decision #>> '{facts,seller,id}') stored,
  add column buyer_type text generated always as (decision #>> '{facts,customer,type}') stored,
  add column from_country text generated always as (decision #>> '{facts,shipFrom,country}') stored,
  add column to_country text generated always as (decision #>> '{facts,shipTo,country}') stored,
  add column to_region text generated always as (decision #>> '{facts,shipTo,region}') stored,
  add column net_minor bigint generated always as ((decision #>> '{totals,netMinor}')::bigint) stored;
create index decisions_by_tax_point on tax.decisions (tenant_id, tax_point);
create index decisions_across on tax.decisions (tenant_id, seller_id, tax_point) where from_country <> to_country;
`;
