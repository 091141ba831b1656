import type { Schedule } from '@stoa/platform/jobs';

/** Nothing here runs by the clock: mails follow facts. */
export const schedules: Schedule[] = [];
