import { createRootRoute, createRoute, createRouter, Navigate, Outlet, type RouterHistory } from '@tanstack/react-router';
import { Face, Skeleton } from '@stoa/web-ui';
import { marketRoutes } from '../market.routes.js';
import { operatorRoutes } from '../operator.routes.js';
import { vendorRoutes } from '../vendor.routes.js';
import { InvitationPage } from './invitation-page.js';
import { homeOf } from './nav.js';
import { PlacesPage } from './places-page.js';
import { useSessionState } from './session.js';
import { Shell } from './shell.js';
import { SignInPage } from './sign-in-page.js';

const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: () => <main className="page" id="main"><Face title="There is no such page" text="The link may be old." /></main> });
const index = createRoute({ getParentRoute: () => rootRoute, path: '/', component: Entrance });
const signInRoute = createRoute({ getParentRoute: () => rootRoute, path: '/sign-in', component: SignInPage });
const invitationRoute = createRoute({ getParentRoute: () => rootRoute, path: '/invitation/$token', component: InvitationPage });
const placesRoute = createRoute({ getParentRoute: () => rootRoute, path: '/places', component: () => <OnlyInside><PlacesPage /></OnlyInside> });
/** Everything behind the sign-in, inside the shell of the place. */
export const insideRoute = createRoute({ getParentRoute: () => rootRoute, id: 'inside', component: () => <OnlyInside><Shell><Outlet /></Shell></OnlyInside> });

const routeTree = rootRoute.addChildren([index, signInRoute, invitationRoute, placesRoute, insideRoute.addChildren([...operatorRoutes(insideRoute), ...marketRoutes(insideRoute), ...vendorRoutes(insideRoute)])]);
/** The admin's pages. Tests give a history of their own. */
export const openRouter = (history?: RouterHistory) => createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true, ...(history && { history }) });

function Entrance() {
  const state = useSessionState();
  if (state.status === 'asking') return <Skeleton />;
  if (state.status === 'out') return <Navigate to="/sign-in" />;
  return <Navigate to={state.session.membership ? homeOf(state.session.membership.kind) : '/places'} />;
}

function OnlyInside({ children }: { children: React.ReactNode }) {
  const state = useSessionState();
  if (state.status === 'asking') return <Skeleton />;
  return state.status === 'out' ? <Navigate to="/sign-in" /> : children;
}
