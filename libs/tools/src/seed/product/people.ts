import { type Client, Refusal } from './client.js';
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

/** Takes up the invitation that came by mail, and is signed in by it. A mailbox may still hold invitations to worlds that are gone: those open nothing, and are passed over. */
export async function acceptInvitation(api: Client, mailbox: Mailbox, who: { email: string; name: string }): Promise<Client> {
  for (const past = new Set<string>(); ; ) {
    const mail = await mailbox.waitFor(who.email, (one) => !past.has(one.id) && one.links.some((link) => link.includes('/invitation/')));
    const accepting = api<Session>('POST', '/v1/auth/invitations/accept', { body: { token: invitationTokenIn(mail), password: PASSWORD, name: who.name } });
    const outcome = await accepting.catch((error: unknown) => {
      if (error instanceof Refusal && error.problem.code === 'identity.invitation_not_open') return null;
      throw error;
    });
    if (outcome) return api.as({ token: outcome.access_token });
    past.add(mail.id);
  }
}
