import type { VendorId } from '@stoa/events/vendors';
import type { Ctx } from '@stoa/platform/context';
import { getTenant } from '@stoa/tenancy';
import { getVendor } from '@stoa/vendors';
import type { NotificationDeps } from '../deps.js';
import { brandOf } from '../message/brand.js';
import type { Letter } from '../message/message.js';
import { mailWords } from './words.js';

/** Tells a vendor that it may sell, and what comes next. */
export async function approvedLetter(deps: NotificationDeps, ctx: Ctx, vendorId: VendorId): Promise<Letter> {
  const { vendor, tenant, brand } = await ctx.inRead(async (tx) => {
    const owner = await getTenant(tx);
    return { vendor: await getVendor(tx, vendorId), tenant: owner, brand: await brandOf(tx, owner) };
  });
  const words = mailWords(vendor.locale);
  return {
    template: 'vendor_approved', locale: vendor.locale, to: vendor.email, subject: words.approved.subject(tenant.name), preview: words.approved.text(tenant.name), brand,
    blocks: [
      { kind: 'title', text: words.approved.title(vendor.name) }, { kind: 'text', text: words.approved.text(tenant.name) }, { kind: 'text', text: words.approved.next },
      { kind: 'button', label: words.approved.button, url: deps.publicUrls.admin },
    ],
    footer: [words.help(tenant.supportEmail), words.legal(tenant.legalName)], from: { name: tenant.name, email: tenant.supportEmail }, attachments: [], about: { kind: 'vendor', id: vendorId },
  };
}
