import { answer, createApi, type components } from '@stoa/web-api-client';

type Schemas = components['schemas'];
export type Membership = Schemas['Membership'];
/** Who is signed in, where they may work, and where they work now. */
export type Session = Pick<Schemas['Session'], 'user' | 'memberships' | 'membership'>;

let accessToken: string | null = null;
let renewing: Promise<boolean> | null = null;
const listeners = new Set<(session: Session | null) => void>();

/** The typed client of the whole app. The access token lives in memory only; the refresh token in a cookie that scripts cannot read. */
export const api = createApi({ baseUrl: window.location.origin, token: () => accessToken, renew: renewOnce });

export function onSession(listener: (session: Session | null) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keep(signedIn: Schemas['Session']): Session {
  accessToken = signedIn.access_token;
  const session: Session = { user: signedIn.user, memberships: signedIn.memberships, membership: signedIn.membership };
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
  if (response.ok && data) return keep(data);
  forget();
  return null;
}

export async function signIn(email: string, password: string): Promise<Session> {
  return keep(await answer(api.POST('/v1/auth/sign-in', { body: { email, password } })));
}

/** Another place to work: its own token, its own permissions. */
export async function switchTo(membershipId: string): Promise<Session> {
  return keep(await answer(api.POST('/v1/auth/memberships/{membership_id}/token', { params: { path: { membership_id: membershipId } } })));
}

export async function signOut(): Promise<void> {
  await answer(api.POST('/v1/auth/sign-out', {})).finally(forget);
}
