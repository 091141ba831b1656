import type { Route } from '@stoa/platform/http';
import { apiKeyRoutes } from './api-key/api-key.routes.js';
import { impersonationRoutes } from './impersonation/impersonation.routes.js';
import { memberRoutes } from './membership/membership.routes.js';
import { onboardingRoutes, type OnboardingDeps } from './onboarding/onboarding.routes.js';
import { sessionRoutes, type SessionRouteDeps } from './session/session.routes.js';

export const identityRoutes = (deps: SessionRouteDeps & OnboardingDeps): Route[] => [...sessionRoutes(deps), ...memberRoutes(deps), ...apiKeyRoutes(deps), ...impersonationRoutes, ...onboardingRoutes(deps)];
