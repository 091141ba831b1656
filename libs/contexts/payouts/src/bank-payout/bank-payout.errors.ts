import { DomainError } from '@stoa/platform/errors';
import { formatMoney, moneyView, type Money } from '@stoa/platform/money';

export const nothingDue = (currency: string) => new DomainError('payouts.nothing_due', 'conflict', `Nothing in ${currency} waits to be paid to this vendor by bank transfer. It may have been recorded a moment ago.`, { currency });

export const otherThanDue = (due: Money) =>
  new DomainError('payouts.other_than_due', 'conflict', `The books say that ${formatMoney(due, 'en')} is due to this vendor by bank transfer. Pay exactly that: what is missing or too much would belong to nobody.`, { due: moneyView(due) });

export const paidInFuture = () => new DomainError('payouts.paid_in_future', 'conflict', 'The day on the bank statement cannot lie in the future.');
