import type { DatabaseOptions } from '@stoa/platform/database';
import type { EventJob } from '@stoa/platform/events';

/** Where a process works: its logins, the files, the key of the tenants' keys, how much it does at once, and the moment it begins at. */
export type Place = { readonly database: Omit<DatabaseOptions, 'poolSize'>; readonly filesDir: string; readonly masterKey: string; readonly width: number; readonly now: string };
export type Asked = { readonly job: EventJob; readonly isToFail: boolean };
/** `error` is null when all of it was committed. */
export type Answer = { readonly job: string; readonly error: string | null };
