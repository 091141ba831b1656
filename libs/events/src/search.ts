import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { ListingId } from './catalog.js';

/** The index now shows (or no longer shows) a listing as it is: cached cards and pages of it are stale. */
export const listingIndexed = defineEvent('search.listing_indexed', 1, z.object({ listingId: uuid<ListingId>() }));
