import { getVariantOwners, listLiveListingsOfVendor } from '@stoa/catalog';
import { listingPublished, listingUnlisted, type ListingId } from '@stoa/events/catalog';
import { stockChanged } from '@stoa/events/inventory';
import { vendorProfileChanged, vendorReinstated, vendorSuspended, type VendorId } from '@stoa/events/vendors';
import type { Cache } from '@stoa/platform/cache';
import type { TxCtx } from '@stoa/platform/context';
import { on, type Subscription } from '@stoa/platform/events';
import { putListingState } from './document/document.repository.js';
import { readState } from './document/read-state.js';
import { shopTag } from './results/shop-tag.js';

/** Everything search does because of others: it reads the listing anew and writes what it finds. While the index is a table of this database, receipt and effect commit together. */
export function subscriptions(deps: { cache: Cache }): Subscription[] {
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
