import { DomainError } from '@stoa/platform/errors';

/** Nobody's order and another vendor's look the same. */
export const orderNotYours = () => new DomainError('payouts.order_not_found', 'not_found', 'There is no such order.');
