import type { CustomerId } from '@stoa/events/customers';
import type { SubjectId } from '@stoa/events/privacy';

/** A shopper with an account in one marketplace. */
export type Customer = { readonly id: CustomerId; readonly subjectId: SubjectId; readonly emailIndex: string; readonly passwordHash: string; readonly createdAt: Date };

export const SESSION_DAYS = 30;
const DAY_MS = 86_400_000;
/** Sessions live by the wall clock. */
export const sessionEnd = (now: Date): Date => new Date(now.getTime() + SESSION_DAYS * DAY_MS);

export const FAILURES_ALLOWED = 10;
export const FAILURE_WINDOW_MS = 15 * 60_000;
