import { keyOf, type AccountTotal } from '@stoa/ledger';
import { BYTE_ORDER_MARK, csvLine } from '@stoa/platform/csv';
import { decimalText, money } from '@stoa/platform/money';
import { accountName, type Booking } from './booking.js';

const COLUMNS = ['record', 'journal', 'date', 'event', 'account', 'debit', 'credit', 'currency', 'document', 'order', 'vendor', 'tax_country', 'tax_rate', 'tax_code', 'text', 'opening', 'closing'] as const;
const plain = (minor: bigint, currency: string) => ({ plain: decimalText(money(minor, currency)) });

/** The names of the columns, once. */
export const csvHead = (): string => `${BYTE_ORDER_MARK}${csvLine(COLUMNS)}`;

/** An entry as a row: one side filled. */
export function csvRow({ journal, entry, day, documentNumber, orderNumber, vendor, taxCountry, taxRate, taxCode, text }: Booking): string {
  const { currency } = entry.account;
  const [debit, credit] = entry.amountMinor > 0n ? [plain(entry.amountMinor, currency), ''] : ['', plain(-entry.amountMinor, currency)];
  return csvLine(['booking', journal.id, day, journal.event, accountName(entry.account), debit, credit, currency, documentNumber, orderNumber, vendor, taxCountry, { plain: taxRate }, taxCode, text, '', '']);
}

/** Below the entries, what the ledger says: a row per account with its balances, and a sum per currency. The rows above add up to these. */
export function csvFoot(totals: readonly AccountTotal[]): string {
  const sorted = [...totals].sort((a, b) => (keyOf(a.account) < keyOf(b.account) ? -1 : 1));
  const row = (record: string, name: string, currency: string, sums: { debit: bigint; credit: bigint; opening: bigint; closing: bigint }) =>
    csvLine([record, '', '', '', name, plain(sums.debit, currency), plain(sums.credit, currency), currency, '', '', '', '', '', '', '', plain(sums.opening, currency), plain(sums.closing, currency)]);
  const accounts = sorted.map(({ account, debitMinor, creditMinor, openingMinor, closingMinor }) => row('balance', accountName(account), account.currency, { debit: debitMinor, credit: creditMinor, opening: openingMinor, closing: closingMinor }));
  const currencies = [...new Set(sorted.map((total) => total.account.currency))].sort().map((currency) => {
    const own = sorted.filter((total) => total.account.currency === currency);
    const sum = (of: (total: AccountTotal) => bigint) => own.reduce((all, total) => all + of(total), 0n);
    return row('total', '', currency, { debit: sum((t) => t.debitMinor), credit: sum((t) => t.creditMinor), opening: sum((t) => t.openingMinor), closing: sum((t) => t.closingMinor) });
  });
  return [...accounts, ...currencies].join('');
}
