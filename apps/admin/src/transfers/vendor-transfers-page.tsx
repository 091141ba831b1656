import { Face, Money, Page, Pager, Table, Time } from '@stoa/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { rowsOf } from '../app/rows.js';
import { Views } from '../app/views.js';
import { ownTransfersQuery, type Transfer, type TransferState } from './transfer.queries.js';
import { TRANSFER_VIEWS, TransferBadge, whatToDo } from './transfer-words.js';

/** What went to the vendor's account, what is on its way, and what is in the way. */
export function VendorTransfersPage() {
  const { state } = useSearch({ strict: false }) as { state?: TransferState };
  const transfers = useInfiniteQuery(ownTransfersQuery(state ?? null));
  const rows = rowsOf(transfers);
  return (
    <Page title="Transfers" full>
      <Views to="/vendor/transfers" current={TRANSFER_VIEWS.find((view) => view.state === state)?.label ?? ''} views={TRANSFER_VIEWS.map((view) => ({ label: view.label, search: view.state ? { state: view.state } : ({} as Record<string, string>) }))} />
      <div className="under-tabs">
        <Table<Transfer> caption="Transfers to your account" rows={rows} rowKey={(transfer) => transfer.id}
          columns={[
            { key: 'order', head: 'Order', cell: (t) => <Link className="id" to="/vendor/orders/$id" params={{ id: t.order_id }}>{t.number}</Link> },
            { key: 'state', head: 'State', cell: (t) => <TransferBadge transfer={t} /> },
            { key: 'words', head: 'Where it stands', cell: (t) => <Words transfer={t} /> },
            { key: 'free', head: 'Free since', cell: (t) => <Time iso={t.created_at} dateOnly />, hidePhone: true },
            { key: 'sent', head: 'Sent', cell: (t) => (t.sent_at ? <Time iso={t.sent_at} dateOnly /> : <span className="faint">Not yet</span>), hidePhone: true },
            { key: 'amount', head: 'Amount', cell: (t) => <Amount transfer={t} />, right: true },
          ]}
          empty={state ? <Face title="None in this state" text="Look at all transfers instead."><Link className="btn" to="/vendor/transfers">Show all</Link></Face> : <Face title="No transfers yet" text="The money of an order is sent when the days after its delivery are over."><Link className="btn" to="/vendor/balance">What waits, and why</Link></Face>}
          footer={rows.data && <Pager shown={rows.data.length} hasMore={transfers.hasNextPage} onMore={() => void transfers.fetchNextPage()} isLoading={transfers.isFetchingNextPage} />} />
      </div>
    </Page>
  );
}

function Words({ transfer }: { transfer: Transfer }) {
  const toDo = whatToDo(transfer, 'vendor');
  const isMine = transfer.reason === 'no_payout_account' || transfer.reason === 'account_restricted';
  return <span className="small">{toDo ?? transfer.words}{toDo && isMine && <> <Link className="under" to="/vendor/setup">Go to Setup</Link></>}</span>;
}

/** What of it came back stands under it. */
export function Amount({ transfer }: { transfer: Pick<Transfer, 'amount' | 'reversed' | 'netted'> }) {
  return <span className="stack right"><Money value={transfer.amount} />{transfer.netted.amount > 0 && <span className="tiny faint">for debts <Money value={transfer.netted} bare /></span>}{transfer.reversed.amount > 0 && <span className="tiny faint">taken back <Money value={transfer.reversed} bare /></span>}</span>;
}
