import { Card, formatDay, Mark, Money, Steps, Time, type Step } from '@stoa/web-ui';
import { OrderBadge } from '../app/badges.js';
import { Goods } from '../app/goods.js';
import { countryName } from '../app/places.js';
import { TaxLines } from '../app/tax-lines.js';
import type { Consignment, Order } from './order.queries.js';

const stepsOf = ({ status }: Consignment): Step[] => {
  const reached = { awaiting_payment: 0, to_ship: 1, shipped: 2, delivered: 3, cancelled: 0 }[status];
  return ['Placed', 'Shipped', 'Delivered'].map((label, i) => ({ label, state: i < reached ? 'done' : i === reached ? 'now' : 'ahead' }));
};

/** One vendor's order of the group: its parcels with their steps, goods, what was paid and why each tax. */
export function VendorParcels({ order }: { order: Order }) {
  const from = order.consignments[0]?.ships_from;
  return (
    <Card label={`${order.vendor.name}, ${order.number}`} title={<div className="row gap12"><Mark name={order.vendor.name} /><div><h2>{order.vendor.name}</h2><p className="small dim">{order.number}{from && `, from ${from.city}, ${countryName(from.country)}`}</p></div></div>} aside={<OrderBadge state={order.status} />}>
      <div className="stack g12">
        {order.consignments.map((consignment, i) => <Parcel key={consignment.id} consignment={consignment} title={order.consignments.length > 1 ? `Parcel ${i + 1} of ${order.consignments.length}, from ${consignment.ships_from.city}` : null} />)}
        <div className="stack sums">
          <p className="between small"><span className="dim">Shipping</span><Money value={order.shipping} bare /></p>
          {order.fees.map((fee) => <p key={fee.code} className="between small"><span className="dim">{fee.name}</span><Money value={fee.amount} bare /></p>)}
          <TaxLines lines={order.tax_lines} note={order.tax_by_marketplace.length > 0 ? 'filed by the marketplace' : 'filed by the vendor'} isIncluded={order.price_mode === 'incl'} />
          <p className="between total-row"><span className="med">Order {order.number}</span><span className="strong"><Money value={order.total} /></span></p>
        </div>
      </div>
    </Card>
  );
}

function Parcel({ consignment: c, title }: { consignment: Consignment; title: string | null }) {
  return (
    <div className="stack g8">
      {title && <h3>{title}</h3>}
      {c.status !== 'cancelled' && <Steps steps={stepsOf(c)} />}
      <p className="small dim">
        {c.shipped_at
          ? <>{c.shipped_with} {c.tracking_url ? <a className="mono" href={c.tracking_url} target="_blank" rel="noreferrer">{c.tracking_number}</a> : <span className="mono">{c.tracking_number}</span>}, handed over <Time iso={c.shipped_at} inText />{c.delivered_at ? <>, delivered <Time iso={c.delivered_at} inText /></> : ''}.</>
          : <>{c.service} with {c.carrier}. Not shipped yet.</>}
        {c.expected_to && !c.delivered_at && ` Promised by ${formatDay(c.expected_to)}${c.window ? `, ${c.window.from} to ${c.window.to}` : ''}.`}{c.adult_signature && ' Handed over to an adult only.'}
      </p>
      <Goods lines={c.lines} />
    </div>
  );
}
