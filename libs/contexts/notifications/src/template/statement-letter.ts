import type { VendorId } from '@stoa/events/vendors';
import { printedStatement } from '@stoa/payouts';
import type { Ctx } from '@stoa/platform/context';
import { formatMoney, money } from '@stoa/platform/money';
import { getTenant } from '@stoa/tenancy';
import { getVendor } from '@stoa/vendors';
import type { NotificationDeps } from '../deps.js';
import { brandOf } from '../message/brand.js';
import { financeContact } from '../message/finance-contact.js';
import type { Letter } from '../message/message.js';
import { vendorDocumentWords } from './vendor-document-words.js';
import { mailWords } from './words.js';

/** Tells a vendor that a month is closed, with its statement. */
export async function statementLetter(deps: NotificationDeps, ctx: Ctx, told: { vendorId: VendorId; period: string; currency: string }): Promise<Letter> {
  const { vendor, tenant, brand, to } = await ctx.inRead(async (tx) => {
    const [owner, found] = [await getTenant(tx), await getVendor(tx, told.vendorId)];
    return { vendor: found, tenant: owner, brand: await brandOf(tx, owner), to: await financeContact(tx, found, 'payouts.read') };
  });
  const printed = await printedStatement(ctx, told);
  const { locale } = vendor;
  const [{ statement: words }, all] = [vendorDocumentWords(locale), mailWords(locale)];
  const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${told.period}-15T00:00:00Z`));
  const row = (label: string, minor: bigint, isStrong = false) => ({ label, detail: null, value: formatMoney(money(minor, printed.currency), locale), isStrong });
  return {
    template: 'vendor_statement', locale, to, subject: words.subject(month), preview: words.text(tenant.name), brand,
    blocks: [
      { kind: 'title', text: words.title(month) }, { kind: 'text', text: words.text(tenant.name) },
      { kind: 'rows', title: null, rows: [row(words.opening, printed.openingMinor), row(words.paidOut, printed.paidOutMinor), row(words.closing, printed.closingMinor, true)] },
      { kind: 'small', text: words.attached },
      { kind: 'button', label: words.button, url: `${deps.publicUrls.admin}/vendor/statements/${told.period}?currency=${printed.currency}` },
    ],
    footer: [all.help(tenant.supportEmail), all.legal(tenant.legalName)], from: { name: tenant.name, email: tenant.supportEmail },
    attachments: [{ filename: printed.filename, contentType: 'application/pdf', content: printed.bytes }], about: { kind: 'vendor', id: vendor.id },
  };
}
