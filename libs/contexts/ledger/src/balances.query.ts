import type { TxCtx } from '@stoa/platform/context';
import type { AccountKey, AccountKind } from './account.js';

export type Balance = { readonly account: AccountKey; readonly balanceMinor: bigint };
type Row = { kind: AccountKind; owner_id: string; currency: string; dimension: string; balance_minor: bigint };

/** Balances in the sense of each account's normal side (a vendor's held money is positive), of every account that fits. Guarded accounts answer from
 *  their locked row, the others by adding up their entries. */
export async function balancesOf(ctx: TxCtx, filter: { kinds: readonly AccountKind[]; owner?: string; currency?: string }): Promise<Balance[]> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `select a.kind, a.owner_id, a.currency, a.dimension,
            case when a.guarded then coalesce(b.balance_minor, 0)
                 else coalesce((select sum(e.amount_minor) from ledger.entries e where e.tenant_id = a.tenant_id and e.account_id = a.id), 0)::bigint
                      * case a.normal_side when 'debit' then 1 else -1 end end as balance_minor
       from ledger.accounts a
       left join ledger.balances b on b.tenant_id = a.tenant_id and b.account_id = a.id
      where a.tenant_id = ? and a.kind = any (?) and (?::text is null or a.owner_id = ?) and (?::text is null or a.currency = ?)
      order by a.kind, a.owner_id, a.currency, a.dimension`,
    [ctx.tenantId, [...filter.kinds], filter.owner ?? null, filter.owner ?? null, filter.currency ?? null, filter.currency ?? null],
  );
  return rows.map((row) => ({
    account: { kind: row.kind, owner: row.owner_id, currency: row.currency, dimension: row.dimension },
    balanceMinor: row.balance_minor,
  }));
}
