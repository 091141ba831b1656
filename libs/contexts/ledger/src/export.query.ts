import type { JournalId } from '@stoa/events/ledger';
import type { TxCtx } from '@stoa/platform/context';
import type { AccountKey, AccountKind } from './account.js';
import type { Journal, Memo } from './journal.js';

/** A stretch of the books for an accountant: of the journals dated in it, `limit` behind the first `skip`; null means all. */
export type BooksOf = { readonly from: Date; readonly to: Date; readonly skip: number; readonly limit: number | null };
/** What the ledger itself says of an account: before the stretch, what the journals that were read put to either side, and at the end of the stretch. Balances are debits less credits. */
export type AccountTotal = { readonly account: AccountKey; readonly openingMinor: bigint; readonly debitMinor: bigint; readonly creditMinor: bigint; readonly closingMinor: bigint };

type Row = {
  part: 'entry' | 'total'; id: JournalId; source_kind: string; source_id: string; event_kind: string; occurred_at: Date; actor_kind: string; actor_id: string; memo: Memo; seq: number; amount: bigint;
  kind: AccountKind; owner_id: string; currency: string; dimension: string; normal_side: 'debit' | 'credit'; opening: bigint; debit: bigint; credit: bigint; closing: bigint;
};

// One statement, so that entries and totals are of one moment, however long the reading takes. Totals are added up from the accounts' side.
const BOOKS = `
  with js as materialized (
    select j.id, j.source_kind, j.source_id, j.event_kind, j.occurred_at, j.actor_kind, j.actor_id, j.memo from ledger.journals j
     where j.tenant_id = :tenant and j.occurred_at >= :from and j.occurred_at < :to order by j.occurred_at, j.id offset :skip limit :limit)
  select * from (
    select 'entry' as part, js.id, js.source_kind, js.source_id, js.event_kind, js.occurred_at, js.actor_kind, js.actor_id, js.memo, e.seq, e.amount_minor as amount,
           a.kind, a.owner_id, a.currency, a.dimension, a.normal_side, 0::bigint as opening, 0::bigint as debit, 0::bigint as credit, 0::bigint as closing
      from js join ledger.entries e on e.tenant_id = :tenant and e.journal_id = js.id join ledger.accounts a on a.tenant_id = :tenant and a.id = e.account_id
     order by js.occurred_at, js.id, e.seq) entries
  union all
  select 'total', null, '', '', '', null, '', '', null, 0, 0, a.kind, a.owner_id, a.currency, a.dimension, a.normal_side, t.opening, t.debit, t.credit, t.closing
    from ledger.accounts a cross join lateral (
      select coalesce(sum(e.amount_minor) filter (where j.occurred_at < :from), 0)::bigint as opening, coalesce(sum(e.amount_minor), 0)::bigint as closing,
             coalesce(sum(e.amount_minor) filter (where e.amount_minor > 0 and j.id in (select js.id from js)), 0)::bigint as debit,
             coalesce(-sum(e.amount_minor) filter (where e.amount_minor < 0 and j.id in (select js.id from js)), 0)::bigint as credit
        from ledger.entries e join ledger.journals j on j.tenant_id = e.tenant_id and j.id = e.journal_id
       where e.tenant_id = a.tenant_id and e.account_id = a.id and j.occurred_at < :to) t
   where a.tenant_id = :tenant and (t.opening <> 0 or t.closing <> 0 or t.debit <> 0 or t.credit <> 0)`;

/** Rows that are fetched at a time: all that is ever held in memory. */
const PORTION = 1_000;

/** Reads the journals of a stretch in the order in which they were booked, portion by portion, and at the end what the ledger says of each account. */
export async function* readBooks(ctx: TxCtx, { from, to, skip, limit }: BooksOf): AsyncGenerator<{ journals: Journal[] } | { totals: AccountTotal[] }> {
  await ctx.tx.raw(`declare books no scroll cursor for ${BOOKS}`, { tenant: ctx.tenantId, from, to, skip, limit });
  const totals: AccountTotal[] = [];
  let open: Row[] = []; // the entries of a journal that the next portion may go on with
  for (;;) {
    const { rows } = await ctx.tx.raw<{ rows: Row[] }>(`fetch ${PORTION} from books`);
    totals.push(...rows.filter((row) => row.part === 'total').map(toTotal));
    const entries = [...open, ...rows.filter((row) => row.part === 'entry')];
    const isLast = rows.length < PORTION;
    open = isLast ? [] : entries.filter((row) => row.id === entries.at(-1)!.id);
    const journals = toJournals(isLast ? entries : entries.slice(0, entries.length - open.length));
    if (journals.length > 0) yield { journals };
    if (isLast) break;
  }
  await ctx.tx.raw('close books');
  yield { totals };
}

const accountOf = (row: Row): AccountKey => ({ kind: row.kind, owner: row.owner_id, currency: row.currency, dimension: row.dimension });
const toTotal = (row: Row): AccountTotal => ({ account: accountOf(row), openingMinor: row.opening, debitMinor: row.debit, creditMinor: row.credit, closingMinor: row.closing });

function toJournals(rows: readonly Row[]): Journal[] {
  const journals: (Journal & { entries: Journal['entries'][number][] })[] = [];
  for (const row of rows) {
    let journal = journals.at(-1);
    if (journal?.id !== row.id) {
      journal = { id: row.id, source: { kind: row.source_kind, id: row.source_id }, event: row.event_kind, occurredAt: row.occurred_at, actor: { kind: row.actor_kind, id: row.actor_id }, memo: row.memo, entries: [] };
      journals.push(journal);
    }
    journal.entries.push({ account: accountOf(row), amountMinor: row.amount, seq: row.seq, normalSide: row.normal_side });
  }
  return journals;
}
