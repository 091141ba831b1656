export { contentRoutes as routes } from './theme/content.routes.js';
