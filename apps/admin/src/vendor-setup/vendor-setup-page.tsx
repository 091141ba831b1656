import { Card, ErrorFace, Face, Money, Page, Pairs, Refusal, Skeleton } from '@stoa/web-ui';
import { IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { vendorMeQuery } from '../vendor-home/vendor-me.queries.js';
import { NewRateForm } from './new-rate-form.js';
import { NewWarehouseForm } from './new-warehouse-form.js';
import { PayoutStateBadge } from './payout-state.js';
import { payoutAccountQuery, ratesQuery, useChangeWarehouse, useCloseWarehouse, useDropRate, useOnboardPayouts, warehousesQuery } from './setup.queries.js';

/** Everything a vendor sets up once: where the money goes, where the goods lie, what shipping costs, who they are in law. */
export function VendorSetupPage() {
  return (
    <Page title="Setup" lead="Where your money goes, where your goods lie, and what shipping costs.">
      <div className="cols"><div><PayoutCard /><WarehousesCard /><RatesCard /></div><aside><TraderCard /></aside></div>
    </Page>
  );
}

function PayoutCard() {
  const account = useQuery(payoutAccountQuery);
  const onboard = useOnboardPayouts();
  if (account.isPending) return <Card title="Payout account"><Skeleton lines={2} /></Card>;
  if (account.error) return <Card title="Payout account"><ErrorFace error={account.error} retry={() => void account.refetch()} /></Card>;
  const { status, words, requirements, can_receive: canReceive } = account.data;
  const label = status === 'none' ? 'Open a payout account' : 'Go on with Stripe';
  return (
    <Card title="Payout account" aside={<PayoutStateBadge status={status} />}>
      <div className="stack g12">
        <p>{words}</p>
        {requirements.length > 0 && <ul className="small dim">{requirements.map((r) => <li key={r.field}>{r.field}{r.awaiting === 'gateway' ? ', being checked' : ''}{r.is_overdue ? ', overdue' : ''}</li>)}</ul>}
        <Refusal error={onboard.error} />
        {!canReceive && !['rejected', 'closed'].includes(status) && <div><button className="btn p" type="button" disabled={onboard.isPending} onClick={() => onboard.mutate()}><IconExternalLink className="i s" aria-hidden />{onboard.isPending ? 'Opening' : label}</button></div>}
      </div>
    </Card>
  );
}

function WarehousesCard() {
  const warehouses = useQuery(warehousesQuery);
  const change = useChangeWarehouse();
  const close = useCloseWarehouse();
  return (
    <Card title="Warehouses" flush>
      {warehouses.isPending ? <Skeleton lines={3} /> : warehouses.error ? <ErrorFace error={warehouses.error} /> : warehouses.data.data.length === 0 ? <Face title="No warehouse yet" text="Goods leave from a warehouse; its address decides the tax. Open the first one below." /> : (
        <div className="scroll"><table className="t"><caption className="vh">Warehouses by priority</caption><thead><tr><th scope="col">Warehouse</th><th scope="col">Address</th><th scope="col">Asked</th><th scope="col"><span className="vh">Actions</span></th></tr></thead>
          <tbody>{warehouses.data.data.map((w) => (
            <tr key={w.id}><td className="med">{w.name}</td><td className="dim">{w.address.line1}, {w.address.postcode} {w.address.city}, {w.address.country}</td>
              <td><label className="vh" htmlFor={`p-${w.id}`}>Priority of {w.name}</label><input id={`p-${w.id}`} className="in sm" style={{ width: 64 }} type="number" min={1} max={1000} defaultValue={w.priority} onBlur={(e) => { const priority = Number(e.target.value); if (priority >= 1 && priority !== w.priority) change.mutate({ id: w.id, priority }); }} /></td>
              <td className="r"><button className="btn q sm" type="button" onClick={() => close.mutate(w.id)}>Close<span className="vh"> {w.name}</span></button></td></tr>
          ))}</tbody></table></div>
      )}
      <div className="body"><Refusal error={change.error ?? close.error} /><NewWarehouseForm /></div>
    </Card>
  );
}

function RatesCard() {
  const rates = useQuery(ratesQuery);
  const drop = useDropRate();
  return (
    <Card title="Shipping rates" flush>
      {rates.isPending ? <Skeleton lines={3} /> : rates.error ? <ErrorFace error={rates.error} /> : rates.data.data.length === 0 ? <Face title="No rates yet" text="Without one nobody can check out. Add the first one below." /> : (
        <div className="scroll"><table className="t"><caption className="vh">Shipping rates</caption><thead><tr><th scope="col">Rate</th><th scope="col">To</th><th scope="col">Days</th><th scope="col" className="r">Price</th><th scope="col"><span className="vh">Actions</span></th></tr></thead>
          <tbody>{rates.data.data.filter((r) => r.active).map((r) => (
            <tr key={r.id}><td><span className="med">{Object.values(r.name)[0]}</span><br /><span className="tiny faint">{r.carrier}{r.window ? `, ${r.window.from} to ${r.window.to}` : ''}{r.adult_signature ? ', an adult signs' : ''}</span></td><td>{(r.regions.length > 0 ? r.regions : r.countries).join(', ')}</td><td className="num">{r.transit_days.min} to {r.transit_days.max}</td><td className="r"><Money value={r.price} /></td><td className="r"><button className="btn q sm" type="button" onClick={() => drop.mutate(r.id)}>Remove<span className="vh"> {Object.values(r.name)[0]}</span></button></td></tr>
          ))}</tbody></table></div>
      )}
      <div className="body"><Refusal error={drop.error} />{rates.data && <NewRateForm zones={rates.data.zones} />}</div>
    </Card>
  );
}

function TraderCard() {
  const me = useQuery(vendorMeQuery);
  if (!me.data) return null;
  const { vendor } = me.data;
  return (
    <Card title="Trader file">
      <Pairs rows={[['Legal name', vendor.legal_name], ['Seat', `${vendor.address.postcode} ${vendor.address.city}, ${vendor.country}`], ['Register', vendor.register_number ?? '–'], ['VAT ID', vendor.vat_id ?? '–'], ['E-mail', vendor.email], ['Phone', vendor.phone]]} />
      {vendor.registrations.length > 0 && <><h3 style={{ margin: '14px 0 6px' }}>Registrations</h3><ul className="small dim">{vendor.registrations.map((r) => <li key={r.scheme + r.country + r.number}>{r.scheme} {r.country}{r.region ? `-${r.region}` : ''}: <span className="mono">{r.number}</span></li>)}</ul></>}
      {vendor.trader_file_gaps.length > 0 && <p className="small" style={{ color: 'var(--stoa-bad)', marginTop: 10 }}>Missing: {vendor.trader_file_gaps.join(', ')}</p>}
      <p className="tiny faint" style={{ marginTop: 10 }}>Shoppers read this with every offer (DSA, Art. 30).</p>
    </Card>
  );
}
