import type { Route } from '@stoa/platform/http';
import { type DocumentRouteDeps, documentRoutes } from './document/document.routes.js';

export const routes = (deps: DocumentRouteDeps): Route[] => documentRoutes(deps);
