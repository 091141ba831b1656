import { Card, ErrorFace, Note, Page, Pairs, ReasonDialog, Refusal, Skeleton, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { VendorBadge } from '../app/badges.js';
import { countryName, languageName } from '../app/places.js';
import { EndSelfBilling } from '../app/end-self-billing.js';
import { useMay } from '../app/session.js';
import { TraderFile } from '../app/trader-file.js';
import { reasonsQuery, useEndVendorSelfBilling, useVendorSuspension, vendorQuery, vendorSelfBillingQuery, type Vendor } from './vendor.queries.js';

export function VendorPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const vendor = useQuery(vendorQuery(id));
  const crumbs = [<Link key="v" to="/market/vendors">Vendors</Link>, <span key="n" aria-current="page">{vendor.data?.name ?? 'Vendor'}</span>];
  if (vendor.isPending) return <Page title="Vendor" crumbs={crumbs}><Skeleton lines={10} /></Page>;
  if (vendor.error) return <Page title="Vendor" crumbs={crumbs}><ErrorFace error={vendor.error} retry={() => void vendor.refetch()} /></Page>;
  const v = vendor.data;
  return (
    <Page title={v.name} crumbs={crumbs} badges={<VendorBadge state={v.status} />} lead={`${v.legal_name}, ${v.address.city}, ${countryName(v.country)}`} actions={<Suspension vendor={v} />}>
      <div className="cols">
        <div>
          {v.status === 'suspended' && <Note tone="warn">Suspended{v.suspended_at && <> since <Time iso={v.suspended_at} inText /></>}{v.reason && `: “${v.reason}”`}. Its listings are not for sale; orders already placed go on.</Note>}
          {v.status === 'approved' && <Note>It may sell as soon as its payout account is ready.</Note>}
          <TraderFile vendor={v} />
        </div>
        <aside>
          <Card title="Facts"><Pairs rows={[['Applied', <Time key="a" iso={v.applied_at} dateOnly />], ['Approved', v.approved_at ? <Time key="p" iso={v.approved_at} dateOnly /> : '–'], ['Sells since', v.activated_at ? <Time key="s" iso={v.activated_at} dateOnly /> : '–'], ['Invoice series', <span key="i" className="mono">{v.series_prefix}</span>], ['Hold', v.hold_days_override === null ? 'As the marketplace' : `${v.hold_days_override} days`], ['Small business', v.small_business ? 'Yes' : 'No'], ['Union OSS', v.oss ? 'Yes' : 'No'], ['Language', languageName(v.locale)], ['Self-billing', <SelfBilling key="b" vendorId={v.id} />]]} /><EndOfSelfBilling vendorId={v.id} /></Card>
          <MoneyLinks vendorId={v.id} />
          <Reasons vendorId={v.id} />
        </aside>
      </div>
    </Page>
  );
}

/** Since when the marketplace may write the vendor's invoices to itself. */
function SelfBilling({ vendorId }: { vendorId: string }) {
  const agreement = useQuery(vendorSelfBillingQuery(vendorId));
  if (!agreement.data) return <>–</>;
  const { accepted, is_current: isCurrent, ending } = agreement.data;
  if (ending) return <>Ends <Time iso={`${ending.ends_on}T12:00:00Z`} dateOnly />, by {ending.by === 'vendor' ? 'the vendor' : 'staff'}</>;
  return accepted ? <>Agreed <Time iso={accepted.at} dateOnly />{isCurrent ? '' : ', to an older text'}</> : <>Not agreed</>;
}

/** Staff end it as the vendor can. */
function EndOfSelfBilling({ vendorId }: { vendorId: string }) {
  const agreement = useQuery(vendorSelfBillingQuery(vendorId));
  const end = useEndVendorSelfBilling(vendorId);
  if (!useMay('invoicing.write') || !agreement.data) return null;
  return <EndSelfBilling days={agreement.data.can_end_on} text="What the vendor supplies until that day is still billed in its name. For later months it writes its own invoices to you. The vendor is told." isPending={end.isPending} error={end.error} onEnd={(day) => end.mutate(day)} />;
}

/** Where its money is to be seen. */
function MoneyLinks({ vendorId }: { vendorId: string }) {
  if (!useMay('payouts.read')) return null;
  return (
    <Card title="Money">
      <ul className="stack g8 small">
        <li><Link className="under" to="/market/vendors/$id/statements" params={{ id: vendorId }}>Statements</Link> <span className="faint">month by month</span></li>
        <li><Link className="under" to="/market/transfers" search={{ vendor: vendorId }}>Transfers</Link> <span className="faint">to its payout account</span></li>
        <li><Link className="under" to="/market/vendors/$id/bank-payouts" params={{ id: vendorId }}>Paid by bank transfer</Link> <span className="faint">from your own account</span></li>
      </ul>
    </Card>
  );
}

/** What was decided against this vendor, and on what ground (DSA Art. 17). */
function Reasons({ vendorId }: { vendorId: string }) {
  const mayRead = useMay('compliance.read');
  const reasons = useQuery({ ...reasonsQuery, enabled: mayRead });
  const own = (reasons.data?.data ?? []).filter((one) => one.vendor_id === vendorId);
  if (own.length === 0) return null;
  return <Card title="Statements of reasons"><ul className="stack g12 small">{own.map((one) => <li key={one.id}><span className="med">{one.restriction.replace(/_/g, ' ')}</span> <span className="faint"><Time iso={one.decided_at} dateOnly /></span><br />{one.facts}<br /><span className="faint">{one.legal_basis}</span></li>)}</ul></Card>;
}

function Suspension({ vendor }: { vendor: Vendor }) {
  const [isOpen, setOpen] = useState(false);
  const suspension = useVendorSuspension(vendor.id);
  const mayReview = useMay('vendors.review');
  if (vendor.status === 'applied') return <Link className="btn p" to="/market/approvals" search={{ show: 'vendors', item: vendor.id }}>Look at the application</Link>;
  if (!mayReview || vendor.status === 'rejected') return null;
  if (vendor.status === 'suspended') return <><button className="btn" type="button" disabled={suspension.isPending} onClick={() => suspension.mutate(null)}>Let sell again</button><Refusal error={suspension.error} /></>;
  return (
    <>
      <button className="btn bad" type="button" onClick={() => setOpen(true)}>Suspend</button>
      <ReasonDialog isOpen={isOpen} onClose={() => setOpen(false)} title={`Suspend ${vendor.name}`} text="Its listings leave the shop at once. Orders already placed go on, and what is held stays held." hint="The vendor reads it. It is kept as the statement of reasons." action={`Suspend ${vendor.name}`} cancel="Keep selling" isPending={suspension.isPending} error={suspension.error}
        onSubmit={(reason) => suspension.mutate(reason, { onSuccess: () => setOpen(false) })} />
    </>
  );
}
