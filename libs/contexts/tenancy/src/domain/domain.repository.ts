import type { Knex } from 'knex';
import type { TenantId } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { DomainId } from '@stoa/events/tenancy';

/** A host name a marketplace claims. It is served only once a DNS TXT record has proven it. */
export type Domain = { id: DomainId; host: string; challenge: string; verifiedAt: Date | null };
type Row = { tenant_id: TenantId; id: DomainId; host: string; challenge: string; created_at: Date; verified_at: Date | null };
type InTenant = { tx: Knex.Transaction; tenantId: TenantId; now: Date };

const domains = (ctx: InTenant) => ctx.tx<Row>('tenancy.domains').where('tenant_id', ctx.tenantId);

export async function insertDomain(ctx: InTenant, domain: Omit<Domain, 'id'>): Promise<void> {
  await ctx.tx<Row>('tenancy.domains').insert({ tenant_id: ctx.tenantId, id: newId<DomainId>(), host: domain.host.toLowerCase(), challenge: domain.challenge, created_at: ctx.now, verified_at: domain.verifiedAt });
}

export async function listDomains(ctx: InTenant): Promise<Domain[]> {
  return (await domains(ctx).orderBy('id')).map((row) => fromRow(row as Row));
}

export async function findDomain(ctx: InTenant, id: DomainId): Promise<Domain | null> {
  const row = await domains(ctx).where({ id }).first();
  return row ? fromRow(row as Row) : null;
}

/** Answers false when another marketplace has proven the host before. */
export async function markVerified(ctx: InTenant, id: DomainId): Promise<boolean> {
  const { rowCount } = await ctx.tx.raw<{ rowCount: number }>(
    `update tenancy.domains d set verified_at = ? where d.tenant_id = ? and d.id = ? and not exists (select 1 from tenancy.domains o where o.host = d.host and o.verified_at is not null and o.id <> d.id)`,
    [ctx.now, ctx.tenantId, id],
  );
  return rowCount === 1;
}

const fromRow = (r: Row): Domain => ({ id: r.id, host: r.host, challenge: r.challenge, verifiedAt: r.verified_at });
