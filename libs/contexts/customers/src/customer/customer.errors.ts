import { DomainError } from '@stoa/platform/errors';

/** The same for a wrong password and for an e-mail address without an account. */
export const wrongCredentials = () => new DomainError('customers.wrong_credentials', 'unauthenticated', 'E-mail and password don’t match.');

export const tooManyAttempts = () => new DomainError('customers.too_many_attempts', 'too_many', 'Too many attempts with this e-mail address. Wait a quarter of an hour, then try again.', { retryAfterSeconds: 900 });

export const accountExists = () => new DomainError('customers.account_exists', 'conflict', 'There is an account with this e-mail address already. Sign in instead.');

export const signInFirst = () => new DomainError('customers.sign_in_first', 'unauthenticated', 'Sign in to see this.');

export const addressNotFound = () => new DomainError('customers.address_not_found', 'not_found', 'There is no address by that id in your address book.');
