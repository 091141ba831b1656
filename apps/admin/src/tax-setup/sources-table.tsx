import { Badge, ErrorFace, ReasonDialog, Table } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import { sourcesQuery, useChooseSource, type TaxSourcePlace } from './tax-setup.queries.js';

/** States whose local rates the packs do not know in full, and whether Stripe Tax is asked there. Nothing is shown where the marketplace sells to no such place. */
export function SourcesTable() {
  const places = useQuery(sourcesQuery);
  if (places.error) return <ErrorFace error={places.error} retry={() => void places.refetch()} />;
  if (places.data?.data.length === 0) return null;
  return (
    <section className="stack g8" aria-labelledby="sources">
      <div className="stack"><h2 id="sources">Local rates we do not know</h2>
      <p className="dim small">Our packs list some addresses of these states. For the others Stripe Tax can be asked while a cart is priced; its answer is kept with the sale. Without an answer such an address is not sold to.</p></div>
      <Table<TaxSourcePlace> caption="Local rates we do not know" rows={{ data: places.data?.data, error: null, isPending: places.isPending, refetch: () => void places.refetch() }} rowKey={(one) => one.place}
        columns={[
          { key: 'place', head: 'Place', cell: (one) => <span className="med">{one.name}<span className="faint small"> {one.place}</span></span> },
          { key: 'why', head: 'What is not known', cell: (one) => <span className="dim">{one.why}</span>, hidePhone: true },
          { key: 'state', head: 'Other addresses', cell: (one) => (one.source === null ? <Badge tone="idle">Not sold to</Badge> : <Badge tone="ok">Stripe Tax</Badge>) },
          { key: 'last', head: 'Last asked', cell: (one) => <LastAsked place={one} />, hidePhone: true },
          { key: 'act', head: 'Decide', cell: (one) => <Choose place={one} />, right: true },
        ]} empty={null} />
    </section>
  );
}

function LastAsked({ place: { last_asked: last } }: { place: TaxSourcePlace }) {
  if (last === null) return <span className="faint">–</span>;
  return <span className="small" title={last.reference ?? undefined}>{new Date(last.at).toLocaleString()} {last.answered ? <Badge tone="ok">Answered</Badge> : <Badge tone="bad">{last.reason}</Badge>}</span>;
}

function Choose({ place }: { place: TaxSourcePlace }) {
  const [isOpen, setOpen] = useState(false);
  const choose = useChooseSource(place.place);
  const mayWrite = useMay('tax.write');
  if (!mayWrite) return null;
  const isAsked = place.source !== null;
  const action = isAsked ? 'Ask nobody' : 'Ask Stripe Tax';
  return (
    <>
      <button className="btn sm" onClick={() => setOpen(true)}>{action}</button>
      <ReasonDialog isOpen={isOpen} onClose={() => setOpen(false)} title={`${action} in ${place.name}`} action={action} minLength={5} isPending={choose.isPending} error={choose.error}
        text={isAsked ? 'From the next sale on, addresses that our packs do not list are not sold to.' : 'You need a registration for this state at Stripe. Postcode, city and prices go to Stripe, no names and no streets.'}
        onSubmit={(reason) => choose.mutate({ source: isAsked ? null : 'stripe_tax', reason }, { onSuccess: () => setOpen(false) })} />
    </>
  );
}
