export { rateRoutes as shippingRoutes } from './rate/rate.routes.js';
