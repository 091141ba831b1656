import { Card, ErrorFace, Money, Page, Pairs, Skeleton, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { OrderBadge, PaymentBadge } from '../app/badges.js';
import { AddressLines, countryName } from '../app/places.js';
import { TaxLines } from '../app/tax-lines.js';
import { OrderDocuments } from '../documents/order-documents.js';
import { HoldNote } from './hold-note.js';
import { ParcelCard } from './parcel-card.js';
import { VendorRefunds } from './vendor-refunds.js';
import { vendorOrderQuery, type VendorOrder } from './vendor-order.queries.js';

export function VendorOrderPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const order = useQuery(vendorOrderQuery(id));
  const crumbs = [<Link key="o" to="/vendor/orders">Orders</Link>, <span key="n" aria-current="page">{order.data?.number ?? 'Order'}</span>];
  if (order.isPending) return <Page title="Order" crumbs={crumbs}><Skeleton lines={10} /></Page>;
  if (order.error) return <Page title="Order" crumbs={crumbs}><ErrorFace error={order.error} retry={() => void order.refetch()} /></Page>;
  const o = order.data;
  const pieces = o.consignments.flatMap((c) => c.lines).reduce((sum, line) => sum + line.quantity, 0);
  return (
    <Page title={o.number} crumbs={crumbs} badges={<><OrderBadge state={o.status} /><PaymentBadge state={o.payment_state} /></>}
      lead={<><Time iso={o.placed_at} /> to {countryName(o.ship_to.country)}. {pieces === 1 ? 'One piece' : `${pieces} pieces`} in {o.consignments.length === 1 ? 'one parcel' : `${o.consignments.length} parcels`}.</>}>
      <div className="cols">
        <div>{o.refunds.length > 0 && <VendorRefunds order={o} />}{o.consignments.map((consignment, i) => <ParcelCard key={consignment.id} orderId={o.id} consignment={consignment} index={i} of={o.consignments.length} />)}<Totals order={o} /></div>
        <aside>
          <HoldNote order={o} />
          <OrderDocuments whose="vendor" id={o.id} isPaid={o.payment_state !== 'awaiting' && o.payment_state !== 'unpaid'} />
          <Card title="Ship to">{o.ship_to.address ? <AddressLines address={o.ship_to.address} /> : <p className="dim">The shopper’s data was erased.</p>}</Card>
        </aside>
      </div>
    </Page>
  );
}

function Totals({ order }: { order: VendorOrder }) {
  return (
    <Card title="What the shopper paid">
      <div className="stack g8">
        <Pairs rows={[['Goods', <Money key="g" value={order.goods} bare />], ['Shipping', <Money key="s" value={order.shipping} bare />], ...order.fees.map((fee) => [fee.name, <Money key={fee.code} value={fee.amount} bare />] as const)]} />
        <TaxLines lines={order.tax_lines} />
        <p className="between total-row"><span className="strong">{order.price_mode === 'incl' ? 'Total, tax inside' : 'Total with tax'}</span><span className="strong"><Money value={order.total} /></span></p>
      </div>
    </Card>
  );
}
