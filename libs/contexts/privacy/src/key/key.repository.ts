import type { TxCtx } from '@stoa/platform/context';
import { keyPurposes, type KeyPurpose, type Sealed } from './key.js';

type Row = { tenant_id: string; purpose: KeyPurpose; wrapped: Sealed; created_at: Date };
type Found = Pick<Row, 'purpose' | 'wrapped'> & { is_settled: boolean };

/** The tenant's wrapped keys. `is_settled` is false for those that this very transaction made: they vanish if it is rolled back. */
export async function findKeys(ctx: TxCtx): Promise<Found[]> {
  return ctx.tx<Row>('privacy.tenant_keys')
    .where('tenant_id', ctx.tenantId)
    .select<Found[]>('purpose', 'wrapped', ctx.tx.raw('created_xid is distinct from pg_current_xact_id_if_assigned() as is_settled'));
}

/** Keeps the first set of keys that anyone makes for the tenant; a second set made at the same moment is dropped. */
export async function keepFirstKeys(ctx: TxCtx, wrapped: Readonly<Record<KeyPurpose, Sealed>>): Promise<void> {
  const rows = keyPurposes.map((purpose) => ({ tenant_id: ctx.tenantId, purpose, wrapped: wrapped[purpose], created_at: ctx.now }));
  await ctx.tx<Row>('privacy.tenant_keys').insert(rows).onConflict(['tenant_id', 'purpose']).ignore();
}
