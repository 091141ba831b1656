import type { Knex } from 'knex';
import type { TenantId } from '../context.js';

/** As stoa_relay, who sees nothing of such a table but these two columns. */
export const tenantsWithSomethingDue = (tx: Knex.Transaction, due: { table: string; column: string }, now: Date): Promise<TenantId[]> =>
  tx(due.table).distinct('tenant_id').where(due.column, '<=', now).pluck('tenant_id');
