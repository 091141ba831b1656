import { ErrorFace, Face, Mark, Skeleton, Time } from '@stoa/web-ui';
import { IconInboxOff, IconSelect } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Pic } from '../app/goods.js';
import { countryName } from '../app/places.js';
import { Views } from '../app/views.js';
import { inWords } from '../app/words.js';
import { waitingListingsQuery, waitingVendorsQuery } from './approvals.queries.js';
import { ListingApproval } from './listing-approval.js';
import { VendorApproval } from './vendor-approval.js';

type Item = { id: string; title: string; sub: string; at: string; picture: React.ReactNode };

/** An inbox: what waits on the left, the one being judged on the right. */
export function ApprovalsPage() {
  const { show = 'all', item } = useSearch({ strict: false }) as { show?: 'all' | 'listings' | 'vendors'; item?: string };
  const navigate = useNavigate();
  const { items, error, isPending, counts } = useWaiting(show);
  const at = items.findIndex((one) => one.id === item);
  const current = item ?? null;
  const go = (id: string | undefined): void => void navigate({ to: '/market/approvals', search: { show, ...(id && { item: id }) } });
  // After a decision the item leaves the list: the next one takes its place, or the one before it, or none.
  const done = (): void => go(items[at + 1]?.id ?? items[at - 1]?.id);
  const turn = (by: 1 | -1) => (): void => { if (items.length > 0) go(items[(at + by + items.length) % items.length]?.id); };
  return (
    <main id="main" className={current ? 'inbox has-item' : 'inbox'} tabIndex={-1}>
      <title>Approvals · Stoa</title>
      <section className="inbox-list" aria-label="What waits">
        <div className="between inbox-head"><h1>Approvals</h1><span className="dim num">{counts.listings + counts.vendors}</span></div>
        <Views to="/market/approvals" current={{ all: 'All', listings: 'Listings', vendors: 'Vendors' }[show]} views={[{ label: 'All', search: { show: 'all' }, count: counts.listings + counts.vendors }, { label: 'Listings', search: { show: 'listings' }, count: counts.listings }, { label: 'Vendors', search: { show: 'vendors' }, count: counts.vendors }]} />
        {isPending ? <Skeleton /> : error && items.length === 0 ? <ErrorFace error={error} /> : items.length === 0 ? <Face icon={<IconInboxOff className="i" aria-hidden />} title="Nothing waits" text="New vendors and listings show here when they are sent in." /> : (
          <ul>{items.map((one) => (
            <li key={one.id}><Link to="/market/approvals" search={{ show, item: one.id }} aria-current={one.id === current ? 'true' : undefined}>{one.picture}<span className="grow"><span className="med clip">{one.title}</span><span className="small dim clip">{one.sub}</span><span className="tiny faint"><Time iso={one.at} /></span></span></Link></li>
          ))}</ul>
        )}
      </section>
      <section className="inbox-item" aria-label="Decide">
        {current === null ? <Face icon={<IconSelect className="i" aria-hidden />} title="Choose one" text="What you open shows here, with what the rules say of it." />
          : current.startsWith('ven_') ? <VendorApproval key={current} id={current} onDone={done} position={at < 0 ? null : `${at + 1} of ${items.length}`} onNext={turn(1)} onBack={turn(-1)} />
            : <ListingApproval key={current} id={current} onDone={done} position={at < 0 ? null : `${at + 1} of ${items.length}`} onNext={turn(1)} onBack={turn(-1)} />}
      </section>
    </main>
  );
}

function useWaiting(show: 'all' | 'listings' | 'vendors'): { items: Item[]; error: unknown; isPending: boolean; counts: { listings: number; vendors: number } } {
  const vendors = useQuery(waitingVendorsQuery);
  const listings = useQuery(waitingListingsQuery);
  const fromVendors = (vendors.data?.data ?? []).map((v): Item => ({ id: v.id, title: v.name, sub: `Vendor application, ${v.city}, ${countryName(v.country)}`, at: v.applied_at, picture: <Mark name={v.name} color={v.mark_colour} size="lg" /> }));
  const fromListings = (listings.data?.data ?? []).map((l): Item => ({ id: l.id, title: inWords(l.title) || l.handle, sub: `${l.vendor.name}, ${l.is_live ? 'change of a live listing' : 'new listing'}`, at: l.submitted_at ?? l.updated_at, picture: <Pic media={l.picture && { url: l.picture.url, alt: '' }} /> }));
  const items = [...(show === 'listings' ? [] : fromVendors), ...(show === 'vendors' ? [] : fromListings)].sort((a, b) => a.at.localeCompare(b.at));
  return { items, error: vendors.error ?? listings.error, isPending: vendors.isPending || listings.isPending, counts: { listings: fromListings.length, vendors: fromVendors.length } };
}
