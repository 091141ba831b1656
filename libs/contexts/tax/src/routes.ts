import { decisionRoutes } from './decision/decision.routes.js';
import { draftRoutes } from './draft/draft.routes.js';
import { rateRoutes } from './exchange/rate.routes.js';
import { settingsRoutes } from './settings/settings.routes.js';
import { packRoutes, type PackRouteDeps } from './pack/pack.routes.js';

export const taxRoutes = (deps: PackRouteDeps) => [...decisionRoutes, ...draftRoutes, ...packRoutes(deps), ...rateRoutes, ...settingsRoutes];
