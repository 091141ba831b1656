export { allChecks } from './health/all-checks.js';
export { judgeSealing } from './health/check.js';
export { auditChecks, reportDeadTasks, runChecks } from './health/run-checks.js';
