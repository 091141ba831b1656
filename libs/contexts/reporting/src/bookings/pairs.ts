import type { Journal } from '@stoa/ledger';

type Entry = Journal['entries'][number];
/** An amount of a journal between two accounts. */
export type Pair = { readonly debit: Entry; readonly credit: Entry; readonly amountMinor: bigint };

/** The entries of a journal in one currency as amounts between two accounts, in their order: what accountants' programs take. Whatever has no other side is in none. */
export function pairsOf(journal: Journal, currency: string): Pair[] {
  const own = journal.entries.filter((entry) => entry.account.currency === currency);
  const credits = own.filter((entry) => entry.amountMinor < 0n).map((entry) => ({ entry, leftMinor: -entry.amountMinor }));
  const pairs: Pair[] = [];
  for (const debit of own.filter((entry) => entry.amountMinor > 0n)) {
    let leftMinor = debit.amountMinor;
    for (const credit of credits) {
      const amountMinor = leftMinor < credit.leftMinor ? leftMinor : credit.leftMinor;
      if (amountMinor === 0n) continue;
      pairs.push({ debit, credit: credit.entry, amountMinor });
      leftMinor -= amountMinor;
      credit.leftMinor -= amountMinor;
    }
  }
  return pairs;
}
