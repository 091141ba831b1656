import type { Route } from '@stoa/platform/http';
import { bookingsRoutes } from './bookings/bookings.routes.js';
import { taxReturnRoutes, type TaxReturnDeps } from './tax-return/tax-return.routes.js';

export const reportingRoutes = (deps: TaxReturnDeps): Route[] => [...taxReturnRoutes(deps), ...bookingsRoutes()];
