import { DomainError } from '@stoa/platform/errors';

export const placeHasNoLocalRates = (place: string) => new DomainError('tax.place_has_no_local_rates', 'not_found', `${place} is no place whose local rates a company could be asked for: its pack needs none, or there is none.`);
