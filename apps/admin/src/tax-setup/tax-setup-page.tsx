import { Badge, Face, Money, Page, Table, type Tone } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { vendorNameQuery } from '../app/vendor-name.queries.js';
import { useMay } from '../app/session.js';
import { DraftsTable } from './drafts-table.js';
import { OutsideSalesDialog } from './outside-sales-dialog.js';
import { PolicyCard } from './policy-card.js';
import { RatesCard } from './rates-card.js';
import { SourcesTable } from './sources-table.js';
import { thresholdsQuery, type TaxThreshold } from './tax-setup.queries.js';

/** What the marketplace's taxes rest on: how near limits of the law are, unconfirmed rates, exchange rates, and businesses nobody could check. */
export function TaxSetupPage() {
  return (
    <Page title="Tax set-up" full crumbs={[<Link key="tax" to="/market/tax">Tax returns</Link>]} actions={<><Link className="btn" to="/market/tax/registrations">Registrations</Link><Link className="btn" to="/market/tax/categories">Categories</Link><Link className="btn" to="/market/tax/packs">Rule packs</Link><Link className="btn" to="/market/tax/shadow">Shadow runs</Link><Link className="btn" to="/market/tax/try">Try a sale</Link></>}
      lead="What your taxes rest on. Rates and rules come with the rule packs; what is here is yours to watch and decide.">
      <div className="stack g24">
        <Thresholds />
        <DraftsTable />
        <SourcesTable />
        <div className="grid2"><RatesCard /><PolicyCard /></div>
      </div>
    </Page>
  );
}

const STATES: Record<TaxThreshold['state'], readonly [Tone, string]> = { below: ['idle', 'Below'], near: ['warn', 'Near'], crossed: ['bad', 'Crossed'], unknown: ['open-warn', 'Not known'] };

/** Short things that are one word to the eye. */
const KEPT = { whiteSpace: 'nowrap' } as const;

function Thresholds() {
  const thresholds = useQuery(thresholdsQuery);
  const mayWrite = useMay('tax.write');
  const [open, setOpen] = useState<TaxThreshold | null>(null);
  return (
    <section className="stack g8" aria-labelledby="thresholds">
      <div className="stack"><h2 id="thresholds">Limits of the law</h2>
      <p className="dim small">Counted from what was sold here, less what was refunded. From 80 % on it is time to register. What you sold elsewhere counts as well: write it down.</p></div>
      <Table<TaxThreshold> caption="Limits of the law" rows={{ data: thresholds.data?.data, error: thresholds.error, isPending: thresholds.isPending, refetch: () => void thresholds.refetch() }}
        rowKey={(one) => `${one.code} ${one.place} ${one.vendor_id ?? ''}`}
        columns={[
          { key: 'place', head: 'Place', cell: (one) => <span className="med" style={KEPT}>{one.place}</span> },
          { key: 'whose', head: 'Whose', cell: (one) => (one.vendor_id === null ? 'The marketplace' : <VendorName id={one.vendor_id} />) },
          { key: 'what', head: 'What begins there', cell: (one) => <span className="dim small" title={one.cite}>{one.name}</span>, hidePhone: true },
          { key: 'state', head: 'State', cell: (one) => (one.is_registered ? <Badge tone="ok">Registered</Badge> : <Badge tone={STATES[one.state][0]}>{STATES[one.state][1]}</Badge>) },
          { key: 'used', head: 'Used', cell: (one) => <span className="num" style={KEPT}>{one.used_bp === null ? 'no exchange rate' : `${Math.floor(one.used_bp / 100)} %`}<span className="phone-only"> used</span></span>, right: true },
          { key: 'total', head: 'Sold', cell: (one) => <span>{one.total ? <Money value={one.total} /> : '–'}{one.outside.map((year) => <span key={year.year} className="faint tiny" style={{ ...KEPT, display: 'block' }}>{year.year} elsewhere <Money value={year.amount} /></span>)}</span>, right: true, hidePhone: true },
          { key: 'limit', head: 'Limit', cell: (one) => <><Money value={one.limit} />{one.limit_sales !== null && <span className="faint small"> or {one.limit_sales} sales</span>}</>, right: true, hidePhone: true },
          ...(mayWrite ? [{ key: 'act', head: <span className="vh">Write down</span>, right: true, cell: (one: TaxThreshold) => (one.vendor_id === null && one.of === 'platform' ? <button className="btn sm" onClick={() => setOpen(one)}>Sold elsewhere</button> : null) }] : []),
        ]}
        empty={<Face title="No limits to watch" text="None of the places you sell to has a limit from which another law begins." />} />
      {open && <OutsideSalesDialog limit={open} onClose={() => setOpen(null)} />}
    </section>
  );
}

function VendorName({ id }: { id: string }) {
  const name = useQuery(vendorNameQuery(id));
  return <Link to="/market/vendors/$id" params={{ id }}>{name.data ?? id}</Link>;
}
