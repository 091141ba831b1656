import type { Route } from '@stoa/platform/http';
import { listingPageRoutes, type ListingPageDeps } from './listing-page/listing-page.routes.js';
import { searchRoutes, type SearchRouteDeps } from './results/search.routes.js';

export type { SearchRouteDeps } from './results/search.routes.js';

export const routes = (deps: SearchRouteDeps & ListingPageDeps): Route[] => [...searchRoutes(deps), ...listingPageRoutes(deps)];
