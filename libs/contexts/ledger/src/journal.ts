import { createHash } from 'node:crypto';
import type { JournalId } from '@stoa/events/ledger';
import { keyOf, type AccountKey, type Side } from './account.js';
import { journalUnbalanced } from './journal.errors.js';

/** What a journal is about. The three together are booked once per marketplace, however often they are sent. */
export type Source = { readonly kind: string; readonly id: string };
/** `amountMinor` is positive for a debit and negative for a credit. */
export type EntryDraft = { readonly account: AccountKey; readonly amountMinor: bigint };
export type Memo = Readonly<Record<string, string | number | boolean | null>>;
export type JournalDraft = { readonly source: Source; readonly event: string; readonly entries: readonly EntryDraft[]; readonly memo: Memo };

export type Entry = EntryDraft & { readonly seq: number; readonly normalSide: Side };
export type Journal = {
  readonly id: JournalId;
  readonly source: Source;
  readonly event: string;
  readonly occurredAt: Date;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly memo: Memo;
  readonly entries: readonly Entry[];
};

/** Moves an amount from one account to another: debits `from`… as accountants write it, Dr / Cr. Nothing is booked for nothing. */
export function move(debit: AccountKey, credit: AccountKey, amountMinor: bigint): EntryDraft[] {
  if (amountMinor === 0n) return [];
  return [{ account: debit, amountMinor }, { account: credit, amountMinor: -amountMinor }];
}

/** Adds up what a draft says about the same account, drops what cancels out, and refuses what does not balance per currency. */
export function settle(draft: JournalDraft): JournalDraft {
  const byAccount = new Map<string, EntryDraft>();
  const offByCurrency = new Map<string, bigint>();
  for (const entry of draft.entries) {
    const key = keyOf(entry.account);
    byAccount.set(key, { account: entry.account, amountMinor: (byAccount.get(key)?.amountMinor ?? 0n) + entry.amountMinor });
    offByCurrency.set(entry.account.currency, (offByCurrency.get(entry.account.currency) ?? 0n) + entry.amountMinor);
  }
  const off = [...offByCurrency].filter(([, minor]) => minor !== 0n);
  if (off.length > 0) throw journalUnbalanced(draft.source, draft.event, off);
  return { ...draft, entries: [...byAccount.values()].filter((entry) => entry.amountMinor !== 0n) };
}

/** Says whether two drafts book the same: a hash over their entries, in any order. */
export function digestOf(entries: readonly EntryDraft[]): string {
  const lines = entries.map((entry) => `${keyOf(entry.account)}=${entry.amountMinor}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
