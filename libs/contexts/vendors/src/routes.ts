export { vendorRoutes } from './vendor/vendor.routes.js';
