import type { Schedule } from '@stoa/platform/jobs';

/** Nothing here runs by the clock: documents follow orders. */
export const schedules: Schedule[] = [];
