import { schedule, type Schedule } from '@stoa/platform/jobs';
import { deleteLapsed } from './velocity/velocity.repository.js';

const BATCH = 500;

/** What this context does by the clock. */
export const schedules: Schedule[] = [
  schedule({ name: 'risk.forget_velocities', everyMs: 60_000, due: { table: 'risk.velocities', column: 'due_at' }, run: (ctx) => ctx.inTx((tx) => deleteLapsed(tx, BATCH)) }),
];
