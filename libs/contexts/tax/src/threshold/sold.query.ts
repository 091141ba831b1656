import type { TxCtx } from '@stoa/platform/context';
import type { Sold } from './threshold.js';

type Row = { seller_id: string | null; to_country: string; to_region: string | null; currency: string; net: bigint; sales: number };

/** What was sold to each place since a moment, by everybody together, less what was given back. The marketplace's own service to its vendors is no sale there. */
export async function listSoldTo(ctx: TxCtx, since: Date): Promise<Sold[]> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `select null as seller_id, d.to_country, d.to_region, d.currency, sum(d.net_minor - coalesce(c.net, 0))::bigint as net, count(distinct d.order_id)::int as sales
       from tax.decisions d
       left join lateral (select sum(case direction when 'given_back' then net_minor else -net_minor end) as net from tax.corrections where tenant_id = :tenant and decision_id = d.id) c on true
      where d.tenant_id = :tenant and d.tax_point >= :since and d.from_country is not null and d.seller_id <> 'marketplace' group by 2, 3, 4`,
    { tenant: ctx.tenantId, since },
  );
  return rows.map(soldOf);
}

/** What vendors sold to consumers in other countries of a union since the year began where it left, less what was given back. `years`: when it began in each member. `sellers` null: all of them. */
export async function listSoldAcross(ctx: TxCtx, { years, sellers = null }: { years: ReadonlyMap<string, Date>; sellers?: readonly string[] | null }): Promise<Sold[]> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `select d.seller_id, 'union' as to_country, null as to_region, d.currency, sum(d.net_minor - coalesce(c.net, 0))::bigint as net, count(distinct d.order_id)::int as sales
       from tax.decisions d
       join unnest(:members::text[], :began::timestamptz[]) as y(country, began) on y.country = d.from_country and d.tax_point >= y.began
       left join lateral (select sum(case direction when 'given_back' then net_minor else -net_minor end) as net from tax.corrections where tenant_id = :tenant and decision_id = d.id) c on true
      where d.tenant_id = :tenant and d.tax_point >= :since and d.from_country <> d.to_country and d.to_country = any(:members)
        and d.buyer_type = 'consumer' and d.liable = 'seller' and (:sellers::text[] is null or d.seller_id = any(:sellers)) group by 1, 4`,
    { tenant: ctx.tenantId, since: new Date(Math.min(...[...years.values()].map(Number))), members: [...years.keys()], began: [...years.values()], sellers: sellers === null ? null : [...sellers] },
  );
  return rows.map(soldOf);
}

const soldOf = (row: Row): Sold => ({ sellerId: row.seller_id, place: row.to_region === null ? row.to_country : `${row.to_country}-${row.to_region}`, currency: row.currency, netMinor: row.net, sales: row.sales });
