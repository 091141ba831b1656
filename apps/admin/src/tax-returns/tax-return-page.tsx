import { IconDownload } from '@tabler/icons-react';
import { amountText, Card, ErrorFace, Face, Money, Note, Page, Pairs, Refusal, Skeleton, Table, TextField, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { csv, download } from '../app/download.js';
import { periodName } from '../app/periods.js';
import { useMay } from '../app/session.js';
import { schemeName, StatusBadge } from './tax-return-words.js';
import { taxReturnQuery, useFileReturn, type TaxReturn } from './tax-return.queries.js';

/** One return: its rows per authority and rate, where records and books differ, and the button that keeps it as filed. */
export function TaxReturnPage() {
  const { period, name } = useParams({ strict: false }) as { period: string; name: string };
  const found = useQuery(taxReturnQuery(period, name));
  if (found.isPending) return <Page title="Tax return"><Skeleton lines={8} /></Page>;
  if (found.error) return <Page title="Tax return"><ErrorFace error={found.error} retry={() => void found.refetch()} /></Page>;
  const it = found.data;
  return (
    <Page title={it.place_name} badges={<StatusBadge status={it.status} />} lead={`${schemeName(it.scheme)}, ${periodName(period)}`} documentTitle={`${it.place_name}, ${periodName(period)}`}
      crumbs={[<Link key="all" to="/market/tax" search={{ period }}>Tax returns</Link>, it.place_name]}
      actions={<button className="btn" type="button" onClick={() => download(`tax-${it.name}-${period}.csv`, returnCsv(it))}><IconDownload className="i s" aria-hidden />CSV</button>}>
      <div className="stack g16">
      {it.status === 'blocked' && <Note tone="bad">Records and books differ, so nothing is filed. The rows below say where; a booking that no sale explains blocks every return in its currency.</Note>}
      <Card title="What is owed">
        <Pairs rows={[
          ['Owed by the records', <span key="o" className="med"><Money value={it.owed} /></span>], ['Booked', <Money key="b" value={it.booked} />], ['Difference', <Money key="d" value={it.difference} />],
          ['Counted', `From midnight to midnight in ${it.time_zone.replace(/_/g, ' ')}`],
        ]} />
      </Card>
      <section className="stack g8" aria-label="Per authority and rate">
        <h2>Per authority and rate</h2>
        <Table<TaxReturn['rows'][number]> tight caption="Per authority and rate" rows={{ data: it.rows, error: null, isPending: false }} rowKey={(row) => [row.place, row.kind, row.authority, row.name, row.rate_pct].join('|')}
          columns={[
            { key: 'authority', head: 'Authority', cell: (row) => (row.kind === 'untaxed' ? <span className="dim">No tax: {row.name.replace(/_/g, ' ')}</span> : row.name) },
            { key: 'rate', head: 'Rate', cell: (row) => (row.kind === 'tax' ? `${row.rate_pct} %` : row.kind === 'fee' ? 'fee' : ''), right: true, hidePhone: true },
            { key: 'sales', head: 'Tax of sales', cell: (row) => <Money bare value={row.sales.tax} />, right: true, hidePhone: true },
            { key: 'refunds', head: 'Of refunds', cell: (row) => <Money bare value={row.refunds.tax} />, right: true, hidePhone: true },
            { key: 'base', head: 'Net base', cell: (row) => <><span className="phone-only">{row.kind === 'tax' ? `${row.rate_pct} % of ` : 'Net base '}</span><Money bare value={row.base} /></>, right: true },
            { key: 'tax', head: `Tax, ${it.currency}`, cell: (row) => <span className="med"><Money bare value={row.tax} /></span>, right: true },
          ]}
          empty={<Face title="Nothing was sold under this scheme" text="Where you are registered, authorities want a return of nothing as well." />} />
      </section>
      {it.differences.length > 0 && <Differences differences={it.differences} />}
      {it.filed ? <Note tone="ok">Filed <Time iso={it.filed.at} inText /> as <b>{it.filed.reference}</b>: <Money value={it.filed.owed} />. A refund of these sales lowers a later period.</Note> : <FileForm it={it} period={period} />}
      </div>
    </Page>
  );
}

const Differences = ({ differences }: { differences: TaxReturn['differences'] }) => (
  <section className="stack g8" aria-label="Where records and books differ">
    <h2>Where records and books differ</h2>
    <Table<TaxReturn['differences'][number]> tight caption="Differences" rows={{ data: differences, error: null, isPending: false }} rowKey={(row) => `${row.source.kind} ${row.source.id} ${row.authority}`}
      columns={[
        { key: 'what', head: 'What', cell: (row) => <span className="mono small">{row.source.kind.replace(/_/g, ' ')} {row.order_id ? <Link to="/market/vendor-orders/$id" params={{ id: row.order_id }}>{row.order_id}</Link> : row.source.id}</span> },
        { key: 'when', head: 'When', cell: (row) => <Time iso={row.occurred_at} />, hidePhone: true },
        { key: 'authority', head: 'Authority', cell: (row) => row.authority },
        { key: 'records', head: 'Records say', cell: (row) => <Money value={row.records} />, right: true },
        { key: 'booked', head: 'Booked', cell: (row) => <Money value={row.booked} />, right: true },
      ]} empty={null} />
  </section>
);

function FileForm({ it, period }: { it: TaxReturn; period: string }) {
  const file = useFileReturn(period, it.name);
  const mayFile = useMay('tax.file');
  if (it.status === 'open') return <Note>{`${periodName(period)} is not over where it is filed: it can be from ${dayThere(it.ends, it.time_zone)} on.`}</Note>;
  if (it.status === 'blocked') return null;
  if (!mayFile) return <Note>You may read this. Keeping it as filed needs the role “finance” or “owner”.</Note>;
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    file.mutate({ reference: String(new FormData(event.currentTarget).get('reference')).trim(), owed: it.owed });
  }
  return (
    <Card title="Keep as filed">
      <form className="stack g12" onSubmit={submit}>
        <Refusal error={file.error} />
        <p className="small dim">File it with the authority first. Then keep it here as it was: it never changes again, and what is refunded later lowers a later period.</p>
        <TextField label="Reference of the authority" name="reference" required maxLength={100} autoComplete="off" />
        <div><button className="btn p" disabled={file.isPending}>Keep as filed: {amountText(it.owed)} {it.currency}</button></div>
      </form>
    </Card>
  );
}

/** The day it is where the return is filed, whatever the reader's clock says. */
const dayThere = (iso: string, timeZone: string): string => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone }).format(new Date(iso));

/** The rows as a file, for whoever types them into the authority's form. */
export const returnCsv = (it: TaxReturn): string =>
  csv([
    ['kind', 'place', 'authority', 'name', 'rate_pct', 'currency', 'sales_base', 'sales_tax', 'refunds_base', 'refunds_tax', 'base', 'tax'],
    ...it.rows.map((row) => [row.kind, row.place, row.authority, row.name, row.rate_pct, it.currency, ...[row.sales.base, row.sales.tax, row.refunds.base, row.refunds.tax, row.base, row.tax].map((value) => ({ plain: amountText(value) }))]),
  ]);
