export { customerRoutes as routes } from './customer/customer.routes.js';
