import { createRoute, type AnyRoute } from '@tanstack/react-router';

/** A page at a path inside the shell. Search parameters are kept as they are: pages read what they know. */
export const pageRoute = (parent: AnyRoute, path: string, component: () => React.ReactNode) =>
  createRoute({ getParentRoute: () => parent, path, component, validateSearch: (search: Record<string, unknown>) => search });
