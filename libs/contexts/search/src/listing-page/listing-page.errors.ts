import { DomainError } from '@stoa/platform/errors';

export const listingNotHere = () => new DomainError('search.listing_not_found', 'not_found', 'There is no such listing here.');
