import type { ListingId, ListingVersionId } from '@stoa/events/catalog';

/** Which version of a listing shoppers see at this moment; null where none is live. Versions never change: who has this one needs nothing else of it. */
export type LiveListing = { readonly id: ListingId; readonly versionId: ListingVersionId } | null;

/** The question that `askAll` puts beside those of others. */
export const liveListingAsked = (handle: string): { fn: string; question: object } => ({ fn: 'catalog.live_listing', question: { handle } });
