import { IconDownload, IconFileTypePdf } from '@tabler/icons-react';
import { ErrorFace, formatDay, Note, Page, Refusal, Skeleton } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { StatementBadge } from './statement-badge.js';
import { statementQuery, useStatementFile, type Statement, type Wanted } from './statement.queries.js';
import { StatementRows } from './statement-rows.js';
import { StatementSums } from './statement-sums.js';
import { monthName } from './statement-words.js';

type Asked = { id?: string; period: string };

/** One's own statement of a month. */
export function VendorStatementPage() {
  const { period } = useParams({ strict: false }) as Asked;
  return <StatementPage wanted={{ vendorId: null, period, currency: useCurrency() }} crumbs={[<Link key="s" to="/vendor/statements">Statements</Link>, <span key="m" aria-current="page">{monthName(period)}</span>]} />;
}

/** The same, of a vendor of the marketplace. */
export function MarketStatementPage() {
  const { id = '', period } = useParams({ strict: false }) as Asked;
  const wanted = { vendorId: id, period, currency: useCurrency() };
  const name = useQuery(statementQuery(wanted)).data?.vendor.name ?? 'Vendor';
  return (
    <StatementPage wanted={wanted} crumbs={[
      <Link key="v" to="/market/vendors">Vendors</Link>, <Link key="n" to="/market/vendors/$id" params={{ id }}>{name}</Link>, <Link key="s" to="/market/vendors/$id/statements" params={{ id }}>Statements</Link>,
      <span key="m" aria-current="page">{monthName(period)}</span>,
    ]} />
  );
}

const useCurrency = (): string | null => (useSearch({ strict: false }) as { currency?: string }).currency ?? null;

function StatementPage({ wanted, crumbs }: { wanted: Wanted; crumbs: React.ReactNode[] }) {
  const statement = useQuery(statementQuery(wanted));
  const title = monthName(wanted.period);
  if (statement.isPending) return <Page title={title} crumbs={crumbs}><Skeleton lines={12} /></Page>;
  if (statement.error) return <Page title={title} crumbs={crumbs}><ErrorFace error={statement.error} retry={() => void statement.refetch()} /></Page>;
  return <Loaded statement={statement.data} wanted={wanted} crumbs={crumbs} />;
}

function Loaded({ statement: s, wanted, crumbs }: { statement: Statement; wanted: Wanted; crumbs: React.ReactNode[] }) {
  const file = useStatementFile(wanted);
  const title = monthName(s.period);
  const lastDay = new Date(Date.parse(s.to) - 1).toISOString();
  return (
    <Page title={title} documentTitle={`Statement ${title}${wanted.vendorId === null ? '' : `, ${s.vendor.name}`}`} crumbs={crumbs} badges={<StatementBadge state={s.state} />}
      lead={`${wanted.vendorId === null ? '' : `${s.vendor.name}, `}${formatDay(s.from, s.time_zone)} to ${formatDay(lastDay, s.time_zone)}, by the clocks of ${s.time_zone.split('/').at(-1)?.replaceAll('_', ' ')}. All amounts in ${s.currency}.`}
      actions={<>
        {s.currencies.length > 1 && <nav className="seg" aria-label="Currency">{s.currencies.map((currency) => <Link key={currency} to="." search={{ currency }} aria-current={currency === s.currency ? 'true' : undefined}>{currency}</Link>)}</nav>}
        <button className="btn" type="button" disabled={file.isPending} onClick={() => file.mutate({ kind: 'csv', currency: s.currency })}><IconDownload className="i s" aria-hidden />CSV</button>
        <button className="btn" type="button" disabled={file.isPending} onClick={() => file.mutate({ kind: 'pdf', currency: s.currency })}><IconFileTypePdf className="i s" aria-hidden />PDF</button>
      </>}>
      <div className="stack g16">
        <Refusal error={file.error} />
        {s.state !== 'closed' && <Note>{s.state === 'open' ? 'The month is not over: it changes with every order, refund and transfer.' : 'The month is over. It is closed within the hour; until then something may still be added.'}</Note>}
        <StatementSums statement={s} />
        <StatementRows wanted={{ ...wanted, currency: s.currency }} statement={s} />
      </div>
    </Page>
  );
}
