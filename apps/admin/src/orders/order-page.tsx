import { ErrorFace, Page, Skeleton, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { OrderBadge, PaymentBadge } from '../app/badges.js';
import { countryName } from '../app/places.js';
import { useMay } from '../app/session.js';
import { MoneyCard } from '../money/money-card.js';
import { orderQuery, type OrderGroup } from './order.queries.js';
import { OrderDocuments } from '../documents/order-documents.js';
import { ShopperCard } from './order-side.js';
import { PaymentCard } from './payment-card.js';
import { RefundsCard } from '../refunds/refunds-card.js';
import { VendorParcels } from './vendor-parcels.js';
import { Timeline } from './timeline.js';

export function OrderPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const order = useQuery(orderQuery(id));
  const mayReadMoney = useMay('ledger.read');
  const mayReadRefunds = useMay('payments.read');
  const mayRefund = useMay('payments.refund');
  const crumbs = [<Link key="o" to="/market/orders">Orders</Link>, <span key="n" aria-current="page">{order.data?.number ?? 'Order'}</span>];
  if (order.isPending) return <Page title="Order" crumbs={crumbs}><Skeleton lines={10} /></Page>;
  if (order.error) return <Page title="Order" crumbs={crumbs}><ErrorFace error={order.error} retry={() => void order.refetch()} /></Page>;
  const o = order.data;
  const parcels = o.orders.reduce((sum, one) => sum + one.consignments.length, 0);
  const count = (n: number, word: string): string => (n === 1 ? `one ${word}` : `${n} ${word}s`);
  return (
    <Page title={o.number} crumbs={crumbs} actions={mayRefund && isRefundable(o.payment.state) && <Link className="btn" to="/market/orders/$id/refund" params={{ id: o.id }}>Refund</Link>} badges={<><PaymentBadge state={o.payment.state} /><OrderBadge state={o.status} /></>}
      lead={<><Time iso={o.placed_at} /> to {countryName(o.shopper.country)}. {count(o.orders.length, 'vendor').replace(/^o/, 'O')}, {count(parcels, 'parcel')}, one payment.</>}>
      <div className="cols">
        <div>{mayReadRefunds && <RefundsCard orderGroupId={o.id} />}{o.orders.map((one) => <VendorParcels key={one.id} order={one} />)}<Timeline order={o} /></div>
        <aside>{mayReadMoney && o.payment.paid_at !== null && <MoneyCard orderGroupId={o.id} />}<ShopperCard order={o} /><PaymentCard order={o} /><OrderDocuments whose="market" id={o.id} isPaid={o.payment.paid_at !== null} /></aside>
      </div>
    </Page>
  );
}

/** What is refunded in full has nothing left; a disputed payment is the bank's to decide. */
const isRefundable = (state: OrderGroup['payment']['state']): boolean => state === 'paid' || state === 'part_refunded';
