import { DomainError } from '@stoa/platform/errors';

export const importNotFound = () => new DomainError('workspace.import_not_found', 'not_found', 'There is no such import.');
export const importCannotBeConfirmed = (state: string) =>
  new DomainError('workspace.import_cannot_be_confirmed', 'conflict', state === 'reading' || state === 'checking' ? 'The file is still being checked. Wait for the result.' : 'This import is not waiting for a confirmation.', { state });
export const importCannotBeCanceled = (state: string) => new DomainError('workspace.import_cannot_be_canceled', 'conflict', 'This import is over already.', { state });
export const importFileGone = () => new DomainError('workspace.import_file_gone', 'conflict', 'The file of this import is gone: its vendor has to upload it again.');
export const uploadBroken = () => new DomainError('workspace.upload_broken', 'invalid', 'The upload broke off. Send the file again.');
export const fileEmpty = () => new DomainError('workspace.file_empty', 'invalid', 'The file is empty. Choose the one with the table.');
export const fileTooLarge = () => new DomainError('workspace.file_too_large', 'too_large', 'A file may have 64 MB at most. Split it.');
/** What keeps a whole file from being read as a table of listings. The vendor reads it on the import's page. */
export const fileUnreadable = (message: string) => new DomainError('workspace.file_unreadable', 'unprocessable', message);
