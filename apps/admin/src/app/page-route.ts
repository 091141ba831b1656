import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';

/** A page at a path inside the shell, its code loaded when somebody goes there or is about to. Search parameters are kept as they are: pages read what they know. */
export const pageRoute = <Name extends string>(parent: AnyRoute, path: string, load: () => Promise<Record<Name, () => React.ReactNode>>, name: Name) =>
  createRoute({ getParentRoute: () => parent, path, component: lazyRouteComponent(load, name), validateSearch: (search: Record<string, unknown>) => search });
