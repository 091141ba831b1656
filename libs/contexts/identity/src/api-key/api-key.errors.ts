import { DomainError } from '@stoa/platform/errors';

export const apiKeyNotFound = () => new DomainError('identity.api_key_not_found', 'not_found', 'There is no API key by that id.');

export const keyAboveOwn = (permissions: readonly string[]) =>
  new DomainError('identity.key_above_own', 'forbidden', `A key may not do more than you may: ${permissions.join(', ')}.`, { permissions });

export const expiryInThePast = () =>
  new DomainError('identity.key_expiry_past', 'unprocessable', 'A key that has run out already is of no use. Choose a later day.', { errors: [{ pointer: '/expires_at', message: 'Choose a moment that is still to come.' }] });

export const keysAreMadeByPeople = () => new DomainError('identity.keys_are_made_by_people', 'forbidden', 'An API key is made by somebody who works here, signed in.');
