import type { Knex } from 'knex';
import type { ControlTxCtx, TenantId } from '@stoa/platform/context';
import type { Tenant, TenantStatus } from './tenant.js';
import { fromRow, type TenantRow } from './tenant.repository.js';

export type TenantLine = Tenant & { marketCodes: string[]; host: string | null; partsDone: number; partsAll: number; publishableKey: string | null };
type Row = TenantRow & { market_codes: string[]; host: string | null; parts_done: bigint; parts_all: bigint; publishable_key: string | null };

/** All marketplaces of the deployment for the operator, newest first, each with how far its provisioning is. */
export async function listTenants(ctx: ControlTxCtx, page: { limit: number; after: string | null; status: string | null }): Promise<TenantLine[]> {
  const rows = await ctx.tx<TenantRow>('tenancy.tenants as t')
    .modify((query) => void (page.after !== null && query.where('t.tenant_id', '<', page.after)))
    .modify((query) => void (page.status !== null && query.where('t.status', page.status as TenantRow['status'])))
    .orderBy('t.tenant_id', 'desc')
    .limit(page.limit)
    .select<Row[]>('t.*', ctx.tx.raw(`array(select m.code from tenancy.markets m where m.tenant_id = t.tenant_id order by m.position) as market_codes`),
      ctx.tx.raw(`(select d.host from tenancy.domains d where d.tenant_id = t.tenant_id order by d.verified_at is null, d.id limit 1) as host`),
      ctx.tx.raw(`(select count(*) from tenancy.provisioning_parts p where p.tenant_id = t.tenant_id and p.state = 'done') as parts_done`),
      ctx.tx.raw(`(select count(*) from tenancy.provisioning_parts p where p.tenant_id = t.tenant_id) as parts_all`),
      ctx.tx.raw(`(select k.key from tenancy.publishable_keys k where k.tenant_id = t.tenant_id and k.revoked_at is null order by k.created_at limit 1) as publishable_key`));
  return rows.map((row) => ({ ...fromRow(row), marketCodes: row.market_codes, host: row.host, partsDone: Number(row.parts_done), partsAll: Number(row.parts_all), publishableKey: row.publishable_key }));
}

export type TenantName = { id: TenantId; name: string; slug: string; status: TenantStatus };

/** How some marketplaces are called, for a person's list of places to work. */
export async function namesOfTenants(ctx: { tx: Knex.Transaction }, ids: readonly TenantId[]): Promise<Map<TenantId, TenantName>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.tx<TenantRow>('tenancy.tenants').whereIn('tenant_id', [...ids]).select('tenant_id', 'name', 'slug', 'status');
  return new Map(rows.map((row) => [row.tenant_id, { id: row.tenant_id, name: row.name, slug: row.slug, status: row.status }]));
}
