import { IconRefresh } from '@tabler/icons-react';
import { ErrorFace, Page, Refusal, SelectField, Skeleton } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ClockCard } from './clock-card.js';
import { DeadTasks } from './dead-tasks.js';
import { healthQuery, useCheckNow, type Health } from './health.queries.js';
import { Invariants } from './invariants.js';
import { allTenantsQuery } from './tenant-choice.queries.js';

/** Is everything as it must be? What waits, what must always hold, and what was given up. */
export function HealthPage() {
  const { tenant = null } = useSearch({ strict: false }) as { tenant?: string };
  const navigate = useNavigate();
  const health = useQuery(healthQuery(tenant));
  const tenants = useQuery(allTenantsQuery);
  const check = useCheckNow(tenant);
  const choices = [{ value: '', label: 'All tenants' }, ...(tenants.data?.data ?? []).map((one) => ({ value: one.id, label: one.name }))];
  return (
    <Page title="Health" full lead={health.data ? inWords(health.data) : 'What waits, what must always hold, and what was given up.'}
      actions={<>
        <SelectField label="Tenant" hideLabel value={tenant ?? ''} options={choices} onChange={(event) => void navigate({ to: '/operator/health', search: event.target.value ? { tenant: event.target.value } : {} })} />
        <button className="btn" type="button" disabled={check.isPending} onClick={() => check.mutate()}><IconRefresh className="i s" aria-hidden />{check.isPending ? 'Checking' : 'Check now'}</button>
      </>}>
      <div className="stack g16">
        <Refusal error={check.error} />
        {health.isPending ? <div className="tablebox"><Skeleton lines={10} /></div> : health.error ? <div className="tablebox"><ErrorFace error={health.error} retry={() => void health.refetch()} /></div> : (
          <>
            <Figures health={health.data} />
            <Invariants health={health.data} />
          </>
        )}
        <DeadTasks />
        <ClockCard />
      </div>
    </Page>
  );
}

function inWords({ tenants, tasks, invariants }: Health): string {
  const broken = invariants.filter((one) => one.breaks > 0).length;
  const what = [broken > 0 && (broken === 1 ? 'One invariant is broken' : `${broken} invariants are broken`), tasks.dead > 0 && (tasks.dead === 1 ? 'One job needs a person' : `${tasks.dead} jobs need a person`)].filter(Boolean);
  return `${tenants === 1 ? 'One tenant' : `${tenants} tenants`}. ${what.length > 0 ? `${what.join('. ')}.` : 'Nothing needs a person.'}`;
}

function Figures({ health: { outbox, queue, webhooks } }: { health: Health }) {
  return (
    <dl className="figs">
      <Figure label="Outbox not yet sent" value={outbox.waiting} note={outbox.waiting > 0 ? `oldest ${outbox.oldest_seconds} s` : 'nothing waits'} isBad={outbox.oldest_seconds > 60} />
      <Figure label="Jobs waiting" value={queue.waiting + queue.delayed} note={queue.active > 0 ? `${queue.active} at work` : 'none at work'} />
      <Figure label="Jobs failed in the queue" value={queue.failed} note="tried again by the sweeper" isBad={queue.failed > 0} />
      <Figure label="Webhooks waiting" value={webhooks.waiting} note={`${webhooks.refused} given up`} isBad={webhooks.refused > 0} />
    </dl>
  );
}

const Figure = ({ label, value, note, isBad = false }: { label: string; value: number; note: string; isBad?: boolean }) => (
  <div className={isBad ? 'card fg bad' : 'card fg'}><dt className="small dim">{label}</dt><dd><b>{value.toLocaleString('en')}</b> <span className="cur">{note}</span></dd></div>
);
