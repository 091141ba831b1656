import { fieldErrors, Refusal, TextField } from '@stoa/web-ui';
import { useShip, type Consignment } from './vendor-order.queries.js';

const CARRIERS = ['DHL', 'DPD', 'Hermes', 'GLS', 'UPS', 'FedEx', 'USPS', 'Posti', 'Matkahuolto'];

/** Who carries it and under which number: the shopper sees both at once, and the mail goes out. */
export function ShipForm({ orderId, consignment }: { orderId: string; consignment: Consignment }) {
  const ship = useShip(orderId);
  const errors = fieldErrors(ship.error);
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    ship.mutate({ consignmentId: consignment.id, carrier: String(form.get('carrier')).trim(), tracking_number: String(form.get('tracking_number')).trim() });
  }
  return (
    <form className="well stack g12" onSubmit={submit} aria-label="Ship this parcel">
      {consignment.adult_signature && <p className="small strong">To be handed over to an adult against a signature.</p>}
      {Object.keys(errors).length === 0 && <Refusal error={ship.error} />}
      <div className="shipform">
        <TextField label="Carrier" name="carrier" list="carriers" required minLength={2} defaultValue={consignment.carrier} error={errors['/carrier']} />
        <TextField label="Tracking number" name="tracking_number" required minLength={4} maxLength={80} autoComplete="off" spellCheck={false} error={errors['/tracking_number']} />
        <button className="btn p" disabled={ship.isPending}>{ship.isPending ? 'Shipping' : 'Ship the parcel'}</button>
      </div>
      <datalist id="carriers">{CARRIERS.map((carrier) => <option key={carrier} value={carrier} />)}</datalist>
    </form>
  );
}
