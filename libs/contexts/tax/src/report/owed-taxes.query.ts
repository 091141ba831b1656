import type { TaxDecisionId } from '@stoa/events/tax';
import type { TxCtx } from '@stoa/platform/context';

/** What the marketplace owes by a decision, or sold without owing anything (`untaxed`: `name` is the treatment). Per authority and rate; bases without tax. */
export type OwedTax = {
  readonly kind: 'tax' | 'fee' | 'untaxed';
  readonly decisionId: TaxDecisionId; readonly orderId: string; readonly decidedAt: Date; readonly place: string; readonly scheme: string; readonly currency: string;
  /** Of an untaxed sale, its line; taxes and fees are added up over lines. */
  readonly lineId: string | null;
  readonly authority: string; readonly name: string; readonly ratePct: string; readonly baseMinor: bigint; readonly minor: bigint;
};

type Row = { kind: OwedTax['kind']; id: TaxDecisionId; order_id: string; decided_at: Date; place: string; scheme: string; currency: string; line_id: string | null; authority: string; name: string; rate: string; base: bigint; tax: bigint };

/** Of the decisions of these orders: all that the marketplace pays to authorities itself. What vendors pay is not here. */
export async function listOwedTaxes(ctx: TxCtx, orderIds: readonly string[]): Promise<OwedTax[]> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `with d as (select id, order_id, decided_at, place, scheme, currency, decision from tax.decisions where tenant_id = :tenant and order_id = any(:orders)),
          l as (select d.*, line from d cross join lateral jsonb_array_elements(
                  d.decision->'lines' || case jsonb_typeof(d.decision->'shipping') when 'object' then jsonb_build_array(d.decision->'shipping') else '[]'::jsonb end) as line)
     select 'tax' as kind, l.id, l.order_id, l.decided_at, l.place, l.scheme, l.currency, null as line_id, c->>'authority' as authority, c->>'name' as name, c->>'ratePct' as rate,
            sum((c->>'baseMinor')::bigint)::bigint as base, sum((c->>'taxMinor')::bigint)::bigint as tax
       from l cross join lateral jsonb_array_elements(l.line->'components') as c where c->>'remitter' = 'platform' group by 1, 2, 3, 4, 5, 6, 7, 9, 10, 11
     union all
     select 'fee', d.id, d.order_id, d.decided_at, d.place, d.scheme, d.currency, null, f->>'authority', f->>'code', '0', 0, sum((f->>'amountMinor')::bigint)::bigint
       from d cross join lateral jsonb_array_elements(d.decision->'fees') as f where f->>'remitter' = 'platform' group by 1, 2, 3, 4, 5, 6, 7, 9, 10, 11
     union all
     select 'untaxed', l.id, l.order_id, l.decided_at, l.place, l.scheme, l.currency, l.line->>'id', '', l.line->>'treatment', '0', (l.line->>'netMinor')::bigint, 0
       from l where l.line->>'liable' = 'platform' and not exists (select 1 from jsonb_array_elements(l.line->'components') as c where c->>'remitter' = 'platform')
     order by 4, 2, 1, 9, 10, 11, 8`,
    { tenant: ctx.tenantId, orders: [...orderIds] },
  );
  return rows.map((row) => ({
    kind: row.kind, decisionId: row.id, orderId: row.order_id, decidedAt: row.decided_at, place: row.place, scheme: row.scheme, currency: row.currency, lineId: row.line_id,
    authority: row.authority, name: row.name, ratePct: row.rate, baseMinor: row.base, minor: row.tax,
  }));
}

/** Orders with a decision from a stretch of time, in portions: `after` is the last order of the portion before. */
export async function listDecidedOrders(ctx: TxCtx, { from, to, after, limit }: { from: Date; to: Date; after: string | null; limit: number }): Promise<string[]> {
  const { rows } = await ctx.tx.raw<{ rows: { order_id: string }[] }>(
    `select distinct order_id from tax.decisions where tenant_id = :tenant and decided_at >= :from and decided_at < :to and order_id > :after::uuid order by order_id limit :limit`,
    { tenant: ctx.tenantId, from, to, after: after ?? '00000000-0000-0000-0000-000000000000', limit },
  );
  return rows.map((row) => row.order_id);
}
