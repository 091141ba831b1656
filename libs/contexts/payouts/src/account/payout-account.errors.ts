import { DomainError } from '@stoa/platform/errors';

export const accountNotFound = () => new DomainError('payouts.account_not_found', 'not_found', 'There is no such payout account.');

/** The payment company's own words: they say what to change. */
export const accountRefused = (message: string) => new DomainError('payouts.account_refused', 'conflict', `The payment company will not open this account: ${message}`);

export const gatewayUnavailable = () => new DomainError('payouts.gateway_unavailable', 'unavailable', 'The payment company does not answer. Try again in a moment; nothing is lost.');

export const returnUrlNotOurs = (origin: string) => new DomainError('payouts.return_url_not_ours', 'invalid', `The way back must begin with ${origin}.`, { origin });

export const accountClosed = () => new DomainError('payouts.account_closed', 'conflict', 'This payout account is closed. Write to the marketplace to open another.');
