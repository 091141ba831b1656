import type { Route } from '@stoa/platform/http';
import { cartRoutes } from './cart/cart.routes.js';
import { completionRoutes } from './completion/completion.routes.js';
import type { CheckoutRouteDeps } from './deps.js';

export const routes = (deps: CheckoutRouteDeps): Route[] => [...cartRoutes(deps), ...completionRoutes(deps)];
