import type { Route } from '@stoa/platform/http';
import { operatorTenantRoutes, settingsRoutes, type TenancyRouteDeps } from './tenant/tenant.routes.js';

export const tenancyRoutes = (deps: TenancyRouteDeps): Route[] => [...operatorTenantRoutes(deps), ...settingsRoutes];
