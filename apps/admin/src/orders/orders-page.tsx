import { answer, type components } from '@stoa/web-api-client';
import { Face, Money, Page, Pager, Table, Time } from '@stoa/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../app/auth.js';
import { OrderStatusBadge } from '../vendor-orders/order-status.js';

type Row = components['schemas']['OrderGroupRow'];

/** What was sold, newest first; every order leads to where its money went. */
export function OrdersPage() {
  const orders = useInfiniteQuery({
    queryKey: ['market', 'orders'],
    queryFn: ({ pageParam }) => answer(api.GET('/v1/admin/orders', { params: { query: { limit: 50, ...(pageParam && { after: pageParam }) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const rows = orders.data?.pages.flatMap((page) => page.data);
  return (
    <Page title="Orders" full>
      <Table<Row> caption="Orders, newest first" rows={{ ...orders, data: rows }} rowKey={(row) => row.id}
        columns={[
          { key: 'number', head: 'Order', cell: (row) => <Link className="id" to="/market/orders/$id/money" params={{ id: row.id }}>{row.number}</Link> },
          { key: 'placed', head: 'Placed', cell: (row) => <span className="dim"><Time iso={row.placed_at} /></span>, hidePhone: true },
          { key: 'shopper', head: 'For', cell: (row) => <>{row.shopper_name ?? 'Erased'} <span className="faint">{row.ship_to_country}</span></> },
          { key: 'vendors', head: 'Vendors', cell: (row) => <span className="dim">{row.vendor_names.join(', ')}</span>, hidePhone: true },
          { key: 'status', head: 'State', cell: (row) => <OrderStatusBadge status={row.status} /> },
          { key: 'total', head: 'Total', cell: (row) => <span className="med"><Money value={row.total} /></span>, right: true },
        ]}
        empty={<Face title="No orders yet" text="As soon as somebody buys here, the order stands in this list." />}
        footer={rows && <Pager shown={rows.length} hasMore={orders.hasNextPage} onMore={() => void orders.fetchNextPage()} isLoading={orders.isFetchingNextPage} />} />
    </Page>
  );
}
