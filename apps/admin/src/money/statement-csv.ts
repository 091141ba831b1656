import { amountText } from '@stoa/web-ui';
import { csv } from '../app/download.js';
import type { MoneyPageData } from './money.queries.js';

/** The statement as a file: a line per row, a column per vendor's order, the journals that made it. */
export function statementCsv(page: MoneyPageData): string {
  const amount = (value: { amount: number; currency: string } | null) => ({ plain: value === null ? '' : amountText(value) });
  const { columns, rows } = page.statement;
  return csv([
    ['code', 'line', 'currency', ...columns.map((column) => `${column.number} ${column.vendor_name}`), page.number, 'journals'],
    ...rows.map((row) => [row.code, row.label, page.currency, ...row.values.map(amount), amount(row.total), row.journal_ids.join(' ')]),
    ['difference', 'Difference', page.currency, ...columns.map(() => ''), amount(page.difference), ''],
  ]);
}
