import { Page } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { vendorNameQuery } from '../app/vendor-name.queries.js';
import { StatementsTable } from './statements-table.js';

/** A vendor's statements as the staff see them. */
export function MarketStatementsPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const name = useQuery(vendorNameQuery(id)).data ?? 'Vendor';
  const crumbs = [<Link key="v" to="/market/vendors">Vendors</Link>, <Link key="n" to="/market/vendors/$id" params={{ id }}>{name}</Link>, <span key="s" aria-current="page">Statements</span>];
  return (
    <Page title="Statements" documentTitle={`Statements of ${name}`} crumbs={crumbs} lead={`What ${name} earned, gave back and was sent, month by month.`} actions={<Link className="btn" to="/market/transfers" search={{ vendor: id }}>Transfers</Link>} full>
      <StatementsTable whose={{ vendorId: id }} />
    </Page>
  );
}
