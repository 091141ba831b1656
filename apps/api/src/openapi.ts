import { openapi } from '@stoa/platform/http';
import { contextRoutes } from './app.js';
import type { Deps } from './deps.js';

/** The reference of the whole API as text. Routes are values: listing them touches no part of the world, so none is opened for it. */
export const openapiText = (): string => `${JSON.stringify(openapi('Stoa', Object.values(contextRoutes(nothing as Deps)).flat()), null, 2)}\n`;

/** Whatever part is taken of it, there is something of any shape; calling it would be a mistake, and is one. */
const nothing: unknown = new Proxy(() => undefined, {
  get: (_target, name) => (typeof name === 'symbol' ? undefined : nothing),
  apply: () => {
    throw new Error('Invariant broken: making the list of routes called the outside world');
  },
});
