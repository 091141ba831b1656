import type { DocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId } from '@stoa/events/orders';
import type { SubjectId } from '@stoa/events/privacy';
import { listDocumentHeadsById } from '@stoa/invoicing';
import { getOrderGroup, trackingToken } from '@stoa/orders';
import type { Ctx } from '@stoa/platform/context';
import { formatMoney, money } from '@stoa/platform/money';
import { getSubject } from '@stoa/privacy';
import { getTenant } from '@stoa/tenancy';
import type { NotificationDeps } from '../deps.js';
import { attachmentsOf } from '../message/attachments.js';
import { brandOf } from '../message/brand.js';
import type { Letter } from '../message/message.js';
import { documentMailWords, nameOf } from './document-words.js';
import { mailWords } from './words.js';

/** Brings documents of an order that no mail has carried yet, or once more: all of them in one mail. Null when the shopper has been erased meanwhile. */
export async function documentsLetter(deps: NotificationDeps, ctx: Ctx, told: { orderGroupId: OrderGroupId; documentIds: readonly DocumentId[]; reason: 'late' | 'correction' | 'again' }): Promise<Letter | null> {
  const { group, shopper, tenant, brand, heads } = await ctx.inRead(async (tx) => {
    const found = await getOrderGroup(tx, told.orderGroupId);
    const owner = await getTenant(tx);
    return { group: found, shopper: await getSubject(tx, found.subjectId as SubjectId), tenant: owner, brand: await brandOf(tx, owner), heads: (await listDocumentHeadsById(tx, told.documentIds)).filter((head) => head.fileKey !== null) };
  });
  if (shopper.email === null || heads.length === 0) return null;
  const attachments = await attachmentsOf(deps.files, ctx, heads);
  const [words, all] = [documentMailWords(group.locale), mailWords(group.locale)];
  const name = nameOf(words, heads.map((head) => head.documentType));
  return {
    template: 'documents_ready', locale: group.locale, to: shopper.email, subject: words.subject(name, heads.map((head) => head.number).join(', ')), preview: words[told.reason], brand,
    blocks: [
      { kind: 'title', text: words.title(name, group.number) }, { kind: 'text', text: words[told.reason] },
      { kind: 'rows', title: null, rows: heads.map((head) => ({ label: head.number, detail: head.issuerName, value: formatMoney(money(head.totalMinor, head.currency), group.locale), isStrong: false })) },
      ...(attachments.some((file) => file.filename.endsWith('.xml')) ? [{ kind: 'small' as const, text: words.withXml }] : []),
      { kind: 'button', label: words.button, url: `${deps.storefrontUrl(tenant.slug)}/orders/${trackingToken(deps.tokenSecret, ctx.tenantId, group)}` },
    ],
    footer: [all.help(tenant.supportEmail), all.legal(tenant.legalName)], from: { name: tenant.name, email: tenant.supportEmail }, attachments, documentIds: heads.map((head) => head.id), about: { kind: 'order_group', id: group.id },
  };
}
