import { Badge, Card, ErrorFace, Face, formatDay, Note, Page, Pairs, Refusal, Skeleton, Table, Time, type Tone } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import { PackDifferences } from './pack-differences.js';
import { packsQuery, useCancelPlan, useShadow, type TaxPackVersion, type TaxPackVersions } from './tax-packs.queries.js';
import { VersionDialog } from './version-dialog.js';

const STATES: Record<TaxPackVersion['state'], readonly [Tone, string]> = { in_force: ['ok', 'In force'], older: ['idle', 'Older'], newer: ['open', 'Newer'], upcoming: ['open-warn', 'Upcoming'] };
const RUNS: Record<NonNullable<TaxPackVersion['shadow_run']>['state'], string> = { refused: 'Refused', running: 'Under way', done: 'Done', failed: 'Failed' };

/** One rule pack: its versions, what differs between them, and which of them judges sales from when on. */
export function TaxPackPage() {
  const { pack: id } = useParams({ strict: false }) as { pack: string };
  const packs = useQuery(packsQuery);
  const crumbs = [<Link key="tax" to="/market/tax">Tax returns</Link>, <Link key="packs" to="/market/tax/packs">Rule packs</Link>];
  if (packs.isPending) return <Page title="Rule pack" crumbs={crumbs}><Skeleton lines={8} /></Page>;
  if (packs.error) return <Page title="Rule pack" crumbs={crumbs}><ErrorFace error={packs.error} retry={() => void packs.refetch()} /></Page>;
  const pack = packs.data.data.find((one) => one.id === id);
  if (!pack) return <Page title="Rule pack" crumbs={crumbs}><Face title="None of your markets rests on this pack" text="Open another from the list." /></Page>;
  return <Found key={pack.id} pack={pack} crumbs={crumbs} />;
}

function Found({ pack, crumbs }: { pack: TaxPackVersions; crumbs: React.ReactNode[] }) {
  const mayWrite = useMay('tax.write');
  const cancel = useCancelPlan(pack.id);
  const shadow = useShadow(pack.id);
  const [choosing, setChoosing] = useState<{ version: string | null } | null>(null);
  const [compared, setCompared] = useState<string | null>(null);
  return (
    <Page title={pack.name} full crumbs={crumbs} lead={pack.id === pack.name ? undefined : pack.id} actions={mayWrite && (pack.is_chosen || pack.planned) && <button className="btn" onClick={() => setChoosing({ version: null })}>Follow the newest</button>}>
      <div className="stack g24">
        {pack.is_gone && <Note tone="bad">Version {pack.in_force}, which you chose, is not installed any more. Nothing is sold by this pack until you choose another.</Note>}
        <Refusal error={cancel.error ?? shadow.error} />
        <Card title="In force for you">
          <Pairs rows={[
            ['Version', <span key="v" className="med num">{pack.in_force}</span>], ['Because', pack.is_chosen ? 'You chose it' : 'It is the newest that is active'], ['Newest that is active', <span key="n" className="num">{pack.newest}</span>],
            ...(pack.planned ? [['Planned', <span key="p" className="row wrap ends"><span>{pack.planned.version ?? 'the newest'} from <Time iso={pack.planned.at} inText /></span>{mayWrite && <button className="btn sm" disabled={cancel.isPending} onClick={() => cancel.mutate()}>Take the plan back</button>}</span>] as const] : []),
          ]} />
        </Card>
        <section className="stack g8" aria-label="Versions">
          <h2>Versions</h2>
          <Table<TaxPackVersion> caption="Versions" rows={{ data: pack.versions, error: null, isPending: false }} rowKey={(one) => one.version}
            columns={[
              { key: 'version', head: 'Version', cell: (one) => <span className="stack"><span className="med num">{one.version}</span><span className="mono faint tiny" title={one.sha256}>{one.sha256.slice(0, 12)}</span></span> },
              { key: 'state', head: 'State', cell: (one) => <Badge tone={STATES[one.state][0]}>{STATES[one.state][1]}</Badge> },
              { key: 'active', head: 'Active from', cell: (one) => (one.activates === null ? <span className="faint">when installed</span> : formatDay(one.activates)), hidePhone: true },
              { key: 'shadow', head: 'Against your sales', cell: (one) => (one.shadow_run ? <Link to="/market/tax/shadow/$id" params={{ id: one.shadow_run.id }}>{RUNS[one.shadow_run.state]}</Link> : <span className="faint">not tried</span>) },
              { key: 'act', head: <span className="vh">Do</span>, cell: (one) => <Acts one={one} mayWrite={mayWrite} isBusy={shadow.isPending} compare={() => setCompared(one.version)} tryIt={() => shadow.mutate(one.version)} choose={() => setChoosing({ version: one.version })} /> },
            ]} empty={null} />
        </section>
        {compared !== null && <PackDifferences pack={pack.id} from={pack.in_force} to={compared} />}
      </div>
      {choosing && <VersionDialog pack={pack} version={choosing.version} onClose={() => setChoosing(null)} />}
    </Page>
  );
}

type ActsProps = { one: TaxPackVersion; mayWrite: boolean; isBusy: boolean; compare: () => void; tryIt: () => void; choose: () => void };

/** A newer version is tried first, and activated after; an older one is gone back to. */
function Acts({ one, mayWrite, isBusy, compare, tryIt, choose }: ActsProps) {
  if (one.state === 'in_force') return mayWrite ? <button className="btn sm" onClick={choose}>Stay with it</button> : null;
  const isNewer = one.state !== 'older';
  return (
    <span className="row wrap">
      <button className="btn sm" onClick={compare}>What differs</button>
      {mayWrite && one.shadow_run === null && <button className="btn sm" disabled={isBusy} onClick={tryIt}>Try it</button>}
      {mayWrite && (!isNewer || one.shadow_run?.state === 'done') && <button className={isNewer ? 'btn sm p' : 'btn sm'} onClick={choose}>{isNewer ? 'Activate' : 'Go back to it'}</button>}
    </span>
  );
}
