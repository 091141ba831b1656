import { Face, Money, Time } from '@stoa/web-ui';
import { Link } from '@tanstack/react-router';
import type { Hold } from './vendor-balance.queries.js';

/** Every order whose money waits: free on, why, and how far the wait is. */
export function HoldsTable({ holds }: { holds: readonly Hold[] }) {
  if (holds.length === 0) return <Face title="Nothing is held" text="Money of new orders waits here until the goods have arrived and the time to send them back is over." />;
  return (
    <div className="scroll">
      <table className="t list holds"><caption className="vh">What is held, why and until when</caption>
        <thead><tr><th scope="col">Order</th><th scope="col">Free on</th><th scope="col">Why</th><th scope="col" className="r">{holds[0]?.amount.currency}</th></tr></thead>
        <tbody>{holds.map((hold) => (
          <tr key={hold.order_id}>
            <td className="nowrap"><Link className="id" to="/vendor/orders/$id" params={{ id: hold.order_id }}>{hold.number}</Link></td>
            <td className="nowrap">{hold.until ? <Time iso={hold.until} dateOnly /> : <span className="dim">Not yet</span>}</td>
            <td className="why"><span className="small">{hold.words}</span><Progress hold={hold} /></td>
            <td className="r med"><Money value={hold.amount} bare /></td>
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}

/** How much of the wait is over; before delivery it has not begun. */
function Progress({ hold }: { hold: Hold }) {
  const start = hold.delivered_at ? Date.parse(hold.delivered_at) : null;
  const end = hold.until ? Date.parse(hold.until) : null;
  const part = hold.state === 'free' ? 1 : start === null || end === null || end <= start ? 0 : Math.min(1, Math.max(0.02, (Date.now() - start) / (end - start)));
  return <span aria-hidden="true" style={{ display: 'block', height: 6, borderRadius: 3, marginTop: 5, background: 'var(--stoa-idle-tint)', maxWidth: 260 }}><span className={hold.state === 'free' ? '' : 'hatch'} style={{ display: 'block', height: 6, borderRadius: 3, width: `${part * 100}%`, backgroundColor: 'var(--stoa-m-vendor)' }} /></span>;
}
