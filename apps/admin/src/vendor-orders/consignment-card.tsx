import { Badge, Card, Money, Refusal, Steps, TextField, Time, type Step, type Tone } from '@stoa/web-ui';
import { useMay } from '../app/session.js';
import { useDeliver, useShip, type Consignment } from './vendor-order.queries.js';

const LOOK: Record<Consignment['status'], [Tone, string]> = { to_ship: ['open', 'To ship'], shipped: ['info', 'On its way'], delivered: ['ok', 'Delivered'], cancelled: ['idle', 'Cancelled'] };

/** One parcel: what goes in, where it leaves, and the one thing to do now. */
export function ConsignmentCard({ orderId, consignment, index, count }: { orderId: string; consignment: Consignment; index: number; count: number }) {
  const [tone, word] = LOOK[consignment.status];
  const mayFulfil = useMay('orders.fulfil');
  const deliver = useDeliver(orderId);
  return (
    <Card label={`Parcel ${index + 1}`} title={<div className="between grow"><div><h2>{count === 1 ? 'Parcel' : `Parcel ${index + 1} of ${count}`}</h2><span className="small dim">{consignment.service}, from {consignment.ships_from.city}, {consignment.ships_from.country}{consignment.adult_signature ? ', an adult signs' : ''}</span></div><Badge tone={tone}>{word}</Badge></div>}>
      <div className="stack g12">
        <Steps steps={stepsOf(consignment)} />
        <Where consignment={consignment} />
        <table className="lines" style={{ width: '100%', borderCollapse: 'collapse' }}><caption className="vh">Goods of this parcel</caption>
          <tbody>{consignment.lines.map((line) => (
            <tr key={line.id} style={{ borderTop: '1px solid var(--stoa-line)' }}>
              <td style={{ padding: '8px 0' }}><span className="row gap12">{line.media && <img className="pic" src={line.media.url} alt="" width="40" height="40" />}<span><span className="med">{line.title}</span><br /><span className="small faint">{[line.option_text, line.sku].filter(Boolean).join(', ')}</span></span></span></td>
              <td className="r dim" style={{ textAlign: 'right', whiteSpace: 'nowrap' }}>{line.quantity} × <Money value={line.unit_price} bare /></td>
              <td className="r med" style={{ textAlign: 'right', paddingLeft: 12 }}><Money value={line.line_total} /></td>
            </tr>
          ))}</tbody>
        </table>
        {consignment.status === 'to_ship' && mayFulfil && <ShipForm orderId={orderId} consignment={consignment} />}
        {consignment.status === 'shipped' && mayFulfil && <div className="row"><button className="btn" type="button" disabled={deliver.isPending} onClick={() => deliver.mutate(consignment.id)}>{deliver.isPending ? 'Saving' : 'It has arrived'}</button><span className="small dim">Starts the clock of the hold.</span></div>}
        <Refusal error={deliver.error} />
      </div>
    </Card>
  );
}

function stepsOf({ status }: Consignment): Step[] {
  const at = { to_ship: 1, shipped: 2, delivered: 3, cancelled: 0 }[status];
  return ['Placed', 'Shipped', 'Delivered'].map((label, i) => ({ label, state: i < at ? 'done' : i === at ? 'now' : 'ahead' }));
}

function Where({ consignment }: { consignment: Consignment }) {
  if (consignment.shipped_at === null) return consignment.expected_from && consignment.expected_to ? <p className="small dim">Promised to arrive <Time iso={consignment.expected_from} dateOnly /> to <Time iso={consignment.expected_to} dateOnly />{consignment.window ? `, between ${consignment.window.from} and ${consignment.window.to}` : ''}.</p> : null;
  return (
    <p className="small dim">
      {consignment.shipped_with} {consignment.tracking_url ? <a className="mono" href={consignment.tracking_url} target="_blank" rel="noreferrer">{consignment.tracking_number}</a> : <span className="mono">{consignment.tracking_number}</span>}, handed over <Time iso={consignment.shipped_at} />{consignment.delivered_at && <>, delivered <Time iso={consignment.delivered_at} /></>}.
    </p>
  );
}

function ShipForm({ orderId, consignment }: { orderId: string; consignment: Consignment }) {
  const ship = useShip(orderId);
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    ship.mutate({ consignmentId: consignment.id, carrier: String(form.get('carrier')), trackingNumber: String(form.get('tracking_number')) });
  }
  return (
    <form className="well stack g12" onSubmit={submit} aria-label="Ship this parcel">
      <div className="grid2"><TextField label="Carrier" name="carrier" defaultValue={consignment.carrier} required /><TextField label="Tracking number" name="tracking_number" required minLength={4} autoComplete="off" /></div>
      <Refusal error={ship.error} />
      <div className="row"><button className="btn p" disabled={ship.isPending}>{ship.isPending ? 'Saving' : 'Ship this parcel'}</button><span className="small dim">The shopper gets a mail with the number.</span></div>
    </form>
  );
}
