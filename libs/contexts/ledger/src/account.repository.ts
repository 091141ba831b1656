import type { AccountId } from '@stoa/events/ledger';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { ACCOUNT_KINDS, type AccountKey } from './account.js';

/** Opens accounts that do not exist yet; answers with how many were new. */
export async function insertAccounts(ctx: TxCtx, keys: readonly AccountKey[]): Promise<number> {
  if (keys.length === 0) return 0;
  const rows = keys.map((key) => ({
    tenant_id: ctx.tenantId, id: newId<AccountId>(), kind: key.kind, owner_id: key.owner, currency: key.currency, dimension: key.dimension,
    normal_side: ACCOUNT_KINDS[key.kind].side, guarded: ACCOUNT_KINDS[key.kind].guarded, opened_at: ctx.now,
  }));
  const opened = await ctx.tx('ledger.accounts').insert(rows).onConflict(['tenant_id', 'kind', 'owner_id', 'currency', 'dimension']).ignore().returning('id');
  return opened.length;
}
