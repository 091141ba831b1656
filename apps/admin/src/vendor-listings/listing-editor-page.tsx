import { ErrorFace, Face, Page, Skeleton } from '@stoa/web-ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useMay } from '../app/session.js';
import { vendorMeQuery } from '../vendor-home/vendor-me.queries.js';
import { warehousesQuery } from '../vendor-setup/setup.queries.js';
import { ListingEditor } from './listing-editor.js';
import { categoriesQuery, listingQuery, stockQuery } from './vendor-listing.queries.js';

const crumbs = [<Link key="l" to="/vendor/listings">Listings</Link>, <span key="t" aria-current="page">Listing</span>];

/** A listing opened for writing, or an empty one under `/vendor/listings/new`. */
export function ListingEditorPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const isNew = id === 'new';
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const mayWrite = useMay('catalog.write');
  const maySeeStock = useMay('inventory.read');
  const me = useQuery(vendorMeQuery);
  const categories = useQuery(categoriesQuery);
  const warehouses = useQuery({ ...warehousesQuery, enabled: maySeeStock });
  const listing = useQuery({ ...listingQuery(id), enabled: !isNew, refetchInterval: (query) => (query.state.data?.status === 'submitted' ? 5_000 : false) });
  const stock = useQuery({ ...stockQuery(id), enabled: !isNew && maySeeStock });
  if (isNew && !mayWrite) return <Page title="New listing" crumbs={crumbs}><Face title="You may not write listings" text="Ask an owner of this place for the role you need." /></Page>;
  const waiting = [me, categories, ...(maySeeStock ? [warehouses] : []), ...(isNew ? [] : [listing, ...(maySeeStock ? [stock] : [])])];
  const failed = waiting.find((query) => query.error && query.data === undefined);
  if (failed) return <Page title="Listing" crumbs={crumbs}><ErrorFace error={failed.error} retry={() => void failed.refetch()} /></Page>;
  if (!me.data || !categories.data || waiting.some((query) => query.data === undefined)) return <Page title="Listing" crumbs={crumbs}><Skeleton lines={12} /></Page>;
  const { markets, currency } = me.data.marketplace;
  return (
    <ListingEditor key={id} listing={listing.data ?? null} categories={categories.data} markets={markets} currency={currency} levels={stock.data ?? []} warehouses={(warehouses.data?.data ?? []).filter((warehouse) => warehouse.active)} mayWrite={mayWrite}
      onCreated={(created) => {
        queryClient.setQueryData(listingQuery(created.id).queryKey, created);
        void navigate({ to: '/vendor/listings/$id', params: { id: created.id }, replace: true, ignoreBlocker: true });
      }} />
  );
}
