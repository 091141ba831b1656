import { DomainError } from '@stoa/platform/errors';

export const categoryNotFound = () => new DomainError('catalog.category_not_found', 'not_found', 'There is no such category.');
