import type { AnyRoute } from '@tanstack/react-router';
import { pageRoute } from './app/page-route.js';
import { NewTenantPage } from './tenants/new-tenant-page.js';
import { TenantPage } from './tenants/tenant-page.js';
import { TenantsPage } from './tenants/tenants-page.js';

export const operatorRoutes = (parent: AnyRoute) => [
  pageRoute(parent, '/operator/tenants', TenantsPage),
  pageRoute(parent, '/operator/tenants/new', NewTenantPage),
  pageRoute(parent, '/operator/tenants/$id', TenantPage),
];
