import { Card } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Whose } from './document.queries.js';
import { NOT_AGREED, waitingName, waitingQuery } from './waiting.queries.js';

/** Documents between the marketplace and its vendors that cannot be written yet, and why. Nothing where none waits; they are tried again by themselves. */
export function WaitingCard({ whose }: { whose: Whose }) {
  const waiting = useQuery(waitingQuery(whose));
  if (!waiting.data || waiting.data.data.length === 0) return null;
  return (
    <Card title={whose === 'vendor' ? 'Your months that wait' : 'Vendors’ months that wait'} line flush aside={<span className="small faint num">{waiting.data.data.length}</span>}>
      <ul className="todo">{waiting.data.data.map((one) => (
        <li key={`${one.vendor_id} ${one.period} ${one.currency} ${one.kind}`}>
          <div className="grow"><span className="med">{waitingName(one)}</span><br /><span className="small dim">{one.reason}</span></div>
          {whose === 'market' && <Link className="btn sm" to="/market/vendors/$id" params={{ id: one.vendor_id }}>Vendor<span className="vh">: {waitingName(one)}</span></Link>}
          {whose === 'vendor' && <Link className="btn sm" to="/vendor/setup">{one.code === NOT_AGREED ? 'Read and agree' : 'Setup'}<span className="vh">: {waitingName(one)}</span></Link>}
        </li>
      ))}</ul>
    </Card>
  );
}
