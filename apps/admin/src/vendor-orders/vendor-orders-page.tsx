import { Face, Money, Page, Pager, Table, Time } from '@stoa/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { OrderBadge, type OrderStatus } from '../app/badges.js';
import { countryName } from '../app/places.js';
import { rowsOf } from '../app/rows.js';
import { Views } from '../app/views.js';
import { vendorOrdersQuery, type VendorOrderRow } from './vendor-order.queries.js';

const VIEWS = [
  { label: 'To ship', status: 'to_ship' }, { label: 'Partly shipped', status: 'partly_shipped' }, { label: 'On its way', status: 'shipped' }, { label: 'Delivered', status: 'delivered' }, { label: 'All', status: 'all' },
] as const;

/** Work first: the orders that wait for a parcel. */
export function VendorOrdersPage() {
  const { status = 'to_ship' } = useSearch({ strict: false }) as { status?: OrderStatus | 'all' };
  const orders = useInfiniteQuery(vendorOrdersQuery(status === 'all' ? null : status));
  const rows = rowsOf(orders);
  return (
    <Page title="Orders" full>
      <Views to="/vendor/orders" current={VIEWS.find((view) => view.status === status)?.label ?? ''} views={VIEWS.map((view) => ({ label: view.label, search: { status: view.status } }))} />
      <Table<VendorOrderRow> caption="Your orders" rows={rows} rowKey={(order) => order.id}
        columns={[
          { key: 'number', head: 'Order', cell: (order) => <Link className="id" to="/vendor/orders/$id" params={{ id: order.id }}>{order.number}</Link> },
          { key: 'placed', head: 'Placed', cell: (order) => <Time iso={order.placed_at} /> },
          { key: 'shopper', head: 'Shopper', cell: (order) => order.shopper_name ?? <span className="faint">erased</span> },
          { key: 'to', head: 'To', cell: (order) => countryName(order.ship_to_country), hidePhone: true },
          { key: 'pieces', head: 'Pieces', cell: (order) => order.pieces, right: true, hidePhone: true },
          { key: 'parcels', head: 'Parcels', cell: (order) => (order.parcels_shipped === 0 ? String(order.parcels) : `${order.parcels_shipped} of ${order.parcels}`), right: true, hidePhone: true },
          { key: 'state', head: 'State', cell: (order) => <OrderBadge state={order.status} /> },
          { key: 'total', head: 'Total', cell: (order) => <Money value={order.total} />, right: true },
        ]}
        empty={<NoOrders status={status} />}
        footer={rows.data && <Pager shown={rows.data.length} hasMore={orders.hasNextPage} onMore={() => void orders.fetchNextPage()} isLoading={orders.isFetchingNextPage} />} />
    </Page>
  );
}

function NoOrders({ status }: { status: string }) {
  if (status === 'all') return <Face title="No orders yet" text="The first one shows here the moment it is paid." />;
  const [title, text] = status === 'to_ship' ? ['Nothing to ship', 'Every order you have is packed and gone.'] : ['None in this state', 'Look at all of them instead.'];
  return <Face title={title ?? ''} text={text}><Link className="btn" to="/vendor/orders" search={{ status: 'all' }}>Show all orders</Link></Face>;
}
