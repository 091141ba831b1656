import { DomainError } from '@stoa/platform/errors';

export const methodNotOffered = (method: string) => new DomainError('payments.method_not_offered', 'conflict', 'This way of paying is not offered here. Please choose another one.', { method });
export const noWayToPay = () => new DomainError('payments.no_method', 'conflict', 'Shoppers need at least one way to pay. Leave one of them on.');
export const termsMissing = () => new DomainError('payments.transfer_terms_missing', 'conflict', 'To offer bank transfers, say to which account shoppers send the money and for how many days goods are kept.');
