import { Badge, Face, Table, type Tone } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { differencesQuery, type TaxPackDifference } from './tax-packs.queries.js';

const CHANGES: Record<TaxPackDifference['change'], readonly [Tone, string]> = { new: ['open', 'New'], gone: ['idle', 'Gone'], changed: ['warn', 'Changed'] };
const LONG = 120;

/** What another version of a pack says differently from the one in force: rates, categories, rules, fees, limits. */
export function PackDifferences({ pack, from, to }: { pack: string; from: string; to: string }) {
  const found = useQuery(differencesQuery(pack, from, to));
  return (
    <section className="stack g8" aria-label="What differs">
      <h2>{to} beside {from}</h2>
      <Table<TaxPackDifference> tight caption="What differs" rows={{ data: found.data?.data, error: found.error, isPending: found.isPending, refetch: () => void found.refetch() }} rowKey={(one) => `${one.what} ${one.name} ${one.change} ${one.was ?? ''} ${one.becomes ?? ''}`}
        columns={[
          { key: 'what', head: 'What', cell: (one) => <span className="stack"><span><span className="dim">{one.what}</span> <span className="med">{one.name}</span></span>{one.cite && <span className="faint tiny">{one.cite}</span>}</span> },
          { key: 'change', head: 'Change', cell: (one) => <Badge tone={CHANGES[one.change][0]}>{CHANGES[one.change][1]}</Badge> },
          { key: 'was', head: `In ${from}`, cell: (one) => <Said text={one.was} /> },
          { key: 'becomes', head: `In ${to}`, cell: (one) => <Said text={one.becomes} /> },
        ]}
        empty={<Face title="They say the same" text="Only the version itself is another." />} />
    </section>
  );
}

/** Rules are as long as their law: what is long opens. */
function Said({ text }: { text: string | null }) {
  if (text === null) return <span className="faint">–</span>;
  if (text.length <= LONG) return <span className="small">{text}</span>;
  return <details className="small"><summary>{text.slice(0, LONG)}…</summary><code className="mono tiny" style={{ overflowWrap: 'anywhere' }}>{text}</code></details>;
}
