import { DomainError } from '@stoa/platform/errors';

export const notACursor = () => new DomainError('search.not_a_cursor', 'invalid', 'The page to go on from is not one we gave. Begin at the first page.');
