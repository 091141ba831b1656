import { Face, Money, Page, Pager, Table, Time } from '@stoa/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { OrderStatusBadge } from './order-status.js';
import { vendorOrdersQuery, type OrderStatus, type VendorOrderRow } from './vendor-order.queries.js';

const VIEWS: { status: OrderStatus | null; label: string }[] = [{ status: null, label: 'All' }, { status: 'to_ship', label: 'To ship' }, { status: 'partly_shipped', label: 'Partly shipped' }, { status: 'shipped', label: 'On its way' }, { status: 'delivered', label: 'Delivered' }];

export function VendorOrdersPage() {
  const { status = null } = useSearch({ strict: false }) as { status?: OrderStatus };
  const orders = useInfiniteQuery(vendorOrdersQuery(status));
  const rows = orders.data?.pages.flatMap((page) => page.data);
  return (
    <Page title="Orders" full>
      <nav className="tabs" aria-label="Views" style={{ marginBottom: 12 }}>
        {VIEWS.map((view) => <Link key={view.label} to="/vendor/orders" search={view.status ? { status: view.status } : {}} aria-current={status === view.status ? 'page' : undefined}>{view.label}</Link>)}
      </nav>
      <Table<VendorOrderRow> caption="Your orders, newest first" rows={{ ...orders, data: rows }} rowKey={(row) => row.id}
        columns={[
          { key: 'number', head: 'Order', cell: (row) => <Link className="id" to="/vendor/orders/$id" params={{ id: row.id }}>{row.number}</Link> },
          { key: 'placed', head: 'Placed', cell: (row) => <span className="dim"><Time iso={row.placed_at} /></span>, hidePhone: true },
          { key: 'shopper', head: 'For', cell: (row) => <>{row.shopper_name ?? 'Erased'} <span className="faint">{row.ship_to_country}</span></> },
          { key: 'pieces', head: 'Pieces', cell: (row) => <span className="dim num">{row.pieces}</span>, hidePhone: true },
          { key: 'status', head: 'State', cell: (row) => <OrderStatusBadge status={row.status} /> },
          { key: 'total', head: 'Total', cell: (row) => <span className="med"><Money value={row.total} /></span>, right: true },
        ]}
        empty={status ? <Face title="None in this state" text="Look at all your orders instead."><Link className="btn" to="/vendor/orders">Show all</Link></Face> : <Face title="No orders yet" text="As soon as somebody buys from you, the order stands here." />}
        footer={rows && <Pager shown={rows.length} hasMore={orders.hasNextPage} onMore={() => void orders.fetchNextPage()} isLoading={orders.isFetchingNextPage} />} />
    </Page>
  );
}
