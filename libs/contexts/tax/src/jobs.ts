import { schedule, type Schedule } from '@stoa/platform/jobs';
import type { PackSet } from './pack/pack.js';
import { advanceShadowRuns } from './shadow/advance-shadow-runs.js';

/** What this context does by the clock. */
export const schedules = (deps: { packs: PackSet }): Schedule[] => [
  schedule({ name: 'tax.advance_shadow_runs', everyMs: 1_000, due: { table: 'tax.shadow_runs', column: 'due_at' }, run: (ctx) => advanceShadowRuns({ packs: deps.packs }, ctx) }),
];
