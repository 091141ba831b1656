import { DomainError } from '@stoa/platform/errors';

export const badRate = (base: string, quote: string, rate: string) => new DomainError('tax.bad_exchange_rate', 'invalid', `One ${base} cannot cost ${rate} ${quote}. Say a rate above nought in another currency, and a last day that is not before the first.`);
export const unreadableRates = (why: string) => new DomainError('tax.unreadable_rates', 'invalid', `This is no list of reference rates of the European Central Bank: ${why}.`);
