export { searchRoutes as routes, type SearchRouteDeps } from './results/search.routes.js';
