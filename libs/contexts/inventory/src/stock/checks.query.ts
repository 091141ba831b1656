import type { TxCtx } from '@stoa/platform/context';
import type { InvariantCheck } from '@stoa/platform/invariant';

const looking = (sql: string, times: number) => async (ctx: TxCtx) => {
  const { rows } = await ctx.tx.raw<{ rows: { what: string | null; looked_at: number }[] }>(sql, Array.from({ length: times }, () => ctx.tenantId));
  return { looked_at: rows[0]?.looked_at ?? 0, breaks: rows.flatMap((row) => (row.what === null ? [] : [{ what: row.what }])) };
};

/** What production may ask of its stock at any time. */
export const checks: readonly InvariantCheck[] = [
  {
    code: 'inventory.levels_match_movements',
    label: 'On hand is the sum of its movements',
    how: 'For each variant and warehouse: on hand against the sum of all movements.',
    run: looking(
      `with kept as (select l.variant_id, l.warehouse_id, l.on_hand, coalesce((select sum(m.quantity) from inventory.movements m
          where m.tenant_id = l.tenant_id and m.variant_id = l.variant_id and m.warehouse_id = l.warehouse_id), 0) as moved
        from inventory.levels l where l.tenant_id = ?)
       select count(*) over ()::int as looked_at, null as what from (select 1 from kept) k
       union select (select count(*)::int from kept), format('variant %s in warehouse %s: %s on hand, movements say %s', variant_id, warehouse_id, on_hand, moved) from kept where on_hand <> moved
       order by what nulls first limit 100`, 1),
  },
  {
    code: 'inventory.reserved_matches_reservations',
    label: 'Reserved is the sum of the promises that stand, and never more than on hand',
    how: 'For each variant and warehouse: reserved against the sum of all held reservations.',
    run: looking(
      `with kept as (select l.variant_id, l.warehouse_id, l.on_hand, l.reserved, coalesce((select sum(r.quantity) from inventory.reservations r
          where r.tenant_id = l.tenant_id and r.variant_id = l.variant_id and r.warehouse_id = l.warehouse_id and r.state = 'held'), 0) as promised
        from inventory.levels l where l.tenant_id = ?)
       select count(*) over ()::int as looked_at, null as what from (select 1 from kept) k
       union select (select count(*)::int from kept), format('variant %s in warehouse %s: %s reserved, %s promised, %s on hand', variant_id, warehouse_id, reserved, promised, on_hand)
         from kept where reserved <> promised or reserved > on_hand
       order by what nulls first limit 100`, 1),
  },
];
