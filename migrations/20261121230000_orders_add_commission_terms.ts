/** A line keeps how its commission was worked out: what was added for each piece, the least and the most of each piece, and by which version of the plan. Lines from before had a
 *  percentage alone, and did not say their version. */
export const sql = `
alter table orders.order_lines
  add column commission_fixed_minor bigint not null default 0,
  add column commission_min_minor bigint,
  add column commission_max_minor bigint,
  add column commission_plan_version integer;
`;
