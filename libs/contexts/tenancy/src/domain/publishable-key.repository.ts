import type { Knex } from 'knex';
import type { TenantId } from '@stoa/platform/context';

type Row = { tenant_id: TenantId; key: string; created_at: Date; revoked_at: Date | null };
type InTenant = { tx: Knex.Transaction; tenantId: TenantId; now: Date };

export async function insertKey(ctx: InTenant, key: string): Promise<void> {
  await ctx.tx<Row>('tenancy.publishable_keys').insert({ tenant_id: ctx.tenantId, key, created_at: ctx.now, revoked_at: null });
}
