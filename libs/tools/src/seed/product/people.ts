import type { Client } from './client.js';
import { invitationTokenIn, type Mailbox } from './mailbox.js';

type Session = { access_token: string; memberships: { id: string; tenant: { slug: string } | null }[]; membership: { id: string } | null };

/** What everybody in the small world signs in with. It is known to all: for development only. */
export const PASSWORD = 'correct horse battery';

/** Signs in; where somebody has several places to work, in the one of `slug`. */
export async function signIn(api: Client, email: string, slug: string | null = null): Promise<Client> {
  const session = await api<Session>('POST', '/v1/auth/sign-in', { body: { email, password: PASSWORD } });
  const place = session.memberships.find((one) => (one.tenant?.slug ?? null) === slug);
  if (session.membership || !place) return api.as({ token: session.access_token });
  const switched = await api.as({ token: session.access_token })<Session>('POST', `/v1/auth/memberships/${place.id}/token`);
  return api.as({ token: switched.access_token });
}

/** Takes up the invitation that came by mail, and is signed in by it. */
export async function acceptInvitation(api: Client, mailbox: Mailbox, who: { email: string; name: string }): Promise<Client> {
  const mail = await mailbox.waitFor(who.email, (one) => one.links.some((link) => link.includes('/invitation/')));
  const session = await api<Session>('POST', '/v1/auth/invitations/accept', { body: { token: invitationTokenIn(mail), password: PASSWORD, name: who.name } });
  return api.as({ token: session.access_token });
}
