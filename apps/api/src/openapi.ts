import { openapi, type Route } from '@stoa/platform/http';
import { contextRoutes } from './app.js';
import type { Deps } from './deps.js';

/** Every route there is. Routes are values: listing them touches no part of the world, so none is opened for it. */
export const everyRoute = (): Route[] => Object.values(contextRoutes(nothing as Deps)).flat();

/** The reference of the whole API as text. */
export const openapiText = (): string => `${JSON.stringify(openapi('Stoa', everyRoute()), null, 2)}\n`;

/** Whatever part is taken of it, there is something of any shape; calling it would be a mistake, and is one. */
const nothing: unknown = new Proxy(() => undefined, {
  get: (_target, name) => (typeof name === 'symbol' ? undefined : nothing),
  apply: () => {
    throw new Error('Invariant broken: making the list of routes called the outside world');
  },
});
