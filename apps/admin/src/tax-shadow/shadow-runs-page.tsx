import { Badge, Card, Face, Page, Refusal, Table, Time, type Tone } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMay } from '../app/session.js';
import { runsQuery, useStartRun, type ShadowRun } from './tax-shadow.queries.js';

const STATES: Record<ShadowRun['state'], readonly [Tone, string]> = { refused: ['bad', 'Refused'], running: ['open', 'Under way'], done: ['ok', 'Done'], failed: ['bad', 'Failed'] };
export const RunBadge = ({ state }: { state: ShadowRun['state'] }) => <Badge tone={STATES[state][0]}>{STATES[state][1]}</Badge>;

/** New versions of rule packs before they are installed: what would the sales of the last 30 days have come to under them? */
export function ShadowRunsPage() {
  const runs = useQuery(runsQuery);
  const mayWrite = useMay('tax.write');
  return (
    <Page title="Shadow runs" full crumbs={[<Link key="tax" to="/market/tax">Tax returns</Link>, <Link key="setup" to="/market/tax/setup">Tax set-up</Link>]}
      lead="Hold a new version of a rule pack against your sales of the last 30 days before it is installed. No sale is changed.">
      <div className="stack g24">
        {mayWrite && <Start />}
        <Table<ShadowRun> caption="Shadow runs" rows={{ data: runs.data?.data, error: runs.error, isPending: runs.isPending, refetch: () => void runs.refetch() }} rowKey={(one) => one.id}
          columns={[
            { key: 'pack', head: 'New version', cell: (one) => <Link className="id" to="/market/tax/shadow/$id" params={{ id: one.id }}>{one.pack} {one.version}</Link> },
            { key: 'installed', head: 'Installed', cell: (one) => <span className="dim">{one.installed_version ?? 'not yet'}</span>, hidePhone: true },
            { key: 'state', head: 'State', cell: (one) => <RunBadge state={one.state} /> },
            { key: 'when', head: 'Started', cell: (one) => <Time iso={one.created_at} />, hidePhone: true },
            { key: 'sales', head: 'Sales looked at', cell: (one) => <span className="num">{one.progress.done.toLocaleString('en-GB')}</span>, right: true, hidePhone: true },
            { key: 'changed', head: 'Differ', cell: (one) => (one.state === 'refused' ? '–' : <span className="num med">{one.changed.toLocaleString('en-GB')}<span className="phone-only"> differ</span></span>), right: true },
          ]}
          empty={<Face title="No new version was tried yet" text="What lint refuses is told with the line and what to write; the rest is held against your sales." />} />
      </div>
    </Page>
  );
}

function Start() {
  const navigate = useNavigate();
  const start = useStartRun();
  async function take(event: React.ChangeEvent<HTMLInputElement>): Promise<void> {
    const text = event.target.files?.[0]?.text();
    event.target.value = ''; // the same file, mended, may be chosen again
    if (text) start.mutate(await text, { onSuccess: ({ id }) => void navigate({ to: '/market/tax/shadow/$id', params: { id } }) });
  }
  return (
    <Card title="Try a new version">
      <div className="stack g12">
        <Refusal error={start.error} />
        <p className="small dim">The file of the pack or rate table as it would be installed, such as DE.json.</p>
        <div><label className="btn p">{start.isPending ? 'Reading' : 'Choose a file'}<input className="vh" type="file" accept=".json,application/json" aria-label="Choose the file of a new version" disabled={start.isPending} onChange={(event) => void take(event)} /></label></div>
      </div>
    </Card>
  );
}
