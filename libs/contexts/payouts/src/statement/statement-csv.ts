import type { RefundId } from '@stoa/events/payments';
import type { TransferId } from '@stoa/events/payouts';
import { BYTE_ORDER_MARK, csvLine, type CsvCell } from '@stoa/platform/csv';
import { decimalText, money } from '@stoa/platform/money';
import { encode } from '@stoa/platform/typeid';
import { dayOf } from './month.js';
import type { NamedRow, Statement } from './read-statements.js';

const COLUMNS = ['booked_at', 'date', 'type', 'order', 'reference', 'shopper', 'tax_by_marketplace', 'marketplace', 'amount', 'balance', 'currency', 'journals'] as const;

/** The statement as a file, piece by piece (RFC 4180): the opening balance, every row, the closing balance, which is what the rows have come to. */
export async function* statementCsv({ head, timeZone }: Pick<Statement, 'head' | 'timeZone'>, pages: AsyncIterable<readonly NamedRow[]>): AsyncGenerator<string> {
  const amount = (minor: bigint | null): CsvCell => ({ plain: minor === null ? '' : decimalText(money(minor, head.currency)) });
  const balanceLine = (at: Date, type: string, minor: bigint): string => csvLine([at.toISOString(), dayOf(at, timeZone), type, '', '', '', '', '', '', amount(minor), head.currency, '']);
  yield `${BYTE_ORDER_MARK}${csvLine([...COLUMNS])}${balanceLine(head.month.from, 'opening_balance', head.openingMinor)}`;
  let balanceMinor = head.openingMinor;
  for await (const rows of pages) {
    balanceMinor = rows.at(-1)?.balanceMinor ?? balanceMinor;
    yield rows.map((row) => csvLine([
      row.line.at.toISOString(), dayOf(row.line.at, timeZone), row.kind, row.order?.number ?? '', referenceOf(row), amount(row.shopperMinor), amount(row.taxMinor), amount(row.marketplaceMinor),
      amount(row.amountMinor), amount(row.balanceMinor), head.currency, row.line.journals.map((journal) => encode('jrn', journal.id)).join(' '),
    ])).join('');
  }
  yield balanceLine(new Date(head.month.to.getTime() - 1), 'closing_balance', balanceMinor);
}

const referenceOf = (row: { refundId: RefundId | null; transferId: TransferId | null }): string =>
  [row.transferId && encode('trf', row.transferId), row.refundId && encode('rfd', row.refundId)].filter((text) => text !== null).join(' ');
