import { Face, Money, Page, Table } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { periodChoices, periodName } from '../app/periods.js';
import { schemeName, StatusBadge } from './tax-return-words.js';
import { taxReturnsQuery, type TaxReturnHead } from './tax-return.queries.js';

/** What the marketplace itself owes authorities in a period, and whether it ties to the books. The period stands in the address. */
export function TaxReturnsPage() {
  const navigate = useNavigate();
  const choices = periodChoices(new Date());
  // A year in the address reads as a number.
  const period = String((useSearch({ strict: false }) as { period?: string | number }).period ?? choices[0]!.value);
  const returns = useQuery(taxReturnsQuery(period));
  return (
    <Page title="Tax returns" full actions={<><Link className="btn" to="/market/tax/try">Try a sale</Link><Link className="btn" to="/market/tax/setup">Tax set-up</Link></>} lead="What the marketplace itself owes authorities. What vendors owe is their own to file, and stands in no return here.">
      <div className="filters">
        <select className="in sm" aria-label="Period" value={period} onChange={(event) => void navigate({ to: '/market/tax', search: { period: event.target.value } })}>
          {(choices.some((one) => one.value === period) ? choices : [{ value: period, label: periodName(period) }, ...choices]).map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}
        </select>
      </div>
      <Table<TaxReturnHead> caption={`Tax returns of ${periodName(period)}`} rows={{ data: returns.data?.data, error: returns.error, isPending: returns.isPending, refetch: () => void returns.refetch() }} rowKey={(one) => one.name}
        columns={[
          { key: 'place', head: 'Return', cell: (one) => <Link className="id" to="/market/tax/$period/$name" params={{ period, name: one.name }}>{one.place_name}</Link> },
          { key: 'scheme', head: 'Scheme', cell: (one) => <span className="dim">{schemeName(one.scheme)}</span>, hidePhone: true },
          { key: 'state', head: 'State', cell: (one) => <StatusBadge status={one.status} /> },
          { key: 'entries', head: 'Sales and refunds', cell: (one) => <span className="num">{one.entries}</span>, right: true, hidePhone: true },
          { key: 'difference', head: 'Difference', cell: (one) => <Money value={one.difference} />, right: true, hidePhone: true },
          { key: 'owed', head: 'Owed', cell: (one) => <span className="med"><Money value={one.owed} /></span>, right: true },
        ]}
        empty={<Face title={`Nothing to file for ${periodName(period)}`} text="No sale or refund of this period made the marketplace owe tax itself." />} />
    </Page>
  );
}
