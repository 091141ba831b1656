import type { VendorId } from '@stoa/events/vendors';
import type { Ctx } from '@stoa/platform/context';
import type { NotificationDeps } from '../deps.js';
import type { Letter } from '../message/message.js';
import { type Desk, officeLetter, openOffice, vendorPageOf } from './office-letter.js';
import { officeWords } from './office-words.js';

/** Tells one side that the agreement on self-billing ends, who ended it, and what becomes of documents after it. */
export async function endedLetter(deps: NotificationDeps, ctx: Ctx, told: { desk: Desk; vendorId: VendorId; endsOn: string; side: 'vendor' | 'marketplace' }): Promise<Letter> {
  const office = await ctx.inRead((tx) => openOffice(tx, told.desk, told.vendorId));
  const { ended: words } = officeWords(office.locale);
  const [vendor, day] = [office.vendor?.name ?? '', new Intl.DateTimeFormat(office.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${told.endsOn}T12:00:00Z`))];
  const who = told.side === 'vendor' ? words.byVendor(vendor) : words.byMarketplace(office.tenant.name);
  return officeLetter(office, {
    template: 'self_billing_ended', subject: words.subject(vendor), preview: who,
    blocks: [
      { kind: 'title', text: words.title(day) }, { kind: 'text', text: who }, { kind: 'text', text: words.what(day) },
      { kind: 'button', label: words.button, url: vendorPageOf(deps, office) }, { kind: 'small', text: words.again },
    ],
  });
}

/** Tells one side what the register says of the VAT number that a vendor is self-billed under, now that it says something else. */
export async function vatIdLetter(deps: NotificationDeps, ctx: Ctx, told: { desk: Desk; vendorId: VendorId; taxId: string; outcome: 'valid' | 'invalid' }): Promise<Letter> {
  const office = await ctx.inRead((tx) => openOffice(tx, told.desk, told.vendorId));
  const all = officeWords(office.locale);
  const words = all[told.outcome];
  const text = words.text(office.vendor?.name ?? '', told.taxId);
  return officeLetter(office, {
    template: 'vat_id_rechecked', subject: words.subject(told.taxId), preview: text,
    blocks: [{ kind: 'title', text: words.title }, { kind: 'text', text }, { kind: 'text', text: words.what }, { kind: 'button', label: all.open, url: vendorPageOf(deps, office) }],
  });
}
