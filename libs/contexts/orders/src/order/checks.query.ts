import type { TxCtx } from '@stoa/platform/context';
import type { InvariantCheck, InvariantVerdict } from '@stoa/platform/invariant';

async function count(ctx: TxCtx, table: 'orders.order_groups' | 'orders.orders'): Promise<number> {
  const { rows } = await ctx.tx.raw<{ rows: { count: number }[] }>(`select count(*)::int as count from ${table} where tenant_id = ?`, [ctx.tenantId]);
  return rows[0]?.count ?? 0;
}

/** Looks at everything in a table with a statement that finds what is wrong. */
const finding = (table: 'orders.order_groups' | 'orders.orders', sql: string) => async (ctx: TxCtx): Promise<InvariantVerdict> => {
  const { rows } = await ctx.tx.raw<{ rows: { what: string }[] }>(sql, { tenant: ctx.tenantId });
  return { looked_at: await count(ctx, table), breaks: rows };
};

/** What production may ask of its orders at any time (DESIGN.md section 10, line 3). */
export const checks: readonly InvariantCheck[] = [
  {
    code: 'orders.groups_add_up', label: 'An order group comes to the sum of its orders', how: 'The total and the tax of each group against its orders.',
    run: finding(
      'orders.order_groups',
      `select g.number || ': ' || g.total_minor || ' against ' || coalesce(o.total, 0) as what from orders.order_groups g
         left join (select tenant_id, group_id, sum(total_minor) as total, sum(tax_minor) as tax, count(*) as orders from orders.orders where tenant_id = :tenant group by tenant_id, group_id) o
           on o.tenant_id = g.tenant_id and o.group_id = g.id
        where g.tenant_id = :tenant and (g.total_minor <> coalesce(o.total, 0) or g.tax_minor <> coalesce(o.tax, 0) or g.order_count <> coalesce(o.orders, 0)) limit 100`),
  },
  {
    code: 'orders.orders_add_up', label: 'An order comes to the sum of its lines, shipping and fees', how: 'The total of each order against lines, shipping and fees.',
    run: finding(
      'orders.orders',
      `select o.number || ': ' || o.total_minor || ' against ' || (coalesce(l.gross, 0) + coalesce(c.gross, 0)) as what from orders.orders o
         left join (select order_id, sum(gross_minor) as gross from orders.order_lines where tenant_id = :tenant group by order_id) l on l.order_id = o.id
         left join (select c.order_id, sum(c.shipping_gross_minor + coalesce((select sum((f->>'grossMinor')::bigint) from jsonb_array_elements(c.fees) f), 0)) as gross
                 from orders.consignments c where c.tenant_id = :tenant group by c.order_id) c on c.order_id = o.id
        where o.tenant_id = :tenant and o.total_minor <> coalesce(l.gross, 0) + coalesce(c.gross, 0) limit 100`),
  },
];
