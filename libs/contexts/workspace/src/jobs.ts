import { schedule, type Schedule } from '@stoa/platform/jobs';
import type { InvariantCheck } from '@stoa/platform/invariant';
import { reportDeadTasks, runChecks } from './health/run-checks.js';

const MINUTE_MS = 60_000;

export const schedules = (deps: { checks: readonly InvariantCheck[] }): Schedule[] => [
  schedule({ name: 'workspace.run_checks', everyMs: 5 * MINUTE_MS, due: 'every_tenant', run: async (ctx) => (await runChecks(ctx, deps.checks)).length }),
  schedule({ name: 'workspace.report_dead_tasks', everyMs: 10_000, due: 'every_tenant', run: reportDeadTasks }),
];
