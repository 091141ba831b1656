import { DomainError } from '@stoa/platform/errors';

export const statementNotFound = () => new DomainError('payouts.statement_not_found', 'not_found', 'There is no statement of this month in this currency.');
