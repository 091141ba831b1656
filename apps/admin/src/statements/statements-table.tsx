import { Face, Money, Pager, Table } from '@stoa/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { rowsOf } from '../app/rows.js';
import { StatementBadge } from './statement-badge.js';
import { statementsQuery, type StatementLine, type Whose } from './statement.queries.js';
import { monthName } from './statement-words.js';

/** A vendor's months, the newest first: each opens with what the one before closed with. */
export function StatementsTable({ whose }: { whose: Whose }) {
  const statements = useInfiniteQuery(statementsQuery(whose));
  const rows = rowsOf(statements);
  return (
    <Table<StatementLine> caption="Statements by month" rows={rows} rowKey={(line) => `${line.period}-${line.currency}`}
      columns={[
        { key: 'month', head: 'Month', cell: (line) => <StatementLink whose={whose} line={line} /> },
        { key: 'state', head: 'State', cell: (line) => <StatementBadge state={line.state} /> },
        { key: 'opening', head: 'Opened with', cell: (line) => <Money value={line.opening} bare />, right: true, hidePhone: true },
        { key: 'earned', head: 'Earned', cell: (line) => <Money value={line.earned} bare />, right: true, hidePhone: true },
        { key: 'refunded', head: 'Refunded', cell: (line) => <Money value={line.refunded} bare />, right: true, hidePhone: true },
        { key: 'paid', head: 'Sent', cell: (line) => <Money value={line.paid_out} bare />, right: true, hidePhone: true },
        { key: 'closing', head: 'Closes with', cell: (line) => <Money value={line.closing} />, right: true },
      ]}
      empty={<Face title="No statement yet" text="The first order begins the first month. Each month has its statement, with every order, refund and transfer." />}
      footer={rows.data && <Pager shown={rows.data.length} hasMore={statements.hasNextPage} onMore={() => void statements.fetchNextPage()} isLoading={statements.isFetchingNextPage} />} />
  );
}

function StatementLink({ whose: { vendorId }, line: { period, currency } }: { whose: Whose; line: StatementLine }) {
  return vendorId === null
    ? <Link className="id" to="/vendor/statements/$period" params={{ period }} search={{ currency }}>{monthName(period)}</Link>
    : <Link className="id" to="/market/vendors/$id/statements/$period" params={{ id: vendorId, period }} search={{ currency }}>{monthName(period)}</Link>;
}
