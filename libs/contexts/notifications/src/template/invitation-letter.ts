import type { InvitationId } from '@stoa/events/identity';
import { findInvitation, invitationToken } from '@stoa/identity';
import type { Ctx } from '@stoa/platform/context';
import { getTenant } from '@stoa/tenancy';
import type { NotificationDeps } from '../deps.js';
import { brandOf } from '../message/brand.js';
import type { Letter } from '../message/message.js';
import { mailWords } from './words.js';

/** Asks somebody to take up a place. Null when the invitation was taken up, withdrawn, or sent anew meanwhile: the newer mail has the link that works. */
export async function invitationLetter(deps: NotificationDeps, ctx: Ctx, told: { invitationId: InvitationId; version: number }): Promise<Letter | null> {
  const { invitation, tenant, brand } = await ctx.inRead(async (tx) => {
    const owner = await getTenant(tx);
    return { invitation: await findInvitation(tx, told.invitationId), tenant: owner, brand: await brandOf(tx, owner) };
  });
  if (!invitation || invitation.version !== told.version || invitation.acceptedAt !== null || invitation.revokedAt !== null) return null;
  const { locale } = invitation;
  const words = mailWords(locale);
  const place = invitation.placeName ?? tenant.name;
  const until = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(invitation.expiresAt);
  return {
    template: 'member_invited', locale, to: invitation.email, subject: words.invited.subject(place), preview: words.invited.text(words.roles[invitation.role] ?? invitation.role), brand,
    blocks: [
      { kind: 'title', text: words.invited.title(place) },
      { kind: 'text', text: words.invited.text(words.roles[invitation.role] ?? invitation.role) },
      { kind: 'button', label: words.invited.button, url: `${deps.publicUrls.admin}/invitation/${invitationToken(deps.tokenSecret, invitation)}` },
      { kind: 'small', text: words.invited.until(until) },
    ],
    footer: [words.help(tenant.supportEmail), words.legal(tenant.legalName)], from: { name: tenant.name, email: tenant.supportEmail }, attachments: [], about: { kind: 'invitation', id: invitation.id },
  };
}
