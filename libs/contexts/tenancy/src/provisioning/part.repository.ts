import type { Knex } from 'knex';
import type { TenantId } from '@stoa/platform/context';
import type { ProvisioningPart } from '@stoa/events/tenancy';
import type { Part } from './part.js';

type Row = { tenant_id: TenantId; part: ProvisioningPart; state: Part['state']; detail: string; tries: number; requested_at: Date; finished_at: Date | null };
type InTenant = { tx: Knex.Transaction; tenantId: TenantId; now: Date };

const parts = (ctx: InTenant) => ctx.tx<Row>('tenancy.provisioning_parts').where('tenant_id', ctx.tenantId);

export async function insertParts(ctx: InTenant, wanted: readonly ProvisioningPart[]): Promise<void> {
  await ctx.tx<Row>('tenancy.provisioning_parts').insert(wanted.map((part) => ({ tenant_id: ctx.tenantId, part, state: 'requested' as const, detail: '', tries: 1, requested_at: ctx.now, finished_at: null })));
}

export async function listParts(ctx: InTenant): Promise<Part[]> {
  return (await parts(ctx).orderBy('part')).map((r) => ({ part: r.part, state: r.state, detail: r.detail, tries: r.tries, requestedAt: r.requested_at, finishedAt: r.finished_at }));
}

export async function finishPart(ctx: InTenant, part: ProvisioningPart, outcome: { state: 'done' | 'failed'; detail: string }): Promise<void> {
  // What is done stays done: an old failure that arrives late changes nothing.
  await parts(ctx).where({ part }).whereNot('state', 'done').update({ ...outcome, finished_at: ctx.now });
}

export async function requestPartAgain(ctx: InTenant, part: ProvisioningPart): Promise<void> {
  await parts(ctx).where({ part }).update({ state: 'requested', detail: '', finished_at: null, requested_at: ctx.now, tries: ctx.tx.raw('tries + 1') as unknown as number });
}

export async function countOpenParts(ctx: InTenant): Promise<number> {
  const row = await parts(ctx).whereNot('state', 'done').count<{ count: bigint }[]>('* as count').first();
  return Number(row?.count ?? 0n);
}
