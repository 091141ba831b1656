import { Card, ErrorFace, Face, Money, Page, Skeleton, Table, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { OrderBadge } from '../app/badges.js';
import { useMay } from '../app/session.js';
import { newestOrdersQuery, salesQuery } from './home.queries.js';
import { SalesCard } from './sales-card.js';
import { ToDo } from './to-do.js';

/** The first thing in the morning: what waits for somebody here, what was sold, and the newest orders. Everybody sees the parts their role may read. */
export function MarketHomePage() {
  const mayReadOrders = useMay('orders.read');
  const today = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date());
  return (
    <Page title={today} documentTitle="Home">
      {mayReadOrders ? <div className="cols"><div><ToDo /><NewestOrders /></div><aside><Sales /></aside></div> : <ToDo />}
    </Page>
  );
}

function Sales() {
  const sales = useQuery(salesQuery);
  if (sales.isPending) return <Card title="Sales"><Skeleton lines={5} /></Card>;
  if (sales.error) return <Card title="Sales"><ErrorFace error={sales.error} retry={() => void sales.refetch()} /></Card>;
  return <SalesCard sales={sales.data} now={new Date()} />;
}

function NewestOrders() {
  const orders = useQuery(newestOrdersQuery);
  return (
    <section aria-label="Newest orders" className="stack g8">
      <div className="between"><h2>Newest orders</h2><Link className="small" to="/market/orders">All orders</Link></div>
      <Table caption="Newest orders" rows={{ ...orders, data: orders.data?.data, refetch: () => void orders.refetch() }} rowKey={(order) => order.id}
        columns={[
          { key: 'number', head: 'Order', cell: (order) => <Link className="id" to="/market/orders/$id" params={{ id: order.id }}>{order.number}</Link> },
          { key: 'placed', head: 'Placed', cell: (order) => <Time iso={order.placed_at} /> },
          { key: 'state', head: 'State', cell: (order) => <OrderBadge state={order.status} /> },
          { key: 'total', head: 'Total', cell: (order) => <span className="med"><Money value={order.total} /></span>, right: true },
        ]}
        empty={<Face title="No orders yet" text="The first one shows here the moment it is paid." />} />
    </section>
  );
}
