import { DomainError } from '@stoa/platform/errors';

/** The same for a wrong password and for an e-mail address that nobody has. */
export const wrongCredentials = () => new DomainError('identity.wrong_credentials', 'unauthenticated', 'E-mail and password don’t match.');

export const tooManyAttempts = (retryAfterSeconds: number) =>
  new DomainError('identity.too_many_attempts', 'too_many', 'Too many attempts with this e-mail address. Wait a little, then try again.', { retryAfterSeconds });

export const sessionOver = () => new DomainError('identity.session_over', 'unauthenticated', 'This session has ended. Sign in again.');

export const membershipNotFound = () => new DomainError('identity.membership_not_found', 'not_found', 'There is no place of work by that id for you.');
