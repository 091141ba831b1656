import type { Route } from '@stoa/platform/http';
import { heldRoutes } from './held/held.routes.js';
import { type DocumentRouteDeps, documentRoutes } from './document/document.routes.js';

export const routes = (deps: DocumentRouteDeps): Route[] => [...documentRoutes(deps), ...heldRoutes];
