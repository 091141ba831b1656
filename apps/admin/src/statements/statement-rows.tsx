import { Face, formatDay, Money, Pager, Table, type Column } from '@stoa/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { rowsOf } from '../app/rows.js';
import { statementRowsQuery, type Statement, type StatementRow, type Wanted } from './statement.queries.js';
import { ROWS } from './statement-words.js';

/** Every order, refund and transfer of the month, with the balance after it. */
export function StatementRows({ wanted, statement }: { wanted: Wanted; statement: Statement }) {
  const query = useInfiniteQuery(statementRowsQuery(wanted));
  const rows = rowsOf(query);
  return (
    <section aria-label="Rows">
      <Table<StatementRow> caption={`Rows of the statement, in ${statement.currency}`} rows={rows} rowKey={(row) => `${row.at}-${row.kind}-${row.journal_ids[0] ?? ''}`} columns={columnsOf(wanted, statement)}
        empty={<Face title="No rows" text="Neither an order nor a refund nor a transfer in this month." />}
        footer={rows.data && <Pager shown={rows.data.length} hasMore={query.hasNextPage} onMore={() => void query.fetchNextPage()} isLoading={query.isFetchingNextPage} />} />
    </section>
  );
}

const columnsOf = (wanted: Wanted, { time_zone }: Statement): Column<StatementRow>[] => [
  { key: 'what', head: 'What', cell: (row) => <What row={row} isStaff={wanted.vendorId !== null} /> },
  { key: 'date', head: 'Date', cell: (row) => <time dateTime={row.at} className="num nowrap">{formatDay(row.at, time_zone)}</time> },
  { key: 'shopper', head: 'Shopper', cell: (row) => <Maybe value={row.shopper} />, right: true, hidePhone: true },
  { key: 'tax', head: 'Tax by marketplace', cell: (row) => <Maybe value={row.tax} />, right: true, hidePhone: true },
  { key: 'marketplace', head: 'Commission', cell: (row) => <Maybe value={row.marketplace} />, right: true, hidePhone: true },
  { key: 'balance', head: 'Balance', cell: (row) => <span className="balance-after"><Money value={row.balance} bare /></span>, right: true, hidePhone: true },
  { key: 'amount', head: 'Amount', cell: (row) => <span className="med"><Money value={row.amount} bare /></span>, right: true },
];

const Maybe = ({ value }: { value: StatementRow['shopper'] }) => (value === null || value.amount === 0 ? null : <Money value={value} bare />);

/** What it was, linked to where it can be seen. */
function What({ row, isStaff }: { row: StatementRow; isStaff: boolean }) {
  const words = ROWS[row.kind];
  const isTransfer = row.transfer_id !== null;
  return (
    <span className="stack">
      {isTransfer && isStaff ? <Link className="id" to="/market/transfers/$id" params={{ id: row.transfer_id ?? '' }}>{words}</Link> : isTransfer ? <Link className="id" to="/vendor/transfers">{words}</Link> : <span className="med">{words}</span>}
      {row.order && <span className="small">{isStaff ? <Link className="under" to="/market/orders/$id" params={{ id: row.order.order_group_id }}>{row.order.number}</Link> : <Link className="under" to="/vendor/orders/$id" params={{ id: row.order.id }}>{row.order.number}</Link>}</span>}
    </span>
  );
}
