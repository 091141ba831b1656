import type { TxCtx } from '@stoa/platform/context';

/** How many live listings of a market stand under each path, those of the categories below included. */
export async function countLiveListings(ctx: TxCtx, marketCode: string): Promise<Map<string, number>> {
  const { rows } = await ctx.tx.raw<{ rows: { path: string; count: number }[] }>(
    `select up.path, count(*)::int as count
       from catalog.listings l
       join catalog.listing_versions ver on ver.tenant_id = l.tenant_id and ver.id = l.live_version_id
       join catalog.categories c on c.tenant_id = l.tenant_id and c.id = ver.category_id
       join catalog.categories up on up.tenant_id = l.tenant_id and (up.path = c.path or starts_with(c.path, up.path || '/'))
      where l.tenant_id = ? and ver.judgement->'markets'->(?::text)->>'outcome' = 'allowed'
      group by up.path`,
    [ctx.tenantId, marketCode],
  );
  return new Map(rows.map((row) => [row.path, row.count]));
}
