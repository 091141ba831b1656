import type { Route } from '@stoa/platform/http';
import { auditRoutes } from './audit/audit.routes.js';
import { healthRoutes, type HealthRouteDeps } from './health/health.routes.js';
import { taskRoutes, type TaskRouteDeps } from './tasks/task.routes.js';

export const routes = (deps: TaskRouteDeps & HealthRouteDeps): Route[] => [...auditRoutes, ...taskRoutes(deps), ...healthRoutes(deps)];
