import { IconFilter, IconSearch } from '@tabler/icons-react';
import { Face, Money, Page, Pager, Table, Time } from '@stoa/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { OrderBadge, PaymentBadge, type OrderStatus, type PaymentState } from '../app/badges.js';
import { countryName } from '../app/places.js';
import { rowsOf } from '../app/rows.js';
import { Views } from '../app/views.js';
import { ordersQuery, type OrderGroupRow } from './order.queries.js';

type Search = { status?: OrderStatus; payment?: PaymentState; number?: string | number };
const VIEWS: { label: string; search: Record<string, string> }[] = [
  { label: 'All', search: {} }, { label: 'Awaiting payment', search: { payment: 'awaiting' } }, { label: 'To ship', search: { status: 'to_ship' } }, { label: 'Partly shipped', search: { status: 'partly_shipped' } }, { label: 'On its way', search: { status: 'shipped' } },
  { label: 'Delivered', search: { status: 'delivered' } }, { label: 'Refunded', search: { payment: 'refunded' } }, { label: 'Disputed', search: { payment: 'disputed' } },
];

/** What was sold, newest first. Views and the search stand in the address, so that they can be kept and shared. */
export function OrdersPage() {
  const { status, payment, number } = useSearch({ strict: false }) as Search;
  const filter = { status: status ?? null, payment: payment ?? null, number: String(number ?? '') };
  const orders = useInfiniteQuery(ordersQuery(filter));
  const rows = rowsOf(orders);
  const view = VIEWS.find((one) => one.search['status'] === status && one.search['payment'] === payment);
  const isFiltered = view?.label !== 'All' || filter.number !== '';
  return (
    <Page title="Orders" full>
      <Views to="/market/orders" current={view?.label ?? ''} views={VIEWS} />
      <div className="filters"><NumberSearch key={filter.number} value={filter.number} search={{ ...(status && { status }), ...(payment && { payment }) }} /></div>
      <Table<OrderGroupRow> caption="Orders, newest first" rows={rows} rowKey={(order) => order.id}
        columns={[
          { key: 'number', head: 'Order', cell: (order) => <Link className="id" to="/market/orders/$id" params={{ id: order.id }}>{order.number}</Link> },
          { key: 'placed', head: 'Placed', cell: (order) => <Time iso={order.placed_at} /> },
          { key: 'shopper', head: 'Shopper', cell: (order) => order.shopper_name ?? <span className="faint">erased</span> },
          { key: 'to', head: 'To', cell: (order) => <span title={countryName(order.ship_to_country)}>{order.ship_to_country}</span>, hidePhone: true },
          { key: 'vendors', head: 'Vendors', cell: (order) => <span className="dim" title={order.vendor_names.join(', ')}>{order.vendors === 1 ? order.vendor_names[0] : `${order.vendors} vendors`}</span>, hidePhone: true },
          { key: 'payment', head: 'Payment', cell: (order) => <PaymentBadge state={order.payment_state} /> },
          { key: 'state', head: 'State', cell: (order) => <OrderBadge state={order.status} /> },
          { key: 'total', head: 'Total', cell: (order) => <span className="med"><Money value={order.total} /></span>, right: true },
        ]}
        empty={isFiltered
          ? <Face icon={<IconFilter className="i" aria-hidden />} title="Nothing matches" text={filter.number ? `No order has a number like “${filter.number}” in this view.` : 'No order is in this state.'}><Link className="btn" to="/market/orders">Show all orders</Link></Face>
          : <Face title="No orders yet" text="The first one shows here the moment it is paid." />}
        footer={rows.data && <Pager shown={rows.data.length} hasMore={orders.hasNextPage} onMore={() => void orders.fetchNextPage()} isLoading={orders.isFetchingNextPage} />} />
    </Page>
  );
}

function NumberSearch({ value, search }: { value: string; search: Record<string, string> }) {
  const navigate = useNavigate();
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const number = String(new FormData(event.currentTarget).get('number')).trim();
    void navigate({ to: '/market/orders', search: { ...search, ...(number && { number }) } });
  }
  return (
    <form role="search" onSubmit={submit} className="row">
      <span className="affix sm"><IconSearch className="i" aria-hidden /><input className="in sm" type="search" name="number" defaultValue={value} placeholder="Order number" aria-label="Order number" /></span>
      <button className="btn sm">Find</button>
    </form>
  );
}
