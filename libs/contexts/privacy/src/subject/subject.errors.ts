import { DomainError } from '@stoa/platform/errors';

export const subjectNotFound = () => new DomainError('privacy.subject_not_found', 'not_found', 'There is nobody here by that id.');

export const subjectErasedAlready = () => new DomainError('privacy.subject_erased', 'gone', 'The data of this person was erased and cannot be written again.');
