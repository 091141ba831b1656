import type { Knex } from 'knex';
import type { TenantId, TxCtx } from '../context.js';
import { markTold } from '../database.js';
import type { DomainEvent } from '../events.js';

type OutboxRow = { tenant_id: TenantId; id: string; name: string; version: number; payload: unknown; occurred_at: Date };

export const toEvent = (row: OutboxRow): DomainEvent => ({
  id: row.id, name: row.name, version: row.version, tenantId: row.tenant_id, payload: row.payload, occurredAt: row.occurred_at,
});

type Telling = Pick<TxCtx, 'tenantId' | 'tx' | 'now'>;
type Told = { id: string; name: string; version: number; payload: unknown };

export async function insertOutbox(ctx: Telling, events: readonly Told[], options: { relayedAt?: Date | null } = {}): Promise<void> {
  await insertingOutbox(ctx, events, options);
}

/** The statement that tells them, for who sends it together with others. */
export function insertingOutbox(ctx: Telling, events: readonly Told[], { relayedAt = null }: { relayedAt?: Date | null } = {}): Knex.QueryBuilder {
  markTold(ctx.tx);
  return ctx.tx('platform.outbox').insert(events.map((event) => ({
    tenant_id: ctx.tenantId, id: event.id, name: event.name, version: event.version, payload: JSON.stringify(event.payload), occurred_at: ctx.now, ...(relayedAt && { relayed_at: relayedAt }),
  })));
}

/** False when this handler has had this event already. */
export async function insertReceipt(ctx: TxCtx, handler: string, eventId: string): Promise<boolean> {
  const rows = await ctx.tx('platform.receipts')
    .insert({ tenant_id: ctx.tenantId, handler, event_id: eventId, received_at: ctx.now })
    .onConflict(['tenant_id', 'handler', 'event_id']).ignore()
    .returning('event_id');
  return rows.length === 1;
}

/** The same for several events: those that this handler has not had. */
export async function insertReceipts(ctx: TxCtx, handler: string, eventIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await ctx.tx.raw<{ rows: { event_id: string }[] }>(
    `insert into platform.receipts (tenant_id, handler, event_id, received_at) select ?, ?, event_id, ? from (select distinct unnest(?::uuid[]) as event_id order by 1) as told
     on conflict (tenant_id, handler, event_id) do nothing returning event_id`, [ctx.tenantId, handler, ctx.now, [...eventIds]],
  );
  return new Set(rows.map((row) => row.event_id));
}

/** Role stoa_relay: it has policies for select AND for update; with the first alone `for update` finds no row and says nothing. */
export async function takeUnrelayed(tx: Knex.Transaction, limit: number): Promise<DomainEvent[]> {
  const rows: OutboxRow[] = await tx('platform.outbox')
    .select('tenant_id', 'id', 'name', 'version', 'payload', 'occurred_at')
    .whereNull('relayed_at').orderBy('id').limit(limit).forUpdate().skipLocked();
  return rows.map(toEvent);
}

export async function markRelayed(tx: Knex.Transaction, events: readonly DomainEvent[], at: Date): Promise<void> {
  await tx.raw(
    `update platform.outbox o set relayed_at = ? from unnest(?::uuid[], ?::uuid[]) as sent (tenant_id, id)
     where o.tenant_id = sent.tenant_id and o.id = sent.id`,
    [at, events.map((event) => event.tenantId), events.map((event) => event.id)],
  );
}
