import type { JournalId } from '@stoa/events/ledger';
import type { TxCtx } from '@stoa/platform/context';
import type { AccountKind } from './account.js';
import type { Source } from './journal.js';

/** What one journal did to accounts of a kind: `creditMinor` is positive where they were credited, negative where they were debited. */
export type Posting = { readonly journalId: JournalId; readonly source: Source; readonly event: string; readonly occurredAt: Date; readonly kind: AccountKind; readonly dimension: string; readonly currency: string; readonly creditMinor: bigint };
/** A stretch of the books, read in portions of `limit` journals: `after` is the last journal of the portion before. */
export type Stretch = { readonly kinds: readonly AccountKind[]; readonly from: Date; readonly to: Date; readonly after: { readonly occurredAt: Date; readonly journalId: JournalId } | null; readonly limit: number };

type Row = { journal_id: JournalId; source_kind: string; source_id: string; event_kind: string; occurred_at: Date; kind: AccountKind; dimension: string; currency: string; credit: bigint };

/** All journals of a stretch that touch accounts of these kinds, in the order in which they were booked; one row per journal, kind, dimension and currency. */
export async function postingsBetween(ctx: TxCtx, { kinds, from, to, after, limit }: Stretch): Promise<Posting[]> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `with js as (
       select j.id, j.source_kind, j.source_id, j.event_kind, j.occurred_at from ledger.journals j
        where j.tenant_id = :tenant and j.occurred_at >= :from and j.occurred_at < :to and (j.occurred_at, j.id) > (:afterTime::timestamptz, :afterId::uuid)
          and exists (select 1 from ledger.entries e join ledger.accounts a on a.tenant_id = e.tenant_id and a.id = e.account_id
                       where e.tenant_id = :tenant and e.journal_id = j.id and a.kind = any(:kinds))
        order by j.occurred_at, j.id limit :limit)
     select js.id as journal_id, js.source_kind, js.source_id, js.event_kind, js.occurred_at, a.kind, a.dimension, a.currency, -sum(e.amount_minor)::bigint as credit
       from js join ledger.entries e on e.tenant_id = :tenant and e.journal_id = js.id join ledger.accounts a on a.tenant_id = :tenant and a.id = e.account_id
      where a.kind = any(:kinds) group by js.id, js.source_kind, js.source_id, js.event_kind, js.occurred_at, a.kind, a.dimension, a.currency
      order by js.occurred_at, js.id, a.kind, a.dimension, a.currency`,
    { tenant: ctx.tenantId, kinds: [...kinds], from, to, afterTime: after?.occurredAt ?? new Date(0), afterId: after?.journalId ?? '00000000-0000-0000-0000-000000000000', limit },
  );
  return rows.map((row) => ({ journalId: row.journal_id, source: { kind: row.source_kind, id: row.source_id }, event: row.event_kind, occurredAt: row.occurred_at, kind: row.kind, dimension: row.dimension, currency: row.currency, creditMinor: row.credit }));
}
