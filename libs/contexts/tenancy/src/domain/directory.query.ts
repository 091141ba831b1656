import type { Knex } from 'knex';
import type { TenantId } from '@stoa/platform/context';
import type { TenantStatus } from '../tenant/tenant.js';

/** What one needs to know to open a context for a marketplace. */
export type TenantRef = { readonly tenantId: TenantId; readonly slug: string; readonly status: TenantStatus; readonly publishableKey: string };

const COLUMNS = `t.tenant_id as "tenantId", t.slug, t.status, k.key as "publishableKey"`;
const KEY = `join lateral (select key from tenancy.publishable_keys where tenant_id = t.tenant_id and revoked_at is null order by created_at, key limit 1) k on true`;

/** By a key that nobody revoked. */
export async function findRefByKey(tx: Knex.Transaction, key: string): Promise<TenantRef | null> {
  const { rows } = await tx.raw<{ rows: TenantRef[] }>(
    `select t.tenant_id as "tenantId", t.slug, t.status, k.key as "publishableKey" from tenancy.publishable_keys k join tenancy.tenants t using (tenant_id) where k.key = ? and k.revoked_at is null`,
    [key],
  );
  return rows[0] ?? null;
}

/** By a host that is proven to be the marketplace's. */
export async function findRefByHost(tx: Knex.Transaction, host: string): Promise<TenantRef | null> {
  const { rows } = await tx.raw<{ rows: TenantRef[] }>(
    `select ${COLUMNS} from tenancy.domains d join tenancy.tenants t on t.tenant_id = d.tenant_id ${KEY} where d.host = ? and d.verified_at is not null`,
    [host],
  );
  return rows[0] ?? null;
}

export async function findRefBySlug(tx: Knex.Transaction, slug: string): Promise<TenantRef | null> {
  const { rows } = await tx.raw<{ rows: TenantRef[] }>(`select ${COLUMNS} from tenancy.tenants t ${KEY} where t.slug = ?`, [slug]);
  return rows[0] ?? null;
}

/** Every marketplace, for work that must be done for each. */
export async function listTenantIds(tx: Knex.Transaction): Promise<TenantId[]> {
  return (await tx('tenancy.tenants').select<{ tenant_id: TenantId }[]>('tenant_id').orderBy('tenant_id')).map((row) => row.tenant_id);
}

export async function findRefById(tx: Knex.Transaction, tenantId: TenantId): Promise<TenantRef | null> {
  const { rows } = await tx.raw<{ rows: TenantRef[] }>(`select ${COLUMNS} from tenancy.tenants t ${KEY} where t.tenant_id = ?`, [tenantId]);
  return rows[0] ?? null;
}
