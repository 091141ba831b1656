import type { JournalId } from '@stoa/events/ledger';
import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { digestOf, settle, type JournalDraft } from './journal.js';
import { accountOverdrawn, sourceBookedOtherwise } from './journal.errors.js';
import { insertJournals } from './journal.repository.js';

export type Posted = { readonly journalId: JournalId; readonly already: boolean };

/** Books journals, all or none, in one round trip. A source that is booked already is left as it stands (`already`); with other entries it is refused,
 *  as are a journal that does not balance (`ledger.unbalanced`) and one that would overdraw a guarded account (`ledger.overdrawn`). */
export async function post(ctx: TxCtx, drafts: readonly JournalDraft[]): Promise<Posted[]> {
  if (drafts.length === 0) return [];
  const journals = drafts.map(settle).map((draft) => ({ ...draft, digest: digestOf(draft.entries) }));
  for (const journal of journals) invariant(journal.entries.length >= 2, `a journal about ${journal.source.kind} has something to book`);
  const booked = await insertJournals(ctx, journals);
  if (booked === 'overdrawn') throw accountOverdrawn();
  return journals.map((journal, i) => {
    const row = booked[i];
    invariant(row, 'every journal sent has an answer');
    if (row.digest !== journal.digest) throw sourceBookedOtherwise(journal.source, journal.event);
    return { journalId: row.journalId, already: row.already };
  });
}
