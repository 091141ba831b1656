import type { DocumentId } from '@stoa/events/invoicing';
import type { VendorId } from '@stoa/events/vendors';
import { listDocumentHeadsById } from '@stoa/invoicing';
import type { Ctx } from '@stoa/platform/context';
import { formatMoney, money } from '@stoa/platform/money';
import { getTenant } from '@stoa/tenancy';
import { getVendor } from '@stoa/vendors';
import type { NotificationDeps } from '../deps.js';
import { attachmentsOf } from '../message/attachments.js';
import { brandOf } from '../message/brand.js';
import { financeContact } from '../message/finance-contact.js';
import type { Letter } from '../message/message.js';
import { isVendorDocument, vendorDocumentWords } from './vendor-document-words.js';
import { mailWords } from './words.js';

/** Brings a vendor what stands between it and the marketplace for a month: as PDF, and as the XML that its bookkeeping reads. Null where the document has no file any more. */
export async function vendorDocumentLetter(deps: NotificationDeps, ctx: Ctx, told: { documentId: DocumentId; vendorId: VendorId }): Promise<Letter | null> {
  const { vendor, tenant, brand, head, to } = await ctx.inRead(async (tx) => {
    const [owner, found] = [await getTenant(tx), await getVendor(tx, told.vendorId)];
    const [document] = await listDocumentHeadsById(tx, [told.documentId]);
    return { vendor: found, tenant: owner, brand: await brandOf(tx, owner), head: document, to: await financeContact(tx, found, 'invoicing.read') };
  });
  if (!head || head.fileKey === null || !isVendorDocument(head.documentType)) return null;
  const attachments = await attachmentsOf(deps.files, ctx, [head]);
  const { locale } = vendor;
  const [words, all] = [vendorDocumentWords(locale), mailWords(locale)];
  const { name, text } = words.kinds[head.documentType];
  return {
    template: 'vendor_document', locale, to, subject: `${name} ${head.number}`, preview: text(tenant.name), brand,
    blocks: [
      { kind: 'title', text: words.title(name, tenant.name) }, { kind: 'text', text: text(tenant.name) },
      { kind: 'rows', title: null, rows: [{ label: head.number, detail: name, value: formatMoney(money(head.totalMinor, head.currency), locale), isStrong: true }] },
      { kind: 'small', text: attachments.length > 1 ? words.attachedWithXml : words.attached },
      { kind: 'button', label: words.button, url: `${deps.publicUrls.admin}/vendor/documents?number=${encodeURIComponent(head.number)}` },
    ],
    footer: [all.help(tenant.supportEmail), all.legal(tenant.legalName)], from: { name: tenant.name, email: tenant.supportEmail }, attachments, documentIds: [head.id], about: { kind: 'document', id: head.id },
  };
}
