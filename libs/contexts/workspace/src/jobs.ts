import { schedule, type Schedule } from '@stoa/platform/jobs';
import type { InvariantCheck } from '@stoa/platform/invariant';
import { reportDeadTasks, runChecks } from './health/run-checks.js';
import { advanceImports } from './import/advance-imports.js';
import type { ApplyDeps } from './import/apply-import.js';
import { sweepImportFiles } from './import/sweep-files.js';

export { fetchPictureFromInternet } from './import/fetch-pictures.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const schedules = (deps: ApplyDeps & { checks: readonly InvariantCheck[] }): Schedule[] => [
  schedule({ name: 'workspace.run_checks', everyMs: 5 * MINUTE_MS, due: 'every_tenant', run: async (ctx) => (await runChecks(ctx, deps.checks)).length }),
  schedule({ name: 'workspace.report_dead_tasks', everyMs: 10_000, due: 'every_tenant', run: reportDeadTasks }),
  schedule({ name: 'workspace.advance_imports', everyMs: 1_000, due: { table: 'workspace.imports', column: 'due_at' }, run: (ctx) => advanceImports(deps, ctx) }),
  schedule({ name: 'workspace.sweep_import_files', everyMs: HOUR_MS, due: 'every_tenant', run: (ctx) => sweepImportFiles(deps, ctx) }),
];
