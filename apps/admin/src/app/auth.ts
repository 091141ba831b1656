import { answer, createApi } from '@stoa/web-api-client';

export type Membership = { id: string; kind: 'operator' | 'staff' | 'vendor'; role: string; tenant: { id: string; name: string; slug: string } | null; vendor: { id: string; name: string; mark_color: string | null } | null };
export type Session = { user: { id: string; name: string; email: string }; memberships: Membership[]; membership: Membership | null; permissions: string[] };
type SignedIn = Session & { access_token: string; expires_in: number };

let accessToken: string | null = null;
let renewing: Promise<boolean> | null = null;
const listeners = new Set<(session: Session | null) => void>();

/** The typed client of the whole app. The access token lives in memory only; the refresh token in a cookie that scripts cannot read. */
export const api = createApi({ baseUrl: window.location.origin, token: () => accessToken, renew: renewOnce });

export function onSession(listener: (session: Session | null) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keep(signedIn: SignedIn): Session {
  accessToken = signedIn.access_token;
  const session: Session = { user: signedIn.user, memberships: signedIn.memberships, membership: signedIn.membership, permissions: signedIn.permissions };
  for (const listener of listeners) listener(session);
  return session;
}

function forget(): void {
  accessToken = null;
  for (const listener of listeners) listener(null);
}

/** Many requests may meet an expired token at once; one of them renews it. */
function renewOnce(): Promise<boolean> {
  renewing ??= resume().then((session) => session !== null).finally(() => { renewing = null; });
  return renewing;
}

/** Continues the session of the cookie, if there is one. */
export async function resume(): Promise<Session | null> {
  const { data, response } = await api.POST('/v1/auth/refresh', {});
  if (response.ok && data) return keep(data as SignedIn);
  forget();
  return null;
}

export async function signIn(email: string, password: string): Promise<Session> {
  return keep((await answer(api.POST('/v1/auth/sign-in', { body: { email, password } }))) as SignedIn);
}

/** Another place to work: its own token, its own permissions. */
export async function switchTo(membershipId: string): Promise<Session> {
  return keep((await answer(api.POST('/v1/auth/memberships/{membership_id}/token', { params: { path: { membership_id: membershipId } } }))) as SignedIn);
}

export async function signOut(): Promise<void> {
  await answer(api.POST('/v1/auth/sign-out', {})).finally(forget);
}
