import { DomainError } from '@stoa/platform/errors';
import type { Source } from './journal.js';

/** Ours to mend, never a user's: thrown before anything reaches the database. */
export const journalUnbalanced = (source: Source, event: string, off: readonly (readonly [string, bigint])[]) =>
  new DomainError('ledger.unbalanced', 'conflict', `The journal ${source.kind}/${source.id}/${event} does not balance: ${off.map(([currency, minor]) => `${minor} ${currency}`).join(', ')}.`);

export const accountOverdrawn = () =>
  new DomainError('ledger.overdrawn', 'conflict', 'There is not enough money on this account for that. Nothing was booked.');

export const sourceBookedOtherwise = (source: Source, event: string) =>
  new DomainError('ledger.booked_otherwise', 'conflict', `${source.kind}/${source.id}/${event} is already booked, with other entries.`);

export const journalNotFound = () => new DomainError('ledger.journal_not_found', 'not_found', 'There is no such journal.');
