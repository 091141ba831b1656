import type { AccountId, JournalId } from '@stoa/events/ledger';
import type { TxCtx } from '@stoa/platform/context';
import { violatedConstraint } from '@stoa/platform/database';
import { newId } from '@stoa/platform/ids';
import { ACCOUNT_KINDS } from './account.js';
import type { JournalDraft } from './journal.js';

type Booked = { readonly journalId: JournalId; readonly already: boolean; readonly digest: string };

/** The only writer of the books: one call of the posting function, which checks the balance once more and locks guarded accounts in sorted order. */
export async function insertJournals(ctx: TxCtx, journals: readonly (JournalDraft & { digest: string })[]): Promise<Booked[] | 'overdrawn'> {
  const payload = journals.map((journal) => ({
    id: newId<JournalId>(),
    source_kind: journal.source.kind,
    source_id: journal.source.id,
    event_kind: journal.event,
    memo: journal.memo,
    digest: journal.digest,
    entries: journal.entries.map(({ account, amountMinor }) => ({
      account_id: newId<AccountId>(),
      kind: account.kind,
      owner_id: account.owner,
      currency: account.currency,
      dimension: account.dimension,
      normal_side: ACCOUNT_KINDS[account.kind].side,
      guarded: ACCOUNT_KINDS[account.kind].guarded,
      amount: amountMinor.toString(), // as text: JSON's numbers end at 2^53
    })),
  }));
  try {
    const { rows } = await ctx.tx.raw<{ rows: { journal_id: JournalId; already: boolean; digest: string }[] }>(
      'select * from ledger.post(?, ?, ?, ?, ?::jsonb)',
      [ctx.tenantId, ctx.now, ctx.actor.kind, ctx.actor.id, JSON.stringify(payload)],
    );
    return rows.map((row) => ({ journalId: row.journal_id, already: row.already, digest: row.digest }));
  } catch (error) {
    // The transaction is lost either way; the caller learns why in its own words.
    if (violatedConstraint(error) === 'balances_never_negative') return 'overdrawn';
    throw error;
  }
}
