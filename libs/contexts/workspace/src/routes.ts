import type { Route } from '@stoa/platform/http';
import { auditRoutes } from './audit/audit.routes.js';
import { clockRoutes, type ClockRouteDeps } from './clock/clock.routes.js';
import { healthRoutes, type HealthRouteDeps } from './health/health.routes.js';
import { importRoutes, type ImportRouteDeps } from './import/import.routes.js';
import { taskRoutes, type TaskRouteDeps } from './tasks/task.routes.js';

export const routes = (deps: TaskRouteDeps & HealthRouteDeps & ImportRouteDeps & ClockRouteDeps): Route[] => [...importRoutes(deps), ...auditRoutes, ...taskRoutes(deps), ...healthRoutes(deps), ...clockRoutes(deps)];

export { importUploads } from './import/import.routes.js';
