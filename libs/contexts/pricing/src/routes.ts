export { commissionRoutes as pricingRoutes } from './commission/commission.routes.js';
