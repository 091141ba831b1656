import { Badge, Face, ReasonDialog, Refusal, Table } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import { draftsQuery, useDraftAcceptance, type TaxDraft } from './tax-setup.queries.js';

/** Rates without a sure source in the places the marketplace sells to: each stops its goods there until it is accepted by name. */
export function DraftsTable() {
  const drafts = useQuery(draftsQuery);
  return (
    <section className="stack g8" aria-labelledby="drafts">
      <div className="stack"><h2 id="drafts">Unconfirmed rates</h2>
      <p className="dim small">We could not confirm these. Goods of that kind are not sold there until you accept the rate, at your own risk.</p></div>
      <Table<TaxDraft> caption="Unconfirmed rates" rows={{ data: drafts.data?.data, error: drafts.error, isPending: drafts.isPending, refetch: () => void drafts.refetch() }} rowKey={(one) => one.draft}
        columns={[
          { key: 'draft', head: 'Rate', cell: (one) => <span className="id">{one.draft}</span> },
          { key: 'pct', head: 'Per cent', cell: (one) => <span className="num">{one.rate_pct === null ? '–' : `${one.rate_pct} %`}</span>, right: true },
          { key: 'why', head: 'Why it is not sure', cell: (one) => <span className="dim">{one.why}</span>, hidePhone: true },
          { key: 'state', head: 'State', cell: (one) => (one.accepted_at ? <Badge tone="ok">Accepted</Badge> : one.effect === 'blocks' ? <Badge tone="warn">Stops sales</Badge> : <Badge tone="idle">Left out</Badge>) },
          { key: 'act', head: 'Decide', cell: (one) => <Decide draft={one} />, right: true },
        ]}
        empty={<Face title="Every rate is confirmed" text="In the places you sell to." />} />
    </section>
  );
}

function Decide({ draft }: { draft: TaxDraft }) {
  const [isOpen, setOpen] = useState(false);
  const acceptance = useDraftAcceptance(draft.draft);
  const mayWrite = useMay('tenancy.write');
  if (!mayWrite) return null;
  if (draft.accepted_at) return <><Refusal error={acceptance.error} /><button className="btn sm" disabled={acceptance.isPending} onClick={() => acceptance.mutate(null)}>Take back</button></>;
  return (
    <>
      <button className="btn sm" onClick={() => setOpen(true)}>Accept</button>
      <ReasonDialog isOpen={isOpen} onClose={() => setOpen(false)} title={`Accept ${draft.draft}`} text="From the next sale on this rate is charged. If it is wrong, you answer for the difference." action="Accept at our own risk" minLength={5}
        isPending={acceptance.isPending} error={acceptance.error} onSubmit={(reason) => acceptance.mutate(reason, { onSuccess: () => setOpen(false) })} />
    </>
  );
}
