import { decisionRoutes } from './decision/decision.routes.js';
import { draftRoutes } from './draft/draft.routes.js';
import { overlayRoutes } from './overlay/overlay.routes.js';
import { versionRoutes } from './version/version.routes.js';
import { rateRoutes } from './exchange/rate.routes.js';
import { settingsRoutes } from './settings/settings.routes.js';
import { shadowRoutes } from './shadow/shadow.routes.js';
import { thresholdRoutes } from './threshold/threshold.routes.js';
import { sourceRoutes } from './second-source/source.routes.js';
import { trialRoutes } from './trial/trial.routes.js';
import { packRoutes, type PackRouteDeps } from './pack/pack.routes.js';

export const taxRoutes = (deps: PackRouteDeps) => [...decisionRoutes, ...draftRoutes(deps), ...packRoutes(deps), ...rateRoutes, ...settingsRoutes, ...overlayRoutes(deps), ...versionRoutes(deps), ...trialRoutes(deps), ...thresholdRoutes(deps), ...shadowRoutes(deps), ...sourceRoutes(deps)];
