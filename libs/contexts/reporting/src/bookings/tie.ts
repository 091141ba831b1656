import { type AccountKey, type AccountTotal, keyOf } from '@stoa/ledger';

/** An account of which file and ledger, or the ledger's own figures, say different things. Amounts in minor units. */
export type TieDifference = { readonly account: AccountKey; readonly what: 'debit' | 'credit' | 'balance'; readonly fileMinor: bigint; readonly ledgerMinor: bigint };

/** Adds up what is written to a file, account by account. */
export class Written {
  readonly #sums = new Map<string, { account: AccountKey; debitMinor: bigint; creditMinor: bigint }>();

  add(account: AccountKey, amountMinor: bigint): void {
    const key = keyOf(account);
    const sum = this.#sums.get(key) ?? { account, debitMinor: 0n, creditMinor: 0n };
    if (amountMinor > 0n) sum.debitMinor += amountMinor;
    else sum.creditMinor -= amountMinor;
    this.#sums.set(key, sum);
  }

  /** Where the file does not say what the ledger says, in one currency or (null) in all. `isWhole`: all of the stretch was read, so that opening, movement and closing are one sum. */
  differences(totals: readonly AccountTotal[], isWhole: boolean, currency: string | null): TieDifference[] {
    const known = new Map(totals.map((total) => [keyOf(total.account), total]));
    const accounts = new Map([...this.#sums].map(([key, sum]) => [key, sum.account]));
    for (const [key, total] of known) accounts.set(key, total.account);
    return [...accounts].filter(([, account]) => currency === null || account.currency === currency).sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, account]): TieDifference[] => {
      const [file, total] = [this.#sums.get(key), known.get(key)];
      const found: TieDifference[] = [];
      const compare = (what: TieDifference['what'], fileMinor: bigint, ledgerMinor: bigint) => fileMinor !== ledgerMinor && found.push({ account, what, fileMinor, ledgerMinor });
      compare('debit', file?.debitMinor ?? 0n, total?.debitMinor ?? 0n);
      compare('credit', file?.creditMinor ?? 0n, total?.creditMinor ?? 0n);
      if (isWhole) compare('balance', (total?.openingMinor ?? 0n) + (file?.debitMinor ?? 0n) - (file?.creditMinor ?? 0n), total?.closingMinor ?? 0n);
      return found;
    });
  }
}
