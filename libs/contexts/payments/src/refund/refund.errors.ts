import { DomainError } from '@stoa/platform/errors';
import { formatMoney, type Money } from '@stoa/platform/money';

export const refundNotFound = () => new DomainError('payments.refund_not_found', 'not_found', 'There is no such refund.');

export const nothingToRefund = () => new DomainError('payments.nothing_to_refund', 'conflict', 'What you named comes to nothing. Choose pieces, shipping or an amount that has not been refunded yet.');

export const notPaid = () => new DomainError('payments.not_refundable', 'conflict', 'This order has no captured payment that could be refunded.');

export const notByBank = () => new DomainError('payments.refund_not_by_bank_transfer', 'conflict', 'The payment company sends this refund, and says itself when it is done.');

export const sentAlready = (on: string | null) => new DomainError('payments.refund_sent_already', 'conflict', 'This refund has been marked as sent already.', { sent_on: on });

export const refundIsOver = () => new DomainError('payments.refund_is_over', 'conflict', 'This refund was called off or came back, and the vendors have their shares again. Decide on another one.');

export const otherThanDecided = (amount: Money) =>
  new DomainError('payments.refund_other_amount', 'conflict', `The refund that was decided is ${formatMoney(amount, 'en')}. Send exactly that; for another amount call this one off and decide again.`, { amount_minor: amount.minor.toString(), currency: amount.currency });

export const sentInFuture = () => new DomainError('payments.refund_sent_in_future', 'conflict', 'The day on the bank statement cannot lie in the future.');

export const disputed = () => new DomainError('payments.refund_disputed', 'conflict', 'The shopper disputes this payment at the bank. Answer the dispute; a refund beside it would pay twice.');

export const notOfThisOrder = (what: string) => new DomainError('payments.refund_part_unknown', 'conflict', `This order has no such ${what}.`);

export const namedTwice = (title: string) => new DomainError('payments.refund_part_twice', 'conflict', `${title} is named twice. Name each line and each parcel once.`);

export const tooManyPieces = (title: string, left: number) =>
  new DomainError('payments.refund_too_many_pieces', 'conflict', left === 0 ? `All pieces of ${title} are refunded already.` : `Of ${title} only ${left} can still be refunded.`, { left });

export const tooMuch = (title: string, left: Money) =>
  new DomainError('payments.refund_too_much', 'conflict', left.minor === 0n ? `Nothing is left to refund of ${title}.` : `Of ${title} only ${formatMoney(left, 'en')} is left to refund.`, { left_minor: left.minor.toString(), currency: left.currency });

export const otherThanShown = (amount: Money) =>
  new DomainError('payments.refund_changed', 'conflict', 'The refund comes to another amount now than you were shown. Look at it again and confirm.', { amount: amount.minor.toString(), currency: amount.currency });
