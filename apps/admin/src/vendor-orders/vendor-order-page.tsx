import { Card, ErrorFace, Money, Page, Pairs, Skeleton, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { vendorBalanceQuery } from '../vendor-balance/vendor-balance.queries.js';
import { ConsignmentCard } from './consignment-card.js';
import { OrderStatusBadge } from './order-status.js';
import { vendorOrderQuery, type VendorOrder } from './vendor-order.queries.js';

export function VendorOrderPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const order = useQuery(vendorOrderQuery(id));
  const crumbs = [<Link key="o" to="/vendor/orders">Orders</Link>, order.data?.number ?? 'Order'];
  if (order.isPending) return <Page title="Order" crumbs={crumbs}><Skeleton /></Page>;
  if (order.error) return <Page title="Order" crumbs={crumbs}><ErrorFace error={order.error} retry={() => void order.refetch()} /></Page>;
  const { data } = order;
  return (
    <Page title={data.number} crumbs={crumbs} badges={<OrderStatusBadge status={data.status} />} lead={<>Placed <Time iso={data.placed_at} />. {data.consignments.length === 1 ? 'One parcel.' : `${data.consignments.length} parcels.`}</>}>
      <div className="cols">
        <div>
          {data.consignments.map((consignment, i) => <ConsignmentCard key={consignment.id} orderId={data.id} consignment={consignment} index={i} count={data.consignments.length} />)}
          <TaxCard order={data} />
        </div>
        <aside><MoneyCard order={data} /><HoldCard order={data} /><ShipTo order={data} /></aside>
      </div>
    </Page>
  );
}

function MoneyCard({ order }: { order: VendorOrder }) {
  return (
    <Card title="Money">
      <Pairs rows={[
        ['Goods', <Money key="g" value={order.goods} />], ['Shipping', <Money key="s" value={order.shipping} />],
        ...order.fees.map((fee) => [fee.name, <Money key={fee.code} value={fee.amount} />] as const),
        [order.price_mode === 'incl' ? 'Tax inside' : 'Tax on top', <Money key="t" value={order.tax} />],
        ['Shopper paid', <strong key="p"><Money value={order.total} /></strong>],
        ['Commission', <Money key="c" value={{ ...order.commission, amount: -order.commission.amount }} />],
        ...order.tax_by_marketplace.map((tax) => [`Tax the marketplace files, ${tax.authority}`, <Money key={tax.authority} value={{ ...tax.amount, amount: -tax.amount.amount }} />] as const),
      ]} />
    </Card>
  );
}

/** What of this order is held, why, and until when. */
function HoldCard({ order }: { order: VendorOrder }) {
  const balance = useQuery(vendorBalanceQuery());
  const hold = balance.data?.holds.find((one) => one.order_id === order.id);
  if (!hold) return null;
  return (
    <Card title="Your share" label="Your share">
      <p style={{ fontSize: 22, lineHeight: '28px', fontWeight: 600 }}><Money value={hold.amount} /></p>
      <p className="small dim" style={{ marginTop: 6 }}>{hold.words}</p>
      {hold.until && <p className="small" style={{ marginTop: 6 }}>Free on <strong><Time iso={hold.until} dateOnly /></strong></p>}
    </Card>
  );
}

function ShipTo({ order }: { order: VendorOrder }) {
  const a = order.ship_to.address;
  return <Card title="Ship to">{a ? <address className="small" style={{ fontStyle: 'normal' }}>{[a.name, a.line1, a.line2, `${a.postcode} ${a.city}${a.region ? `, ${a.region}` : ''}`, a.country, a.phone].filter(Boolean).map((line, i) => <span key={i}>{line}<br /></span>)}</address> : <p className="small dim">The shopper’s address was erased.</p>}</Card>;
}

/** Why each tax is what it is: the steps in words, the rules and their law. */
function TaxCard({ order }: { order: VendorOrder }) {
  if (order.tax_lines.length === 0) return null;
  return (
    <Card title="Tax, line by line" flush>
      <div className="body stack g8">
        {order.tax_lines.map((line, i) => (
          <details key={i} className="well">
            <summary className="between small"><span className="med">{line.text}</span><Money value={line.amount} /></summary>
            <ol className="small dim" style={{ marginTop: 8, display: 'grid', gap: 4 }}>{line.why.map((reason, k) => <li key={k}>{k + 1}. {reason}</li>)}</ol>
            <p className="mono faint" style={{ marginTop: 6 }}>{line.cites.join(' · ')}</p>
          </details>
        ))}
      </div>
    </Card>
  );
}
