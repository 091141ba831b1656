import { z } from 'zod';
import { type Cookie, type Reply, type RequestFacts, type Route, type RouteWorld, publicRoute, reply } from '@stoa/platform/http';
import { namesOfTenants } from '@stoa/tenancy';
import { operatorPermissions } from '../membership/permissions.js';
import { acceptInvitation, showInvitation } from '../invitation/accept-invitation.js';
import type { AccessClaims } from './access-token.js';
import { refreshSession } from './refresh-session.js';
import type { AccessResolver } from './resolve-access.js';
import { sessionOver, wrongCredentials } from './session.errors.js';
import { impersonationId, membershipId, meView, password, sessionView, signInBody, toMeView, toSessionView } from './session.schemas.js';
import { IDLE_MS } from './session.js';
import { signIn, type SessionDeps, type SignedIn } from './sign-in.js';
import { signOut } from './sign-out.js';
import type { Extractors } from './strategies.js';
import { describeSession, switchMembership } from './switch-membership.js';

export type SessionRouteDeps = SessionDeps & { extractors: Extractors; access: Pick<AccessResolver, 'forget'>; clock: { now(): Date } };

const REFRESH_COOKIE = 'stoa_refresh';
/** A missing or wrong cookie is an ended session: the answer does not say which. */
const refreshCookie = (value: string, maxAgeSeconds: number): Cookie => ({ name: REFRESH_COOKIE, value, maxAgeSeconds, path: '/v1/auth', sameSite: 'strict', httpOnly: true });

export const sessionRoutes = (deps: SessionRouteDeps): Route[] => {
  const describe = async (signedIn: Pick<SignedIn, 'user' | 'places' | 'membership'>) => {
    const tenants = await deps.db.transactionAsControl((tx) => namesOfTenants({ tx }, signedIn.places.map((place) => place.tenantId)));
    return toMeView(signedIn, tenants, operatorPermissions);
  };
  const answer = async (signedIn: SignedIn, status = 200) =>
    reply(toSessionView(await describe(signedIn), signedIn.accessToken), { status, cookies: [refreshCookie(signedIn.refreshToken, IDLE_MS / 1000)], headers: { 'Cache-Control': 'no-store' } });

  return [
    publicRoute({
      method: 'post', path: '/v1/auth/sign-in', summary: 'Sign in as operator, staff or vendor', audience: 'public', body: signInBody, response: sessionView, answers: { 401: 'E-mail and password don’t match.', 503: 'Too many people are signing in at this moment.' },
      description: 'The refresh token comes as an HttpOnly cookie. `membership` is null when there is more than one place to work: choose one.',
      example: (world: RouteWorld) => ({ body: { email: world.session.email, password: world.session.password } }),
      handle: async ({ body, request }) => {
        const credentials = await deps.extractors.emailAndPassword({ headers: {}, body });
        if (!credentials) throw wrongCredentials();
        return answer(await signIn(deps, { ...credentials, ip: request.ip, userAgent: request.userAgent }));
      },
    }),
    publicRoute({
      method: 'post', path: '/v1/auth/refresh', summary: 'Take the refresh cookie for a new access token', audience: 'public', response: sessionView, answers: sessionIsOver,
      example: (world: RouteWorld) => ({ headers: { Cookie: world.session.cookie } }),
      handle: async ({ request }) => {
        const token = request.cookies[REFRESH_COOKIE];
        if (!token) throw sessionOver();
        return answer(await refreshSession(deps, token));
      },
    }),
    publicRoute({
      method: 'post', path: '/v1/auth/sign-out', summary: 'End the session', audience: 'public', response: z.object({ signed_out: z.literal(true) }), example: () => ({}),
      handle: async ({ request }) => {
        const token = request.cookies[REFRESH_COOKIE];
        if (token) await signOut(deps, token);
        await deps.access.forget();
        return reply({ signed_out: true as const }, { cookies: [refreshCookie('', 0)] });
      },
    }),
    publicRoute({
      method: 'get', path: '/v1/auth/me', summary: 'Say who I am and where I may work', audience: 'public', response: meView, answers: sessionIsOver,
      example: (world: RouteWorld) => ({ headers: { Authorization: `Bearer ${world.session.bearer}` } }),
      handle: async ({ request }) => {
        const claims = await claimsOf(deps, request);
        return describe({ ...(await describeSession(deps, claims)), membership: claims.membership });
      },
    }),
    publicRoute({
      method: 'post', path: '/v1/auth/memberships/:membership_id/token', summary: 'Work in another of my places', audience: 'public',
      params: z.object({ membership_id: z.union([z.literal('operator'), membershipId, impersonationId]) }), response: sessionView, owner: 'params.membership_id', answers: sessionIsOver,
      example: (world: RouteWorld) => ({ params: { membership_id: world.session.membership }, headers: { Authorization: `Bearer ${world.session.bearer}` } }),
      handle: async ({ params, request }) => {
        const switched = await switchMembership(deps, await claimsOf(deps, request), params.membership_id);
        return toSessionView(await describe(switched), switched.accessToken);
      },
    }),
    ...invitationTokenRoutes(deps, answer),
  ];
};

async function claimsOf(deps: Pick<SessionRouteDeps, 'extractors'>, request: RequestFacts): Promise<AccessClaims> {
  const claims = request.bearer === null ? null : await deps.extractors.accessClaims({ headers: { authorization: `Bearer ${request.bearer}` } });
  if (!claims) throw sessionOver();
  return claims;
}

const sessionIsOver = { 401: 'The session is over.' };
const invitationTokenParams = z.object({ token: z.string().min(10).max(200) });

type AnswerSession = (signedIn: SignedIn, status: number) => Promise<Reply<z.input<typeof sessionView>>>;

const invitationTokenRoutes = (deps: SessionRouteDeps, answer: AnswerSession): Route[] => [
  publicRoute({
    method: 'get', path: '/v1/auth/invitations/:token', summary: 'Show the invitation behind a link', audience: 'public', params: invitationTokenParams,
    response: z.object({
      email: z.string(), name: z.string().nullable(), kind: z.enum(['staff', 'vendor']), role: z.string(), marketplace: z.string(), place: z.string().nullable(), has_account: z.boolean(), expires_at: z.iso.datetime(),
    }).meta({ id: 'InvitationByLink' }),
    owner: 'params.token', example: (world: RouteWorld) => ({ params: { token: world.tenant.invitationToken } }),
    handle: async ({ params }) => {
      const { invitation, hasAccount } = await showInvitation(deps, params.token, deps.clock.now());
      const names = await deps.db.transactionAsControl((tx) => namesOfTenants({ tx }, [invitation.tenantId]));
      return {
        email: invitation.email, name: invitation.name, kind: invitation.kind, role: invitation.role, marketplace: names.get(invitation.tenantId)?.name ?? '', place: invitation.placeName, has_account: hasAccount,
        expires_at: invitation.expiresAt.toISOString(),
      };
    },
  }),
  publicRoute({
    method: 'post', path: '/v1/auth/invitations/accept', summary: 'Take up an invitation and sign in', audience: 'public', response: sessionView, status: 201,
    body: z.strictObject({ token: z.string().min(10).max(200), password, name: z.string().trim().min(1).max(120) }), owner: 'body.token',
    example: (world: RouteWorld) => ({ body: { token: world.tenant.invitationToken, password: 'a password of the test', name: 'Ida Meri' } }),
    handle: async ({ body, request }) => answer(await acceptInvitation(deps, { ...body, userAgent: request.userAgent, now: deps.clock.now(), requestId: null }), 201),
  }),
];
