import { DomainError } from '@stoa/platform/errors';

/** The same words whether the address or the signature is wrong: whoever guesses learns nothing. */
export const webhookNotOurs = () => new DomainError('payments.webhook_not_verified', 'invalid', 'This is no webhook of ours: address or signature are wrong.');
