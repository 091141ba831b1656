import type { Id } from '@stoa/platform/ids';

export type AccountId = Id<'AccountId'>;
export type JournalId = Id<'JournalId'>;
