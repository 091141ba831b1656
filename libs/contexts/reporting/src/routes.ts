import type { Route } from '@stoa/platform/http';
import { taxReturnRoutes, type TaxReturnDeps } from './tax-return/tax-return.routes.js';

export const reportingRoutes = (deps: TaxReturnDeps): Route[] => taxReturnRoutes(deps);
