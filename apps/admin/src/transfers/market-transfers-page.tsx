import { Face, Page, Pager, Table, Time } from '@stoa/web-ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { rowsOf } from '../app/rows.js';
import { vendorNameQuery } from '../app/vendor-name.queries.js';
import { Views } from '../app/views.js';
import { transfersQuery, type StaffTransfer, type TransferReason, type TransferState } from './transfer.queries.js';
import { STAFF_VIEWS, TransferBadge } from './transfer-words.js';
import { Amount } from './vendor-transfers-page.js';

/** All money on its way to vendors: what is held up, why, and what was refused. */
export function MarketTransfersPage() {
  const { state, reason, vendor } = useSearch({ strict: false }) as { state?: TransferState; reason?: TransferReason; vendor?: string };
  const transfers = useInfiniteQuery(transfersQuery({ state: state ?? null, reason: reason ?? null, vendor: vendor ?? null }));
  const name = useQuery({ ...vendorNameQuery(vendor ?? ''), enabled: vendor !== undefined }).data;
  const rows = rowsOf(transfers);
  const only: Record<string, string> = vendor === undefined ? {} : { vendor };
  return (
    <Page title="Transfers" lead={vendor === undefined ? undefined : <>Only those to {name ?? 'this vendor'}. <Link className="under" to="/market/transfers" search={{ ...(state && { state }), ...(reason && { reason }) }}>Show all vendors’</Link></>} full>
      <Views to="/market/transfers" current={STAFF_VIEWS.find((view) => view.state === state && view.reason === reason)?.label ?? ''} views={STAFF_VIEWS.map((view) => ({ label: view.label, search: { ...only, ...(view.state && { state: view.state }), ...(view.reason && { reason: view.reason }) } }))} />
      <div className="under-tabs">
        <Table<StaffTransfer> caption="Transfers to vendors" rows={rows} rowKey={(transfer) => transfer.id}
          columns={[
            { key: 'vendor', head: 'Vendor', cell: (t) => <Link className="id" to="/market/transfers/$id" params={{ id: t.id }}>{t.vendor.name}</Link> },
            { key: 'order', head: 'Order', cell: (t) => <Link className="under nowrap" to="/market/orders/$id" params={{ id: t.order_group_id }}>{t.number}</Link> },
            { key: 'state', head: 'State', cell: (t) => <TransferBadge transfer={t} /> },
            { key: 'words', head: 'Where it stands', cell: (t) => <span className="small">{t.words}</span>, hidePhone: true },
            { key: 'when', head: 'Free since', cell: (t) => <Time iso={t.created_at} dateOnly />, hidePhone: true },
            { key: 'amount', head: 'Amount', cell: (t) => <Amount transfer={t} />, right: true },
          ]}
          empty={state || vendor ? <Face title="None of these" text="Look at all transfers instead."><Link className="btn" to="/market/transfers">Show all</Link></Face> : <Face title="No transfers yet" text="The money of an order goes to its vendors when the days after delivery are over." />}
          footer={rows.data && <Pager shown={rows.data.length} hasMore={transfers.hasNextPage} onMore={() => void transfers.fetchNextPage()} isLoading={transfers.isFetchingNextPage} />} />
      </div>
    </Page>
  );
}
