import { Badge, ErrorFace, Face, formatDay, Page, Skeleton, Table, Time, type Tone } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { placeName } from '../app/places.js';
import { useMay } from '../app/session.js';
import { AddRegistration, ChangeRegistration, placeOf, RemoveRegistration } from './registration-dialog.js';
import { RolesCard } from './roles-card.js';
import { overlayQuery, type TaxOverlay, type TaxRegistrationHeld } from './tax-registrations.queries.js';

const STATES: Record<TaxRegistrationHeld['state'], readonly [Tone, string]> = { planned: ['open', 'Planned'], in_force: ['ok', 'In force'], ended: ['idle', 'Ended'] };

/** Where the marketplace itself is registered for taxes, since when and until when, and what it is by law where it may choose. */
export function RegistrationsPage() {
  const overlay = useQuery(overlayQuery);
  const mayWrite = useMay('tax.write');
  const [isAdding, setAdding] = useState(false);
  return (
    <Page title="Registrations" full crumbs={[<Link key="tax" to="/market/tax">Tax returns</Link>, <Link key="setup" to="/market/tax/setup">Tax set-up</Link>]}
      actions={mayWrite && overlay.data && <button className="btn p" onClick={() => setAdding(true)}>Add a registration</button>}
      lead="Where you yourself are registered for taxes. Each sale goes by what holds on its day, on the clock of its place.">
      {overlay.isPending && <Skeleton lines={8} />}
      {overlay.error && <ErrorFace error={overlay.error} retry={() => void overlay.refetch()} />}
      {overlay.data && (
        <div className="stack g24">
          <Held overlay={overlay.data} mayWrite={mayWrite} />
          <RolesCard overlay={overlay.data} mayWrite={mayWrite} />
          <Changes changes={overlay.data.changes} />
        </div>
      )}
      {isAdding && overlay.data && <AddRegistration overlay={overlay.data} onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Held({ overlay, mayWrite }: { overlay: TaxOverlay; mayWrite: boolean }) {
  const [open, setOpen] = useState<{ held: TaxRegistrationHeld; what: 'change' | 'remove' } | null>(null);
  return (
    <>
      <Table<TaxRegistrationHeld> caption="Registrations" rows={{ data: overlay.registrations, error: null, isPending: false }} rowKey={(one) => one.id}
        columns={[
          { key: 'place', head: 'Place', cell: (one) => <span className="med">{placeName(placeOf(one))}</span> },
          { key: 'kind', head: 'Registration', cell: (one) => one.name },
          { key: 'number', head: 'Number', cell: (one) => <span className="stack"><span className="mono small">{one.number}</span>{one.intermediary && <span className="mono faint tiny">by {one.intermediary}</span>}</span> },
          { key: 'days', head: 'Holds', cell: (one) => <span className="small dim">{daysOf(one)}</span> },
          { key: 'state', head: 'State', cell: (one) => <Badge tone={STATES[one.state][0]}>{STATES[one.state][1]}</Badge> },
          ...(mayWrite ? [{
            key: 'act', head: <span className="vh">Change</span>, right: true,
            cell: (one: TaxRegistrationHeld) => (one.state === 'planned' ? <span className="row ends"><button className="btn sm" onClick={() => setOpen({ held: one, what: 'change' })}>Change</button><button className="btn sm" onClick={() => setOpen({ held: one, what: 'remove' })}>Take back</button></span> : <button className="btn sm" onClick={() => setOpen({ held: one, what: 'change' })}>Change or end</button>),
          }] : []),
        ]}
        empty={<Face title="You are registered nowhere" text="Sales for which you would owe tax yourself are then not possible, or the buyer pays at the border." />} />
      {open?.what === 'change' && <ChangeRegistration overlay={overlay} held={open.held} onClose={() => setOpen(null)} />}
      {open?.what === 'remove' && <RemoveRegistration overlay={overlay} held={open.held} onClose={() => setOpen(null)} />}
    </>
  );
}

function daysOf({ from, to }: TaxRegistrationHeld): string {
  if (from === null && to === null) return 'until further notice';
  return [from === null ? null : `from ${formatDay(from)}`, to === null ? null : `to ${formatDay(to)}`].filter(Boolean).join(' ');
}

const Changes = ({ changes }: { changes: TaxOverlay['changes'] }) => (
  <section className="stack g8" aria-labelledby="changes">
    <div className="stack"><h2 id="changes">What was changed</h2><p className="dim small">Each tax decision names the version it was made under.</p></div>
    <Table<TaxOverlay['changes'][number]> tight caption="What was changed" rows={{ data: changes, error: null, isPending: false }} rowKey={(one) => String(one.version)}
      columns={[
        { key: 'version', head: 'Version', cell: (one) => <span className="num">{one.version}</span> },
        { key: 'what', head: 'What', cell: (one) => one.what },
        { key: 'reason', head: 'Why', cell: (one) => <span className="dim">{one.reason}</span>, hidePhone: true },
        { key: 'when', head: 'When', cell: (one) => <Time iso={one.changed_at} />, right: true },
      ]}
      empty={<Face title="Nothing yet" text="What stands above is what the marketplace was opened with." />} />
  </section>
);
