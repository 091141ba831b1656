import type { JournalId } from '@stoa/events/ledger';
import type { TxCtx } from '@stoa/platform/context';
import type { AccountKind } from './account.js';
import type { Journal, Source } from './journal.js';
import { journalsWithIds } from './journals.query.js';

/** Somebody's accounts of these kinds in one currency, taken together: debts count against what is theirs. */
export type BookOf = { readonly kinds: readonly AccountKind[]; readonly owner: string; readonly currency: string };
export type Span = { readonly from: Date; readonly to: Date };
export type LineKey = { readonly at: Date; readonly sourceKind: string; readonly sourceId: string };
/** What one source did to the book at one moment. Positive is in the owner's favour. `balanceMinor` counts from the beginning of the span. */
export type BookLine = { readonly at: Date; readonly source: Source; readonly amountMinor: bigint; readonly balanceMinor: bigint; readonly journals: readonly Journal[] };

/** The lines of a book in a span, in their order, behind a key. What moves money between the accounts of the book only is no line, unless its source is of a kind in `always`. */
export async function bookLines(ctx: TxCtx, of: BookOf & Span, cut: { after: LineKey | null; limit: number; always: readonly string[] }): Promise<BookLine[]> {
  const { rows } = await ctx.tx.raw<{ rows: { occurred_at: Date; source_kind: string; source_id: string; journal_ids: JournalId[]; amount: bigint; balance: bigint }[] }>(
    `with lines as (
       select j.occurred_at, j.source_kind, j.source_id, array_agg(distinct j.id order by j.id) as journal_ids, -sum(e.amount_minor)::bigint as amount
         from ledger.accounts a
         join ledger.entries e on e.tenant_id = a.tenant_id and e.account_id = a.id
         join ledger.journals j on j.tenant_id = e.tenant_id and j.id = e.journal_id
        where a.tenant_id = :tenant and a.owner_id = :owner and a.currency = :currency and a.kind = any (:kinds) and j.occurred_at >= :from and j.occurred_at < :to
        group by 1, 2, 3 having sum(e.amount_minor) <> 0 or j.source_kind = any (:always)),
     counted as (select l.*, (sum(l.amount) over (order by l.occurred_at, l.source_kind, l.source_id))::bigint as balance from lines l)
     select * from counted c where :at::timestamptz is null or (c.occurred_at, c.source_kind, c.source_id) > (:at::timestamptz, :sourceKind::text, :sourceId::text)
      order by c.occurred_at, c.source_kind, c.source_id limit :limit`,
    {
      tenant: ctx.tenantId, owner: of.owner, currency: of.currency, kinds: [...of.kinds], from: of.from, to: of.to, always: [...cut.always],
      at: cut.after?.at ?? null, sourceKind: cut.after?.sourceKind ?? null, sourceId: cut.after?.sourceId ?? null, limit: cut.limit,
    },
  );
  const journals = new Map((await journalsWithIds(ctx, rows.flatMap((row) => row.journal_ids))).map((journal) => [journal.id, journal]));
  return rows.map((row) => ({
    at: row.occurred_at, source: { kind: row.source_kind, id: row.source_id }, amountMinor: row.amount, balanceMinor: row.balance, journals: row.journal_ids.flatMap((id) => journals.get(id) ?? []),
  }));
}

/** What an event put to a kind of account, summed. `isOwn`: an account of the book itself; all others are those of whom it had to do with. Positive is a debit. */
export type EventSum = { readonly event: string; readonly kind: AccountKind; readonly isOwn: boolean; readonly minor: bigint };

/** Every journal that touches the book in a span, summed by what happened and whom it concerned. */
export async function bookSums(ctx: TxCtx, of: BookOf & Span): Promise<EventSum[]> {
  const { rows } = await ctx.tx.raw<{ rows: { event_kind: string; kind: AccountKind; is_own: boolean; minor: bigint }[] }>(
    `with touched as (
       select distinct j.id, j.event_kind
         from ledger.accounts a
         join ledger.entries e on e.tenant_id = a.tenant_id and e.account_id = a.id
         join ledger.journals j on j.tenant_id = e.tenant_id and j.id = e.journal_id
        where a.tenant_id = :tenant and a.owner_id = :owner and a.currency = :currency and a.kind = any (:kinds) and j.occurred_at >= :from and j.occurred_at < :to)
     select t.event_kind, a.kind, (a.owner_id = :owner and a.kind = any (:kinds)) as is_own, sum(e.amount_minor)::bigint as minor
       from touched t
       join ledger.entries e on e.tenant_id = :tenant and e.journal_id = t.id and e.currency = :currency
       join ledger.accounts a on a.tenant_id = e.tenant_id and a.id = e.account_id
      where e.tenant_id = :tenant group by 1, 2, 3 order by 1, 2, 3`,
    { tenant: ctx.tenantId, owner: of.owner, currency: of.currency, kinds: [...of.kinds], from: of.from, to: of.to },
  );
  return rows.map((row) => ({ event: row.event_kind, kind: row.kind, isOwn: row.is_own, minor: row.minor }));
}

/** Somebody's part of a stretch of time: stretch 0 lies before the first boundary, 1 begins with it. Positive is in the owner's favour. */
export type BookChange = { readonly owner: string; readonly currency: string; readonly stretch: number; readonly event: string; readonly kind: AccountKind; readonly minor: bigint };

/** What happened in books between boundaries, of one owner or of all. */
export async function bookChanges(ctx: TxCtx, of: { kinds: readonly AccountKind[]; owner: string | null }, boundaries: readonly Date[]): Promise<BookChange[]> {
  const { rows } = await ctx.tx.raw<{ rows: { owner_id: string; currency: string; stretch: number; event_kind: string; kind: AccountKind; minor: bigint }[] }>(
    `select a.owner_id, a.currency, width_bucket(j.occurred_at, :boundaries::timestamptz[]) as stretch, j.event_kind, a.kind, -sum(e.amount_minor)::bigint as minor
       from ledger.accounts a
       join ledger.entries e on e.tenant_id = a.tenant_id and e.account_id = a.id
       join ledger.journals j on j.tenant_id = e.tenant_id and j.id = e.journal_id
      where a.tenant_id = :tenant and a.kind = any (:kinds) and (:owner::text is null or a.owner_id = :owner)
      group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`,
    { tenant: ctx.tenantId, kinds: [...of.kinds], owner: of.owner, boundaries: boundaries.map((at) => at.toISOString()) },
  );
  return rows.map((row) => ({ owner: row.owner_id, currency: row.currency, stretch: row.stretch, event: row.event_kind, kind: row.kind, minor: row.minor }));
}
