import type { JournalId } from '@stoa/events/ledger';
import type { TxCtx } from '@stoa/platform/context';
import type { AccountKind, Side } from './account.js';
import type { Journal, Memo, Source } from './journal.js';
import { journalNotFound } from './journal.errors.js';

type Row = {
  id: JournalId; source_kind: string; source_id: string; event_kind: string; occurred_at: Date; actor_kind: string; actor_id: string; memo: Memo;
  seq: number; amount_minor: bigint; currency: string; kind: AccountKind; owner_id: string; dimension: string; normal_side: Side;
};

const SELECT = `
  select j.id, j.source_kind, j.source_id, j.event_kind, j.occurred_at, j.actor_kind, j.actor_id, j.memo,
         e.seq, e.amount_minor, e.currency, a.kind, a.owner_id, a.dimension, a.normal_side
    from ledger.journals j
    join ledger.entries e on e.tenant_id = j.tenant_id and e.journal_id = j.id
    join ledger.accounts a on a.tenant_id = e.tenant_id and a.id = e.account_id`;

/** All journals about these things, in the order in which they were booked. */
export async function journalsOf(ctx: TxCtx, sources: readonly Source[]): Promise<Journal[]> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `${SELECT} join unnest(?::text[], ?::text[]) as s (kind, id) on s.kind = j.source_kind and s.id = j.source_id
     where j.tenant_id = ? order by j.occurred_at, j.id, e.seq`,
    [sources.map((s) => s.kind), sources.map((s) => s.id), ctx.tenantId],
  );
  return toJournals(rows);
}

/** One journal with its entries. */
export async function getJournal(ctx: TxCtx, id: JournalId): Promise<Journal> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(`${SELECT} where j.tenant_id = ? and j.id = ? order by e.seq`, [ctx.tenantId, id]);
  const [journal] = toJournals(rows);
  if (!journal) throw journalNotFound();
  return journal;
}

/** Journals by their ids, in the order in which they were booked. */
export async function journalsWithIds(ctx: TxCtx, ids: readonly JournalId[]): Promise<Journal[]> {
  if (ids.length === 0) return [];
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(`${SELECT} where j.tenant_id = ? and j.id = any (?::uuid[]) order by j.occurred_at, j.id, e.seq`, [ctx.tenantId, [...ids]]);
  return toJournals(rows);
}

function toJournals(rows: readonly Row[]): Journal[] {
  const journals = new Map<JournalId, Journal & { entries: Journal['entries'][number][] }>();
  for (const row of rows) {
    const journal = journals.get(row.id) ?? {
      id: row.id,
      source: { kind: row.source_kind, id: row.source_id },
      event: row.event_kind,
      occurredAt: row.occurred_at,
      actor: { kind: row.actor_kind, id: row.actor_id },
      memo: row.memo,
      entries: [],
    };
    journal.entries.push({
      seq: row.seq,
      amountMinor: row.amount_minor,
      normalSide: row.normal_side,
      account: { kind: row.kind, owner: row.owner_id, currency: row.currency, dimension: row.dimension },
    });
    journals.set(row.id, journal);
  }
  return [...journals.values()];
}
