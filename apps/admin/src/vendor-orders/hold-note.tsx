import { Card, formatAmount, formatDay, Money, Skeleton } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '../app/session.js';
import { holdsQuery, vendorRefundsQuery, type VendorOrder } from './vendor-order.queries.js';

const UNTIL_HEARD_MS = 2_000;
/** The order has arrived, and its hold has not heard of it yet: a matter of moments. */
const isBehind = (order: VendorOrder, hold: { until: string | null }): boolean => order.status === 'delivered' && hold.until === null;

/** What of this order is the vendor's, what came off, and until when it is held and why. */
export function HoldNote({ order }: { order: VendorOrder }) {
  const mayRead = useMay('payouts.read');
  const balance = useQuery({ ...holdsQuery, enabled: mayRead, refetchInterval: ({ state: { data } }) => (data?.holds.some((one) => one.order_id === order.id && isBehind(order, one)) ? UNTIL_HEARD_MS : false) });
  const refunds = useQuery({ ...vendorRefundsQuery(order.id), enabled: mayRead && order.refunds.length > 0 });
  const given = (refunds.data?.data ?? []).filter((one) => one.state !== 'failed').reduce((sum, one) => sum + one.you_give.amount, 0);
  const hold = balance.data?.holds.find((one) => one.order_id === order.id);
  const tax = order.tax_by_marketplace.reduce((sum, one) => sum + one.amount.amount, 0);
  const yours = { amount: order.total.amount - order.commission.amount - tax - given, currency: order.total.currency };
  return (
    <Card title="Yours" aside={<Link className="small" to="/vendor/balance">Balance</Link>}>
      <div className="stack g12">
        <p className="sum"><Money value={yours} /></p>
        <dl className="kv">
          <dt>Paid by the shopper</dt><dd><Money value={order.total} bare /></dd>
          <dt>Commission</dt><dd><Money value={{ ...order.commission, amount: -order.commission.amount }} bare /></dd>
          {given > 0 && <><dt>Given back in refunds</dt><dd><Money value={{ ...order.commission, amount: -given }} bare /></dd></>}
          {tax > 0 && <><dt>Tax the marketplace files</dt><dd><Money value={{ ...order.commission, amount: -tax }} bare /></dd></>}
        </dl>
        {order.tax_by_marketplace.length > 1 && <p className="tiny faint">{order.tax_by_marketplace.map((one) => `${one.authority} ${formatAmount(one.amount)}`).join(', ')}</p>}
        {mayRead && balance.isPending && <Skeleton lines={1} />}
        {hold && <div className="stack"><span className="bar" aria-hidden="true"><span className={hold.state === 'held' ? 'hatch' : undefined} style={{ '--v': 1, '--k': 'var(--stoa-m-vendor)' } as React.CSSProperties} /></span><p className="small"><span className="med">{hold.state === 'free' ? 'Ready to be paid out.' : hold.until ? `Held until ${formatDay(hold.until)}.` : 'Held.'}</span> <span className="dim">{hold.words}</span></p></div>}
      </div>
    </Card>
  );
}
