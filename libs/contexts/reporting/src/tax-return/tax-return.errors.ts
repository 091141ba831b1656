import { DomainError } from '@stoa/platform/errors';
import type { Money } from '@stoa/platform/money';
import { moneyView } from '@stoa/platform/money';

export const periodNotOver = (period: string, next: string) =>
  new DomainError('reporting.period_not_over', 'conflict', `${period} is not over: sales may still come. File it from ${next} on.`, { period, from: next });

export const doesNotTie = (count: number) =>
  new DomainError('reporting.does_not_tie', 'conflict', `What the tax records say and what was booked differ in ${count} ${count === 1 ? 'place' : 'places'}. Nothing is filed before they are the same: open the rows that differ.`, { differences: count });

export const figuresChanged = (now: Money) =>
  new DomainError('reporting.figures_changed', 'conflict', 'The figures have changed since they were shown. Look at them again.', { owed: moneyView(now) });

export const filedAlready = (period: string, overlapping: string) =>
  new DomainError('reporting.filed_already', 'conflict', period === overlapping ? `${period} is filed already. What changed since belongs to a later period.` : `${period} overlaps ${overlapping}, which is filed already.`, { period: overlapping });

export const returnUnknown = (name: string) => new DomainError('reporting.return_unknown', 'not_found', `There is no return ${name}: no rule pack speaks for that place.`);

export const otherCurrency = (currency: string) => new DomainError('reporting.other_currency', 'unprocessable', `This return is in ${currency}.`, { errors: [{ pointer: '/owed/currency', message: `Say the amount in ${currency}.` }] });
