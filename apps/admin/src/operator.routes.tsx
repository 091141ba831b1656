import type { AnyRoute } from '@tanstack/react-router';
import { pageRoute } from './app/page-route.js';

export const operatorRoutes = (parent: AnyRoute) => [
  pageRoute(parent, '/operator/tenants', () => import('./tenants/tenants-page.js'), 'TenantsPage'),
  pageRoute(parent, '/operator/tenants/new', () => import('./tenants/new-tenant-page.js'), 'NewTenantPage'),
  pageRoute(parent, '/operator/tenants/$id', () => import('./tenants/tenant-page.js'), 'TenantPage'),
  pageRoute(parent, '/operator/health', () => import('./health/health-page.js'), 'HealthPage'),
  pageRoute(parent, '/operator/jobs', () => import('./health/dead-tasks-page.js'), 'DeadTasksPage'),
];
