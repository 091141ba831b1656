import { schedule, type Schedule } from '@stoa/platform/jobs';
import { endRetention } from './retention/end-retention.js';

const HOUR_MS = 3_600_000;

/** What this context does by the clock: what was kept until a year is over is destroyed. */
export const schedules: Schedule[] = [
  schedule({ name: 'privacy.end_retention', everyMs: HOUR_MS, due: { table: 'privacy.retention_keys', column: 'lapses_at' }, run: async (ctx) => (await ctx.inTx((tx) => endRetention(tx))).length }),
];
