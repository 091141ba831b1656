import { Badge, Face, Note, Page, Table, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { packsQuery, type TaxPackVersions } from './tax-packs.queries.js';

/** The rule packs that taxes of this marketplace rest on, and which version of each judges its sales. */
export function TaxPacksPage() {
  const packs = useQuery(packsQuery);
  const gone = packs.data?.data.filter((one) => one.is_gone) ?? [];
  return (
    <Page title="Rule packs" full crumbs={[<Link key="tax" to="/market/tax">Tax returns</Link>, <Link key="setup" to="/market/tax/setup">Tax set-up</Link>]}
      lead="The law of the places you sell to, as data. Who chooses nothing goes by the newest version that is active; you may stay with one, go on to a newer one, or go back.">
      <div className="stack g16">
        {gone.map((one) => <Note key={one.id} tone="bad">{one.name}: version {one.in_force}, which you chose, is not installed any more. Nothing is sold by it until you choose another.</Note>)}
        <Table<TaxPackVersions> caption="Rule packs" rows={{ data: packs.data?.data, error: packs.error, isPending: packs.isPending, refetch: () => void packs.refetch() }} rowKey={(one) => one.id}
          columns={[
            { key: 'pack', head: 'Pack', cell: (one) => <Link className="id" to="/market/tax/packs/$pack" params={{ pack: one.id }}>{one.name === one.id ? one.id : `${one.name} (${one.id})`}</Link> },
            { key: 'version', head: 'In force', cell: (one) => <span className="num">{one.in_force}</span> },
            { key: 'state', head: 'By', cell: (one) => (one.is_gone ? <Badge tone="bad">Not installed</Badge> : one.is_chosen ? <Badge tone="warn">Your choice</Badge> : <Badge tone="ok">Newest</Badge>) },
            { key: 'plan', head: 'Planned', cell: (one) => (one.planned ? <span>{one.planned.version ?? 'the newest'} from <Time iso={one.planned.at} inText /></span> : <span className="faint">–</span>), hidePhone: true },
            { key: 'versions', head: 'Versions', cell: (one) => <span className="num">{one.versions.length}<span className="phone-only"> {one.versions.length === 1 ? 'version' : 'versions'}</span></span>, right: true },
          ]}
          empty={<Face title="No rule packs" text="Your markets name no place that there is a pack of." />} />
      </div>
    </Page>
  );
}
