import type { Route } from '@stoa/platform/http';
import type { OrderRouteDeps } from './deps.js';
import { salesRoutes } from './order/sales.routes.js';
import { staffOrderRoutes } from './order/staff-order.routes.js';
import { vendorOrderRoutes } from './order/vendor-order.routes.js';
import { trackingRoutes } from './tracking/tracking.routes.js';

export const routes = (deps: OrderRouteDeps): Route[] => [...vendorOrderRoutes(deps), ...staffOrderRoutes(deps), ...salesRoutes, ...trackingRoutes(deps)];
