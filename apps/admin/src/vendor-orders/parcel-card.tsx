import { Card, formatDay, Refusal, Steps, Time, type Step } from '@stoa/web-ui';
import { ConsignmentBadge } from '../app/badges.js';
import { Goods } from '../app/goods.js';
import { countryName } from '../app/places.js';
import { useMay } from '../app/session.js';
import { ShipForm } from './ship-form.js';
import { useDeliver, type Consignment } from './vendor-order.queries.js';

const stepsOf = ({ status }: Consignment): Step[] => {
  const at = { awaiting_payment: 0, to_ship: 0, shipped: 1, delivered: 2, cancelled: 0 }[status];
  return ['Pack and ship', 'On its way', 'Delivered'].map((label, i) => ({ label, state: i < at || status === 'delivered' ? 'done' : i === at ? 'now' : 'ahead' }));
};

/** One parcel: what goes in, what to do with it next. */
export function ParcelCard({ orderId, consignment, index, of }: { orderId: string; consignment: Consignment; index: number; of: number }) {
  const deliver = useDeliver(orderId);
  const mayShip = useMay('orders.fulfil');
  const title = of === 1 ? 'Parcel' : `Parcel ${index + 1} of ${of}`;
  return (
    <Card label={title} title={<div><h2>{title}</h2><p className="small dim">From {consignment.ships_from.city}, {countryName(consignment.ships_from.country)}, {consignment.service}</p></div>} aside={<ConsignmentBadge state={consignment.status} />}>
      <div className="stack g12">
        {consignment.status !== 'cancelled' && <Steps steps={stepsOf(consignment)} />}
        {consignment.expected_to && consignment.status !== 'delivered' && <p className="small dim">Promised to arrive {consignment.expected_from && consignment.expected_from !== consignment.expected_to ? `${formatDay(consignment.expected_from)} to ` : ''}{formatDay(consignment.expected_to)}{consignment.window ? `, ${consignment.window.from} to ${consignment.window.to}` : ''}.</p>}
        {consignment.shipped_at && <p className="small dim">{consignment.shipped_with} <Tracking consignment={consignment} />, handed over <Time iso={consignment.shipped_at} inText />{consignment.delivered_at && <>, delivered <Time iso={consignment.delivered_at} inText /></>}.</p>}
        <Goods lines={consignment.lines} />
        {consignment.status === 'awaiting_payment' && <p className="small dim">The shopper has ordered; the money is on its way. The goods are held for this order. Do not ship before it is paid: then this says so, and a mail comes.</p>}
        {consignment.status === 'to_ship' && mayShip && <ShipForm orderId={orderId} consignment={consignment} />}
        {consignment.status === 'shipped' && mayShip && <div className="between"><span className="small dim">Has the carrier told you that it arrived?</span><button className="btn" type="button" disabled={deliver.isPending} onClick={() => deliver.mutate(consignment.id)}>Mark as delivered</button></div>}
        <Refusal error={deliver.error} />
      </div>
    </Card>
  );
}

const Tracking = ({ consignment: c }: { consignment: Consignment }) => (c.tracking_url ? <a className="mono" href={c.tracking_url} target="_blank" rel="noreferrer">{c.tracking_number}</a> : <span className="mono">{c.tracking_number}</span>);
