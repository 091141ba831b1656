import { decisionRoutes } from './decision/decision.routes.js';
import { registrationRoutes } from './registration/registration.routes.js';

export const taxRoutes = [...decisionRoutes, ...registrationRoutes];
