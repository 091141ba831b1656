import type { Route } from '@stoa/platform/http';
import { type AccessPointRouteDeps, accessPointRoutes } from './delivery/access-point.routes.js';
import { type DeliveryRouteDeps, deliveryRoutes } from './delivery/delivery.routes.js';
import { heldRoutes } from './held/held.routes.js';
import { selfBillingRoutes } from './self-billing/self-billing.routes.js';
import { type DocumentRouteDeps, documentRoutes } from './document/document.routes.js';
import { seriesRoutes } from './series/series.routes.js';

export const routes = (deps: DocumentRouteDeps & DeliveryRouteDeps & AccessPointRouteDeps): Route[] => [...documentRoutes(deps), ...deliveryRoutes(deps), ...accessPointRoutes(deps), ...heldRoutes, ...selfBillingRoutes, ...seriesRoutes];
