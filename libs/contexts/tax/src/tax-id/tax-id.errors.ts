import { DomainError } from '@stoa/platform/errors';

export const badTaxId = (country: string, example: string) => new DomainError('tax.bad_tax_id', 'invalid', `This is not written like a tax id of ${country}. One looks like ${example}.`);
export const noTaxIds = (country: string) => new DomainError('tax.no_tax_ids', 'invalid', `We know of no tax ids of ${country} that make a difference to a sale.`);
export const checkNotFound = () => new DomainError('tax.tax_id_check_not_found', 'not_found', 'There is no such check of a tax id.');
