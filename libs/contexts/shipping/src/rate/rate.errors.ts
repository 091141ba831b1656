import { DomainError } from '@stoa/platform/errors';

export const rateNotFound = () => new DomainError('shipping.rate_not_found', 'not_found', 'There is no such shipping rate.');

export const rateChangedMeanwhile = () => new DomainError('shipping.rate_changed_meanwhile', 'conflict', 'Somebody saved this shipping rate meanwhile. Load it again, then repeat your change.');

export const outsideZones = (places: readonly string[]) =>
  new DomainError('shipping.outside_zones', 'unprocessable', `This marketplace does not deliver to ${places.join(', ')}.`, { places });

export const rateFlawed = (message: string) => new DomainError('shipping.rate_flawed', 'unprocessable', message);
