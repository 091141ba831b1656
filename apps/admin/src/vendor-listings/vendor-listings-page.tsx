import { IconFilter, IconPlus, IconSearch, IconUpload } from '@tabler/icons-react';
import { Face, Money, Page, Pager, Table, Time } from '@stoa/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ExportButton } from '../app/export-button.js';
import { Pic } from '../app/goods.js';
import { rowsOf } from '../app/rows.js';
import { useMay } from '../app/session.js';
import { Views } from '../app/views.js';
import type { Listing } from './listing-draft.js';
import { ListingBadges } from './listing-badges.js';
import { nameOf } from './listing-words.js';
import { vendorListingsQuery, type ListingLine } from './vendor-listing.queries.js';

const VIEWS: { label: string; status: Listing['status'] | null }[] = [
  { label: 'All', status: null }, { label: 'Live', status: 'published' }, { label: 'Drafts', status: 'draft' }, { label: 'In review', status: 'submitted' }, { label: 'Sent back', status: 'refused' }, { label: 'Not in the shop', status: 'unlisted' },
];

/** Everything the vendor offers or is about to. View and search stand in the address. */
export function VendorListingsPage() {
  const { status = null, q } = useSearch({ strict: false }) as { status?: Listing['status']; q?: string | number };
  const text = String(q ?? '');
  const listings = useInfiniteQuery(vendorListingsQuery(status, text));
  const rows = rowsOf(listings);
  const mayWrite = useMay('catalog.write');
  return (
    <Page title="Listings" full actions={<><ExportButton />{mayWrite && <><Link className="btn" to="/vendor/imports"><IconUpload className="i s" aria-hidden />Import</Link><Link className="btn p" to="/vendor/listings/new"><IconPlus className="i s" aria-hidden />New listing</Link></>}</>}>
      <Views to="/vendor/listings" current={VIEWS.find((view) => view.status === status)?.label ?? ''} views={VIEWS.map((view) => ({ label: view.label, search: { ...(view.status && { status: view.status }), ...(text && { q: text }) } }))} />
      <div className="filters"><TextSearch key={text} value={text} status={status} /></div>
      <Table<ListingLine> caption="Your listings, newest first" rows={rows} rowKey={(listing) => listing.id}
        columns={[
          { key: 'title', head: 'Listing', cell: (listing) => <Title listing={listing} /> },
          { key: 'category', head: 'Category', cell: (listing) => (listing.category ? <span className="dim">{nameOf(listing.category.names)}</span> : <span className="faint">None yet</span>), hidePhone: true },
          { key: 'variants', head: 'Variants', cell: (listing) => listing.variants, right: true, hidePhone: true },
          { key: 'changed', head: 'Changed', cell: (listing) => <Time iso={listing.updated_at} />, hidePhone: true },
          { key: 'state', head: 'State', cell: (listing) => <span className="row wrap"><ListingBadges listing={listing} /></span> },
          { key: 'price', head: 'Price', cell: (listing) => <>{listing.variants > 1 && listing.price_from && <span className="tiny faint">from </span>}<Money value={listing.price_from} /></>, right: true },
        ]}
        empty={status || text ? <Face icon={<IconFilter className="i" aria-hidden />} title="Nothing matches" text={text ? `No listing in this view is called “${text}”, nor one of its variants.` : 'No listing is in this state.'}><Link className="btn" to="/vendor/listings">Show all listings</Link></Face>
          : <Face title="No listings yet" text="Describe what you offer, add a picture and a price, and send it in. It shows here while the marketplace looks at it.">{mayWrite && <Link className="btn p" to="/vendor/listings/new">Write the first listing</Link>}</Face>}
        footer={rows.data && <Pager shown={rows.data.length} hasMore={listings.hasNextPage} onMore={() => void listings.fetchNextPage()} isLoading={listings.isFetchingNextPage} />} />
    </Page>
  );
}

function Title({ listing }: { listing: ListingLine }) {
  const picture = listing.picture && { url: listing.picture.url, alt: '' };
  return (
    <span className="row gap12"><Pic media={picture} />
      <span className="grow"><Link className="id" to="/vendor/listings/$id" params={{ id: listing.id }}>{nameOf(listing.title) || 'Untitled'}</Link>
        {listing.status === 'refused' && listing.refusal_reason && <><br /><span className="small reason">{listing.refusal_reason}</span></>}</span></span>
  );
}

function TextSearch({ value, status }: { value: string; status: string | null }) {
  const navigate = useNavigate();
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const q = String(new FormData(event.currentTarget).get('q')).trim();
    void navigate({ to: '/vendor/listings', search: { ...(status && { status }), ...(q && { q }) } });
  }
  return (
    <form role="search" onSubmit={submit} className="row">
      <span className="affix sm"><IconSearch className="i" aria-hidden /><input className="in sm" type="search" name="q" defaultValue={value} placeholder="Title or SKU" aria-label="Title or SKU" maxLength={100} /></span>
      <button className="btn sm">Find</button>
    </form>
  );
}
