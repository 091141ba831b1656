import { DomainError } from '@stoa/platform/errors';

export const paymentOfGroupMissing = () => new DomainError('payouts.payment_missing', 'not_found', 'No payment of this order group is known.');
