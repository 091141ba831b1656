import { DomainError } from '@stoa/platform/errors';
import { moneyView, type Money } from '@stoa/platform/money';

export const notByBankTransfer = () => new DomainError('payments.not_by_bank_transfer', 'conflict', 'This order is not paid by bank transfer: the payment company itself says when its money is there.');
export const receivedAlready = (on: string | null) => new DomainError('payments.received_already', 'conflict', 'This payment has been marked as received already.', { received_on: on });
export const transferLapsed = () =>
  new DomainError('payments.transfer_lapsed', 'conflict', 'This order was cancelled because its money had not come in time, and its goods are for sale again. Send the money back, or ask the shopper to order once more.');
export const otherAmount = (expected: Money) =>
  new DomainError('payments.other_amount', 'conflict', 'The order comes to another amount. Only the whole of it can be taken: ask the shopper for the rest, or send everything back.', { expected: moneyView(expected) });
export const notYet = () => new DomainError('payments.received_in_future', 'conflict', 'The day on the bank statement cannot lie in the future.');
