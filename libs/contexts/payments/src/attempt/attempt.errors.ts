import { DomainError } from '@stoa/platform/errors';
import type { Money } from '@stoa/platform/money';

export const attemptNotFound = () => new DomainError('payments.attempt_not_found', 'not_found', 'There is no such payment.');

export const attemptOpen = () =>
  new DomainError('payments.attempt_open', 'conflict', 'A payment for this order is on its way already. Wait for its answer.');

export const notReadyToPay = () =>
  new DomainError('payments.gateway_not_ready', 'unavailable', 'This marketplace cannot take payments yet. Try again in a moment.');

export const amountNotChargeable = (amount: Money) =>
  new DomainError('payments.amount_not_chargeable', 'conflict', 'This amount cannot be charged in this currency.', { amount: amount.minor.toString(), currency: amount.currency });
