import type { TxCtx } from '@stoa/platform/context';

type Finding = { looked_at: bigint; breaks: string[] | null };

/** Every journal adds up to nothing in each currency. */
export const unbalancedJournals = (ctx: TxCtx) => find(ctx, `
  select count(distinct x.journal_id) as looked_at,
         array_agg(x.journal_id || ' is off by ' || x.off || ' ' || x.currency) filter (where x.off <> 0) as breaks
    from (select e.journal_id, e.currency, sum(e.amount_minor) as off from ledger.entries e where e.tenant_id = :tenant group by 1, 2) x`);

/** The locked balance of each guarded account is the sum of its entries. */
export const driftedBalances = (ctx: TxCtx) => find(ctx, `
  select count(*) as looked_at,
         array_agg(x.kind || ' of ' || x.owner_id || ' says ' || x.said || ', its entries say ' || x.summed) filter (where x.said <> x.summed) as breaks
    from (select a.kind, a.owner_id, coalesce(b.balance_minor, 0) as said,
                 coalesce((select sum(e.amount_minor) from ledger.entries e where e.tenant_id = a.tenant_id and e.account_id = a.id), 0)
                   * case a.normal_side when 'debit' then 1 else -1 end as summed
            from ledger.accounts a left join ledger.balances b on b.tenant_id = a.tenant_id and b.account_id = a.id
           where a.tenant_id = :tenant and a.guarded) x`);

/** Each journal has its entries: none stands empty. */
export const emptyJournals = (ctx: TxCtx) => find(ctx, `
  select count(*) as looked_at, array_agg(j.id || ' has no entries') filter (where not exists
           (select 1 from ledger.entries e where e.tenant_id = j.tenant_id and e.journal_id = j.id)) as breaks
    from ledger.journals j where j.tenant_id = :tenant`);

/** What stood in a month when it was closed is all that ever stands in it. */
export const changedMonths = (ctx: TxCtx) => find(ctx, `
  select count(*) as looked_at, array_agg(x.period || ' was closed with ' || x.journals || ' journals and has ' || x.now) filter (where x.journals <> x.now) as breaks
    from (select c.period, c.journals,
                 (select count(*) from ledger.journals j where j.tenant_id = c.tenant_id and j.occurred_at < c.until
                     and j.occurred_at >= coalesce((select max(p.until) from ledger.closings p where p.tenant_id = c.tenant_id and p.until < c.until), '-infinity')) as now
            from ledger.closings c where c.tenant_id = :tenant) x`);

async function find(ctx: TxCtx, sql: string): Promise<{ looked_at: number; breaks: { what: string }[] }> {
  const { rows } = await ctx.tx.raw<{ rows: Finding[] }>(sql, { tenant: ctx.tenantId });
  return { looked_at: Number(rows[0]?.looked_at ?? 0n), breaks: (rows[0]?.breaks ?? []).map((what) => ({ what })) };
}
