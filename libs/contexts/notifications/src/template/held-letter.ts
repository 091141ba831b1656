import type { HeldDocumentId } from '@stoa/events/invoicing';
import type { VendorId } from '@stoa/events/vendors';
import { findFirstHeld } from '@stoa/invoicing';
import type { Ctx } from '@stoa/platform/context';
import type { NotificationDeps } from '../deps.js';
import type { Letter } from '../message/message.js';
import { officeLetter, openOffice } from './office-letter.js';
import { officeWords } from './office-words.js';

/** Names what a document lacks to whoever can supply it: its seller, else staff. Once while anything of that seller waits, not for every sale. Null where it was supplied meanwhile. */
export async function heldLetter(deps: NotificationDeps, ctx: Ctx, told: { heldDocumentId: HeldDocumentId; vendorId: VendorId | null }): Promise<Letter | null> {
  const held = await ctx.inRead((tx) => findFirstHeld(tx, told.vendorId));
  if (held?.id !== told.heldDocumentId) return null;
  const isSellers = told.vendorId !== null && held.missing.some((one) => one.by === 'seller');
  const office = await ctx.inRead((tx) => openOffice(tx, isSellers ? 'vendor' : 'staff', told.vendorId));
  const { held: words } = officeWords(office.locale);
  const text = words.text(isSellers ? null : held.issuerName);
  return officeLetter(office, {
    template: 'document_held', subject: words.subject, preview: text,
    blocks: [
      { kind: 'title', text: words.title }, { kind: 'text', text },
      { kind: 'rows', title: words.missing, rows: held.missing.map((one) => ({ label: one.field, detail: one.cite, value: '', isStrong: false })) },
      { kind: 'button', label: isSellers ? words.setup : words.documents, url: `${deps.publicUrls.admin}${isSellers ? '/vendor/setup' : '/market/documents'}` }, { kind: 'small', text: words.note },
    ],
  });
}
