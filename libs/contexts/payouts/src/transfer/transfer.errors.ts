import { DomainError } from '@stoa/platform/errors';

export const transferNotFound = () => new DomainError('payouts.transfer_not_found', 'not_found', 'There is no such transfer.');

export const paidOutsideGateway = () =>
  new DomainError('payouts.paid_outside_gateway', 'conflict', 'The shopper paid this order by bank transfer. Its money is in your own account, where the payment company cannot reach it: pay the vendor by bank transfer, and record that here.');

/** Only what waits or was refused can be tried again: all else is done or under way. */
export const transferNotWaiting = (state: string) => new DomainError('payouts.transfer_not_waiting', 'conflict', `This transfer is ${state}; only one that waits or was refused can be tried again.`, { state });

export const reversalTooLarge = () => new DomainError('payouts.reversal_too_large', 'conflict', 'More than is left of this transfer cannot be taken back.');
