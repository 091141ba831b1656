import { DomainError } from '@stoa/platform/errors';

export const decisionNotFound = () => new DomainError('tax.decision_not_found', 'not_found', 'There is no such tax decision.');
