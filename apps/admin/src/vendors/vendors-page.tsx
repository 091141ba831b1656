import { Face, Mark, Page, Pager, Table, Time } from '@stoa/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { VendorBadge, type VendorStatus } from '../app/badges.js';
import { countryName } from '../app/places.js';
import { rowsOf } from '../app/rows.js';
import { Views } from '../app/views.js';
import { vendorsQuery, type VendorLine } from './vendor.queries.js';

const VIEWS: { label: string; status?: VendorStatus }[] = [{ label: 'All' }, { label: 'Active', status: 'active' }, { label: 'No payout account yet', status: 'approved' }, { label: 'Applied', status: 'applied' }, { label: 'Suspended', status: 'suspended' }, { label: 'Turned down', status: 'rejected' }];

export function VendorsPage() {
  const { status } = useSearch({ strict: false }) as { status?: VendorStatus };
  const vendors = useInfiniteQuery(vendorsQuery(status ?? null));
  const rows = rowsOf(vendors);
  return (
    <Page title="Vendors" full>
      <Views to="/market/vendors" current={VIEWS.find((view) => view.status === status)?.label ?? ''} views={VIEWS.map((view) => ({ label: view.label, search: view.status ? { status: view.status } : ({} as Record<string, string>) }))} />
      <div className="under-tabs">
        <Table<VendorLine> caption="Vendors" rows={rows} rowKey={(v) => v.id}
          columns={[
            { key: 'name', head: 'Vendor', cell: (v) => <span className="row gap12"><Mark name={v.name} color={v.mark_colour} /><span className="grow"><Link className="id" to="/market/vendors/$id" params={{ id: v.id }}>{v.name}</Link><br /><span className="tiny faint">{v.legal_name}</span></span></span> },
            { key: 'state', head: 'State', cell: (v) => <VendorBadge state={v.status} /> },
            { key: 'place', head: 'Place', cell: (v) => `${v.city}, ${countryName(v.country)}` },
            { key: 'since', head: 'Applied', cell: (v) => <Time iso={v.applied_at} dateOnly />, right: true },
          ]}
          empty={status ? <Face title="None in this state" text="Look at all vendors instead."><Link className="btn" to="/market/vendors">Show all</Link></Face> : <Face title="No vendors yet" text="Vendors apply on the storefront. Their applications show under Approvals." />}
          footer={rows.data && <Pager shown={rows.data.length} hasMore={vendors.hasNextPage} onMore={() => void vendors.fetchNextPage()} isLoading={vendors.isFetchingNextPage} />} />
      </div>
    </Page>
  );
}
