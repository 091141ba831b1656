import { DomainError } from '@stoa/platform/errors';

export const trialNeedsOneCurrency = () => new DomainError('tax.two_currencies', 'invalid', 'Price and shipping of a sale are in one currency.');
