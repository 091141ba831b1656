import { Card, ErrorFace, Face, Money, Note, Page, Pairs, Skeleton, Table, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Differences } from './differences.js';
import { RunBadge } from './shadow-runs-page.js';
import { runQuery, type ShadowRunWithSums, type ShadowSum } from './tax-shadow.queries.js';

/** One new version against the sales of a month: how far it is, what it comes to by place, and each sale that differs. */
export function ShadowRunPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const found = useQuery(runQuery(id));
  if (found.isPending) return <Page title="Shadow run"><Skeleton lines={8} /></Page>;
  if (found.error) return <Page title="Shadow run"><ErrorFace error={found.error} retry={() => void found.refetch()} /></Page>;
  const run = found.data;
  return (
    <Page title={`${run.pack} ${run.version}`.trim()} badges={<RunBadge state={run.state} />} documentTitle={`Shadow run, ${run.pack}`} full
      crumbs={[<Link key="tax" to="/market/tax">Tax returns</Link>, <Link key="runs" to="/market/tax/shadow">Shadow runs</Link>]}
      lead={<>Instead of {run.installed_version ?? 'none that is installed'}, against the sales from <Time iso={run.since} dateOnly inText /> to <Time iso={run.until} dateOnly inText />.</>}>
      <div className="stack g24">
        {run.state === 'refused' && <Refused run={run} />}
        {run.state === 'failed' && <Note tone="bad">Something broke on our side, again and again. What was found until then is below; the reason stands under <Link to="/market/tasks">Failed work</Link>, where it may be tried again.</Note>}
        {run.state === 'running' && <Card label="Progress"><Progress run={run} /></Card>}
        {run.state === 'done' && <Verdict run={run} />}
        {run.sums.length > 0 && <Sums sums={run.sums} />}
        {run.changed > 0 && <Differences run={run} />}
      </div>
    </Page>
  );
}

const count = (n: number, word: string) => `${n.toLocaleString('en-GB')} ${word}${n === 1 ? '' : 's'}`;

function Progress({ run: { progress: { done, total }, changed } }: { run: ShadowRunWithSums }) {
  return (
    <div className="stack g8">
      <div className="between"><span className="med" role="status">{done.toLocaleString('en-GB')} of {count(total, 'sale')} looked at, {changed.toLocaleString('en-GB')} differ</span>{total > 0 && <span className="num dim">{Math.floor((100 * done) / total)} %</span>}</div>
      <progress className="progress" aria-label="Progress" max={Math.max(total, 1)} value={done} />
      <span className="small dim">You may leave this page: it goes on.</span>
    </div>
  );
}

function Verdict({ run: { changed, progress: { done } } }: { run: ShadowRunWithSums }) {
  if (done === 0) return <Note>Nothing was sold in these 30 days, so there was nothing to hold it against.</Note>;
  if (changed === 0) return <Note tone="ok">All {count(done, 'sale')} would have come to the same.</Note>;
  return <Note tone="warn">{changed.toLocaleString('en-GB')} of {count(done, 'sale')} would have come to something else.</Note>;
}

const Refused = ({ run }: { run: ShadowRunWithSums }) => (
  <section className="stack g8" aria-label="What is wrong with it">
    <Note tone="bad">It cannot be installed as it is. No sale was looked at.</Note>
    <Table<ShadowRunWithSums['problems'][number]> tight caption="What is wrong with it" rows={{ data: run.problems, error: null, isPending: false }} rowKey={(one) => `${one.line} ${one.at} ${one.problem}`}
      columns={[
        { key: 'line', head: 'Line', cell: (one) => <span className="num">{one.line}</span> },
        { key: 'at', head: 'Where', cell: (one) => <span className="mono small">{one.at}</span>, hidePhone: true },
        { key: 'problem', head: 'What is wrong, and what to write', cell: (one) => one.problem },
      ]} empty={null} />
  </section>
);

/** In sum per currency, then place by place. */
function Sums({ sums }: { sums: readonly ShadowSum[] }) {
  const currencies = [...new Set(sums.map((one) => one.difference.currency))];
  const totals = currencies.map((currency) => ({ currency, amount: sums.reduce((sum, { difference }) => (difference.currency === currency ? sum + difference.amount : sum), 0) }));
  const blocked = sums.reduce((sum, one) => sum + one.blocked, 0);
  return (
    <>
      <Card title="In sum">
        <Pairs rows={[
          ...totals.map((total) => [`Tax, ${total.currency}`, <span key={total.currency} className="med">{total.amount > 0 ? '+' : ''}<Money value={total} /></span>] as const),
          ['Not possible any more', <span key="b" className="num">{count(blocked, 'sale')}</span>],
        ]} />
      </Card>
      <section className="stack g8" aria-label="By place">
        <h2>By place</h2>
        <Table<ShadowSum> tight caption="Tax by place" rows={{ data: sums, error: null, isPending: false }} rowKey={(one) => `${one.place} ${one.was.currency}`}
          columns={[
            { key: 'place', head: 'Taxed in', cell: (one) => <span className="med">{one.place === 'none' ? 'Nowhere' : one.place}</span> },
            { key: 'sales', head: 'Sales', cell: (one) => <span className="num">{one.sales.toLocaleString('en-GB')}</span>, right: true, hidePhone: true },
            { key: 'changed', head: 'Differ', cell: (one) => <span className="num">{one.changed.toLocaleString('en-GB')}<span className="phone-only"> of {one.sales.toLocaleString('en-GB')} differ</span></span>, right: true },
            { key: 'blocked', head: 'Not possible', cell: (one) => <span className="num">{one.blocked.toLocaleString('en-GB')}</span>, right: true, hidePhone: true },
            { key: 'was', head: 'Tax as it was', cell: (one) => <Money value={one.was} />, right: true, hidePhone: true },
            { key: 'becomes', head: 'As it would be', cell: (one) => <Money value={one.becomes} />, right: true, hidePhone: true },
            { key: 'difference', head: 'Difference', cell: (one) => <span className="med">{one.difference.amount > 0 ? '+' : ''}<Money value={one.difference} /></span>, right: true },
          ]}
          empty={<Face title="Nothing yet" text="The first piece is under way." />} />
        <p className="small dim">Sales that would not have been possible are in neither amount.</p>
      </section>
    </>
  );
}
