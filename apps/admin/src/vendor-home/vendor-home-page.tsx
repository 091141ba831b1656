import { Card, ErrorFace, Page, Skeleton } from '@stoa/web-ui';
import { IconCircleCheck, IconCircleDashed, IconPackage } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BalanceFigures } from '../vendor-balance/balance-figures.js';
import { HoldsTable } from '../vendor-balance/holds-table.js';
import { vendorBalanceQuery } from '../vendor-balance/vendor-balance.queries.js';
import { vendorOrdersQuery } from '../vendor-orders/vendor-order.queries.js';
import { setupStepsQuery } from '../vendor-setup/setup.queries.js';

const SHOWN = 5;

/** The first thing in the morning: what to do now, what is yours, what is left to set up. */
export function VendorHomePage() {
  const toShip = useInfiniteQuery(vendorOrdersQuery('to_ship'));
  const balance = useQuery(vendorBalanceQuery());
  const orders = toShip.data?.pages.flatMap((page) => page.data) ?? [];
  const today = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date());
  return (
    <Page title={today} documentTitle="Home" lead={orders.length === 0 ? 'Nothing waits to be packed.' : orders.length === 1 ? 'One order waits to be packed.' : `${orders.length} orders wait to be packed.`}>
      <div className="cols">
        <div>
          <Card title="To do now" line flush>
            {toShip.isPending ? <Skeleton lines={2} /> : toShip.error ? <ErrorFace error={toShip.error} /> : orders.length === 0 ? <p className="small dim" style={{ padding: 18 }}>All done. New orders appear here by themselves.</p> : (
              <ul className="todo">
                {orders.slice(0, SHOWN).map((order) => <li key={order.id}><span className="ico warn"><IconPackage className="i" aria-hidden /></span><div className="grow"><span className="med">Ship {order.number}</span><br /><span className="small dim">{order.pieces === 1 ? '1 piece' : `${order.pieces} pieces`} for {order.shopper_name ?? 'an erased shopper'}, {order.ship_to_country}</span></div><Link className="btn sm" to="/vendor/orders/$id" params={{ id: order.id }}>Pack<span className="vh"> {order.number}</span></Link></li>)}
              </ul>
            )}
          </Card>
          <Card title="Balance" aside={<Link className="small" to="/vendor/balance">All of it</Link>} flush>
            {balance.isPending ? <Skeleton lines={4} /> : balance.error ? <ErrorFace error={balance.error} /> : <><div className="body"><BalanceFigures balance={balance.data} /></div><HoldsTable holds={balance.data.holds.slice(0, SHOWN)} /></>}
          </Card>
        </div>
        <aside><SetupCard /></aside>
      </div>
    </Page>
  );
}

/** Ticked from what is there, not from clicks. */
function SetupCard() {
  const steps = useQuery(setupStepsQuery);
  if (!steps.data) return null;
  const done = steps.data.filter((step) => step.done).length;
  return (
    <Card title="Ready to sell" aside={<span className="small faint num">{done} of {steps.data.length} done</span>}>
      <ul className="ticks">{steps.data.map((step) => <li key={step.label}>{step.done ? <IconCircleCheck className="i ok" aria-label="done" /> : <IconCircleDashed className="i off" aria-label="open" />}{step.done ? <span>{step.label}</span> : <Link className="under" to={step.to}>{step.label}</Link>}</li>)}</ul>
    </Card>
  );
}
