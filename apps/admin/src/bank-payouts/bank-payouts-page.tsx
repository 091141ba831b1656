import { Card, ErrorFace, Face, Money, Note, Page, Pager, Skeleton, Table } from '@stoa/web-ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMay } from '../app/session.js';
import { DayOf } from '../app/day-of.js';
import { rowsOf } from '../app/rows.js';
import { vendorNameQuery } from '../app/vendor-name.queries.js';
import { bankPayoutsQuery, type BankPayout, type Due } from './bank-payout.queries.js';
import { PaidForm } from './paid-form.js';

/** What a vendor is to be paid from the marketplace's own bank account, and what was. */
export function BankPayoutsPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const name = useQuery(vendorNameQuery(id)).data ?? 'Vendor';
  const payouts = useInfiniteQuery(bankPayoutsQuery(id));
  const crumbs = [<Link key="v" to="/market/vendors">Vendors</Link>, <Link key="n" to="/market/vendors/$id" params={{ id }}>{name}</Link>, <span key="b" aria-current="page">Paid by bank transfer</span>];
  const head = { title: 'Paid by bank transfer', documentTitle: `Bank transfers to ${name}`, crumbs };
  if (payouts.isPending) return <Page {...head}><Skeleton lines={8} /></Page>;
  if (payouts.error) return <Page {...head}><ErrorFace error={payouts.error} retry={() => void payouts.refetch()} /></Page>;
  const due = payouts.data.pages[0]?.due ?? [];
  const rows = rowsOf(payouts);
  return (
    <Page {...head} lead={`Where shoppers paid into your own bank account, you pay ${name} from there.`}>
      <div className="stack g16">
        {due.length === 0 && <Note>Nothing is due to {name} by bank transfer now. What shoppers pay into your account is due when the days after delivery are over.</Note>}
        {due.map((one) => <DueCard key={one.amount.currency} vendorId={id} name={name} due={one} />)}
        <Table<BankPayout> caption={`What ${name} was paid by bank transfer`} rows={rows} rowKey={(payout) => payout.id}
          columns={[
            { key: 'day', head: 'Day', cell: (p) => <DayOf day={p.paid_on} /> },
            { key: 'reference', head: 'Reference', cell: (p) => <span className="anywhere">{p.reference}</span> },
            { key: 'orders', head: 'For orders', cell: (p) => <Orders of={p.orders} />, hidePhone: true },
            { key: 'amount', head: 'Amount', cell: (p) => <Money value={p.amount} />, right: true },
          ]}
          empty={<Face title="No bank transfers yet" text="Each payment that you record shows here, with the orders it was for." />}
          footer={rows.data && <Pager shown={rows.data.length} hasMore={payouts.hasNextPage} onMore={() => void payouts.fetchNextPage()} isLoading={payouts.isFetchingNextPage} />} />
      </div>
    </Page>
  );
}

function DueCard({ vendorId, name, due }: { vendorId: string; name: string; due: Due }) {
  const mayWrite = useMay('payouts.write');
  return (
    <Card title="Due now" aside={<span className="strong"><Money value={due.amount} /></span>}>
      <div className="stack g16">
        <ul className="stack g8 small">{due.orders.map((share) => (
          <li key={share.transfer_id} className="between">
            <span className="dim"><Link className="under nowrap" to="/market/orders/$id" params={{ id: share.order_group_id }}>{share.number}</Link>{share.netted.amount > 0 && <>, <Money value={share.netted} bare /> more paid what {name} owed</>}</span>
            <Money value={share.amount} bare />
          </li>
        ))}</ul>
        {mayWrite ? <PaidForm vendorId={vendorId} name={name} due={due} /> : <p className="small dim">Whoever may pay vendors records it here: the roles “finance” and “owner”.</p>}
      </div>
    </Card>
  );
}

const Orders = ({ of }: { of: BankPayout['orders'] }) => <span className="small">{of.map((share, i) => <span key={share.transfer_id}>{i > 0 && ', '}<Link className="under nowrap" to="/market/orders/$id" params={{ id: share.order_group_id }}>{share.number}</Link></span>)}</span>;
