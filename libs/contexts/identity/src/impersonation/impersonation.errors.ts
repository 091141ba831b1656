import { DomainError } from '@stoa/platform/errors';

export const impersonationNotFound = () => new DomainError('identity.impersonation_not_found', 'not_found', 'There is no such visit, or it is over already.');
