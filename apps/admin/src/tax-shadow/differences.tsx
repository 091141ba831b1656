import { Money, Pager, Table, Time } from '@stoa/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { rowsOf } from '../app/rows.js';
import { differencesQuery, type ShadowDifference, type ShadowRunWithSums } from './tax-shadow.queries.js';

const TOLD = 1_000;

/** Each sale that would have been taxed differently: what it came to, what it would come to, and why. */
export function Differences({ run }: { run: ShadowRunWithSums }) {
  const query = useInfiniteQuery(differencesQuery(run.id, run.changed));
  const rows = rowsOf(query);
  return (
    <section className="stack g8" aria-label="Sale by sale">
      <div className="stack"><h2>Sale by sale</h2>{run.changed > TOLD && <p className="small dim">The first {TOLD.toLocaleString('en-GB')} are told one by one; all are in the sums.</p>}</div>
      <Table<ShadowDifference> tight caption="Sales that would have been taxed differently" rows={rows} rowKey={(one) => one.decision_id}
        columns={[
          { key: 'sale', head: 'Sale', cell: (one) => <span className="stack"><Time iso={one.tax_point} /><Link className="mono tiny" to="/market/vendor-orders/$id" params={{ id: one.order_id }}>{one.order_id}</Link></span> },
          { key: 'why', head: 'Why', cell: (one) => <Why one={one} /> },
          { key: 'was', head: 'Tax as it was', cell: (one) => one.was.tax && <><span className="phone-only">was </span><Money value={one.was.tax} /></>, right: true },
          { key: 'becomes', head: 'As it would be', cell: (one) => (one.becomes.tax ? <span className="med"><Money value={one.becomes.tax} /></span> : <span className="med">not possible</span>), right: true },
        ]}
        empty={null} footer={rows.data && <Pager shown={rows.data.length} hasMore={query.hasNextPage} onMore={() => void query.fetchNextPage()} isLoading={query.isFetchingNextPage} />} />
    </section>
  );
}

const LAW: Record<ShadowDifference['law'][number]['change'], string> = { new: 'New', gone: 'No longer', same: 'By' };

/** What changed in words: who owes it and where, the rate of each line, and the rules that came, went, or now hold another figure. */
function Why({ one: { was, becomes, lines, law } }: { one: ShadowDifference }) {
  if (becomes.no_answer !== null) return <span className="small">{becomes.no_answer}</span>;
  const moved = [['taxed in', was.place, becomes.place], ['scheme', was.scheme, becomes.scheme], ['owed by', was.liable, becomes.liable]].filter(([, before, after]) => before !== after);
  return (
    <ul className="small stack">
      {moved.map(([what, before, after]) => <li key={what}>{what} {words(after)} instead of {words(before)}</li>)}
      {lines.map((line) => <li key={line.id}>{line.category}: {line.was_rate !== line.becomes_rate && `${rate(line.was_rate)} becomes ${rate(line.becomes_rate)}, `}<Money value={line.was_tax} /> becomes <Money value={line.becomes_tax} /></li>)}
      {law.map((rule) => <li key={`${rule.change} ${rule.id}`} className="dim">{LAW[rule.change]} <span className="mono">{rule.id}</span> {rule.cite}</li>)}
    </ul>
  );
}

/** A delivery charge that follows goods of several rates has none of its own. */
const rate = (pct: string): string => (pct === 'mixed' ? 'several rates' : `${pct} %`);
const words = (value: string | null | undefined): string => (value ?? 'nobody').replace(/_/g, ' ');
