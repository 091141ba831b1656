import type { TxCtx } from '@stoa/platform/context';

export type DayOfSales = { readonly day: string; readonly currency: string; readonly orders: number; readonly totalMinor: bigint; readonly commissionMinor: bigint };
export type OpenWork = { readonly toShip: number; readonly partlyShipped: number; readonly late: number };

/** What was sold day by day in a time zone, the last `days` of them with today: what shoppers paid, and the commission in it. Days without a sale are not there. */
export async function salesByDay(ctx: TxCtx, { days, timeZone }: { days: number; timeZone: string }): Promise<DayOfSales[]> {
  const { rows } = await ctx.tx.raw<{ rows: { day: string; currency: string; orders: number; total: string; commission: string }[] }>(
    `select to_char(g.placed_at at time zone :zone, 'YYYY-MM-DD') as day, g.currency, count(*)::int as orders, sum(g.total_minor)::text as total,
            coalesce(sum((select sum(o.commission_minor) from orders.orders o where o.tenant_id = :tenant and o.group_id = g.id)), 0)::text as commission
       from orders.order_groups g
      where g.tenant_id = :tenant and g.payment_state not in ('awaiting', 'unpaid') and g.placed_at >= (date_trunc('day', :now::timestamptz at time zone :zone) - make_interval(days => :before)) at time zone :zone
      group by 1, 2 order by 1, 2`,
    { tenant: ctx.tenantId, zone: timeZone, now: ctx.now, before: days - 1 },
  );
  return rows.map((row) => ({ day: row.day, currency: row.currency, orders: row.orders, totalMinor: BigInt(row.total), commissionMinor: BigInt(row.commission) }));
}

/** How many order groups wait for vendors to ship all or the rest of them, and how many of these hold a parcel whose promised day is over. */
export async function openWork(ctx: TxCtx, timeZone: string): Promise<OpenWork> {
  const { rows } = await ctx.tx.raw<{ rows: { to_ship: number; partly_shipped: number; late: number }[] }>(
    `select count(*) filter (where g.status = 'to_ship')::int as to_ship, count(*) filter (where g.status = 'partly_shipped')::int as partly_shipped,
            count(*) filter (where exists (select 1 from orders.consignments c where c.tenant_id = :tenant and c.group_id = g.id and c.status = 'to_ship' and c.delivery_to < (:now::timestamptz at time zone :zone)::date))::int as late
       from orders.order_groups g where g.tenant_id = :tenant and g.status in ('to_ship', 'partly_shipped')`,
    { tenant: ctx.tenantId, zone: timeZone, now: ctx.now },
  );
  const work = rows[0]!;
  return { toShip: work.to_ship, partlyShipped: work.partly_shipped, late: work.late };
}
