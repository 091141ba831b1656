import { decisionRoutes } from './decision/decision.routes.js';
import { draftRoutes } from './draft/draft.routes.js';

export const taxRoutes = [...decisionRoutes, ...draftRoutes];
