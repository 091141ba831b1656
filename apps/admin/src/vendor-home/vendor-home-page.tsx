import { Card, ErrorFace, Page, Skeleton } from '@stoa/web-ui';
import { IconCircleCheck, IconCircleDashed, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BalanceBar } from '../app/balance-bar.js';
import { useMay, useSession } from '../app/session.js';
import { HoldsTable } from '../vendor-balance/holds-table.js';
import { vendorBalanceQuery } from '../vendor-balance/vendor-balance.queries.js';
import { setupStepsQuery } from '../vendor-setup/setup.queries.js';
import { ToDoCard, useToDo } from './to-do-card.js';

const SHOWN = 5;

/** The first thing in the morning: what to do now, what is yours, what is left to set up. */
export function VendorHomePage() {
  const toDo = useToDo();
  const maySeeBalance = useMay('payouts.read');
  const mayWrite = useMay('catalog.write');
  const today = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date());
  const waiting = toDo.orders.length;
  return (
    <Page title={today} documentTitle="Home" lead={toDo.isPending ? ' ' : waiting === 0 ? 'Nothing waits to be packed.' : waiting === 1 ? 'One order waits to be packed.' : `${waiting}${toDo.hasMore ? ' and more' : ''} orders wait to be packed.`}
      actions={mayWrite && <Link className="btn p" to="/vendor/listings/new"><IconPlus className="i s" aria-hidden />New listing</Link>}>
      <div className="cols">
        <div><ToDoCard toDo={toDo} />{maySeeBalance && <BalanceCard />}</div>
        <aside><SetupCard /></aside>
      </div>
    </Page>
  );
}

function BalanceCard() {
  const balance = useQuery(vendorBalanceQuery());
  return (
    <Card title="Balance" aside={<Link className="small" to="/vendor/balance">All of it</Link>} flush>
      {balance.isPending ? <Skeleton lines={4} /> : balance.error ? <ErrorFace error={balance.error} retry={() => void balance.refetch()} /> : <><div className="body"><BalanceBar balance={balance.data} /></div><HoldsTable holds={balance.data.holds.slice(0, SHOWN)} /></>}
    </Card>
  );
}

/** Ticked from what is there, not from clicks. */
function SetupCard() {
  const { membership } = useSession();
  const steps = useQuery(setupStepsQuery(membership?.permissions ?? []));
  if (steps.isPending) return <Card title="Ready to sell"><Skeleton lines={5} /></Card>;
  if (steps.error) return <Card title="Ready to sell"><ErrorFace error={steps.error} retry={() => void steps.refetch()} /></Card>;
  const done = steps.data.filter((step) => step.done).length;
  return (
    <Card title="Ready to sell" aside={<span className="small faint num">{done} of {steps.data.length} done</span>}>
      <ul className="ticks">{steps.data.map((step) => <li key={step.label}>{step.done ? <IconCircleCheck className="i ok" role="img" aria-label="done" /> : <IconCircleDashed className="i off" role="img" aria-label="open" />}{step.done ? <span>{step.label}</span> : <Link className="under" to={step.to}>{step.label}</Link>}</li>)}</ul>
    </Card>
  );
}
