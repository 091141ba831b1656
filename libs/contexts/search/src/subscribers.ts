import { getVariantOwners, listLiveListingsOfVendor } from '@stoa/catalog';
import { listingPublished, listingUnlisted, type ListingId } from '@stoa/events/catalog';
import { stockChanged } from '@stoa/events/inventory';
import { vendorProfileChanged, vendorReinstated, vendorSuspended, type VendorId } from '@stoa/events/vendors';
import type { Cache } from '@stoa/platform/cache';
import type { TxCtx } from '@stoa/platform/context';
import { on, onOutside, type EventType, type Subscription } from '@stoa/platform/events';
import { sendListings } from './document/mend-server.js';
import type { SearchServer } from './document/opensearch.js';
import { putListingState } from './document/document.repository.js';
import { readState } from './document/read-state.js';
import { shopTag } from './results/shop-tag.js';

/** Everything search does because of others: it reads the listing anew and writes what it finds. In the index that is a table of this database, receipt and effect commit together; a search server is told after that. */
export function subscriptions(deps: { cache: Cache; searchServer: SearchServer | null }): Subscription[] {
  return [...ownSubscriptions(deps), ...(deps.searchServer ? serverSubscriptions(deps.searchServer) : [])];
}

function ownSubscriptions(deps: { cache: Cache }): Subscription[] {
  const refresh = async (tx: TxCtx, listingIds: readonly ListingId[]): Promise<void> => {
    for (const listingId of listingIds) await putListingState(tx, await readState(tx, listingId));
    await deps.cache.invalidate([shopTag(tx.tenantId)]);
  };
  const refreshVendor = async (tx: TxCtx, vendorId: VendorId): Promise<void> => refresh(tx, await listLiveListingsOfVendor(tx, vendorId));
  return [
    on(listingPublished, 'search.index_listing', (tx, event) => refresh(tx, [event.payload.listingId])),
    on(listingUnlisted, 'search.drop_listing', (tx, event) => refresh(tx, [event.payload.listingId])),
    on(vendorSuspended, 'search.hide_vendor', (tx, event) => refreshVendor(tx, event.payload.vendorId)),
    on(vendorReinstated, 'search.show_vendor', (tx, event) => refreshVendor(tx, event.payload.vendorId)),
    on(vendorProfileChanged, 'search.rename_vendor', (tx, event) => refreshVendor(tx, event.payload.vendorId)),
    on(stockChanged, 'search.note_stock', async (tx, event) => {
      const owner = (await getVariantOwners(tx, [event.payload.variantId])).get(event.payload.variantId);
      if (owner) await refresh(tx, [owner.listingId]);
    }),
  ];
}

/** The same facts, told to the search server: with no transaction open, again until it has them. */
function serverSubscriptions(server: SearchServer): Subscription[] {
  const send = <T>(type: EventType<T>, handler: string, listingsOf: (tx: TxCtx, payload: T) => Promise<readonly ListingId[]>): Subscription => onOutside<T, readonly ListingId[]>(type, handler, {
    intent: async (tx, event) => {
      const listingIds = await listingsOf(tx, event.payload);
      return listingIds.length > 0 ? listingIds : null;
    },
    perform: (ctx, task) => sendListings(ctx, server, task.input),
  });
  const ofVendor = (tx: TxCtx, { vendorId }: { vendorId: VendorId }): Promise<readonly ListingId[]> => listLiveListingsOfVendor(tx, vendorId);
  const itself = async (_tx: TxCtx, { listingId }: { listingId: ListingId }): Promise<readonly ListingId[]> => [listingId];
  return [
    send(listingPublished, 'search.send_listing', itself),
    send(listingUnlisted, 'search.send_absence', itself),
    send(vendorSuspended, 'search.send_hidden_vendor', ofVendor),
    send(vendorReinstated, 'search.send_shown_vendor', ofVendor),
    send(vendorProfileChanged, 'search.send_renamed_vendor', ofVendor),
    send(stockChanged, 'search.send_stock', async (tx, { variantId }) => {
      const owner = (await getVariantOwners(tx, [variantId])).get(variantId);
      return owner ? [owner.listingId] : [];
    }),
  ];
}
