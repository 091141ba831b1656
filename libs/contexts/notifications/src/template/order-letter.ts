import type { OrderGroupId } from '@stoa/events/orders';
import type { SubjectId } from '@stoa/events/privacy';
import { type DocumentHead, type HeldDocument, listGroupDocumentHeads, listHeldOfGroup } from '@stoa/invoicing';
import { type Order, type OrderGroup, getOrderGroup, trackingToken } from '@stoa/orders';
import type { Ctx } from '@stoa/platform/context';
import { formatMoney, money } from '@stoa/platform/money';
import { getSubject } from '@stoa/privacy';
import { getTenant } from '@stoa/tenancy';
import type { NotificationDeps } from '../deps.js';
import { attachmentsOf } from '../message/attachments.js';
import { brandOf } from '../message/brand.js';
import type { Block, Letter } from '../message/message.js';
import { clockText, dayText } from './day-text.js';
import { documentMailWords } from './document-words.js';
import { mailWords } from './words.js';

/** The one mail of an order group: its parcels, what was paid, the link to its page, and every document that is there; whose document is not says that it follows. Null when the shopper has been erased meanwhile. */
export async function orderLetter(deps: NotificationDeps, ctx: Ctx, id: OrderGroupId): Promise<Letter | null> {
  const { group, shopper, tenant, brand, heads, held } = await ctx.inRead(async (tx) => {
    const found = await getOrderGroup(tx, id);
    const owner = await getTenant(tx);
    return { group: found, shopper: await getSubject(tx, found.subjectId as SubjectId), tenant: owner, brand: await brandOf(tx, owner), heads: (await listGroupDocumentHeads(tx, id)).filter((head) => head.refundId === null && head.documentType !== 'proforma'), held: await listHeldOfGroup(tx, id) };
  });
  if (shopper.email === null) return null;
  const mailed = heads.filter((head) => head.fileKey !== null && head.delivery?.channel !== 'peppol');
  const words = mailWords(group.locale);
  const say = (minor: bigint) => formatMoney(money(minor, group.currency), group.locale);
  const parcels = group.orders.flatMap((order) => order.consignments);
  return {
    template: 'order_confirmed', locale: group.locale, to: shopper.email, subject: words.order.subject(group.number), preview: words.order.preview(say(group.totalMinor)), brand,
    blocks: [
      { kind: 'title', text: words.order.title(shopper.name ?? shopper.email) },
      { kind: 'text', text: words.order.text(parcels.length, group.number) },
      { kind: 'button', label: words.order.button, url: `${deps.storefrontUrl(tenant.slug)}/orders/${trackingToken(deps.tokenSecret, ctx.tenantId, group)}` },
      ...group.orders.flatMap((order) => parcelBlocks(group, order, say)), sumBlock(group, say),
      ...documentBlocks(group.locale, heads, held),
    ],
    footer: [words.help(tenant.supportEmail), words.legal(tenant.legalName)], from: { name: tenant.name, email: tenant.supportEmail },
    attachments: await attachmentsOf(deps.files, ctx, mailed), documentIds: mailed.map((head) => head.id), about: { kind: 'order_group', id },
  };
}

function parcelBlocks(group: OrderGroup, order: Order, say: (minor: bigint) => string): Block[] {
  const words = mailWords(group.locale).order;
  const all = group.orders.flatMap((one) => one.consignments);
  return order.consignments.map((consignment): Block => ({
    kind: 'rows', title: words.parcel(all.findIndex((one) => one.id === consignment.id) + 1, all.length, order.vendorName, consignment.shipsFrom.city),
    rows: [
      ...order.lines.filter((line) => line.consignmentId === consignment.id).map((line) => ({
        label: `${line.quantity} × ${line.title}`, detail: line.optionText === '' ? null : line.optionText, value: say(group.priceMode === 'incl' ? line.grossMinor : line.netMinor), isStrong: false,
      })),
      {
        label: words.shipping, value: say(group.priceMode === 'incl' ? consignment.shippingGrossMinor : consignment.shippingNetMinor), isStrong: false,
        detail: [
          consignment.carrier,
          ...(consignment.deliveryFrom === null || consignment.deliveryTo === null ? [] : [words.arrives(dayText(consignment.deliveryFrom, group.locale), dayText(consignment.deliveryTo, group.locale))]),
          ...(consignment.window === null ? [] : [words.between(clockText(consignment.window.from, group.locale), clockText(consignment.window.to, group.locale))]),
          ...(consignment.adultSignature ? [words.adult] : []),
        ].join(', '),
      },
      ...consignment.fees.map((fee) => ({ label: fee.name, detail: null, value: say(group.priceMode === 'incl' ? fee.grossMinor : fee.netMinor), isStrong: false })),
    ],
  }));
}

function sumBlock(group: OrderGroup, say: (minor: bigint) => string): Block {
  const words = mailWords(group.locale).order;
  const isIncluded = group.priceMode === 'incl';
  const tax = { label: words.tax, detail: null, value: say(group.taxMinor), isStrong: false };
  return { kind: 'rows', title: null, rows: [...(isIncluded ? [] : [tax]), { label: words.total, detail: isIncluded ? words.taxIncluded(say(group.taxMinor)) : null, value: say(group.totalMinor), isStrong: true }] };
}

/** What is attached, what went over the buyer's network, and whose document comes later: one that lacks what the law asks for, or could not be drawn yet. */
function documentBlocks(locale: string, heads: readonly DocumentHead[], held: readonly HeldDocument[]): Block[] {
  const words = documentMailWords(locale);
  const drawn = heads.filter((head) => head.fileKey !== null);
  const overNetwork = drawn.filter((head) => head.delivery?.channel === 'peppol');
  const later = [...heads.filter((head) => head.fileKey === null), ...held].map((document) => document.issuerName);
  return [
    ...(drawn.length === overNetwork.length ? [] : [words.attached(drawn.length - overNetwork.length)]), ...(overNetwork.length === 0 ? [] : [words.overPeppol(overNetwork.map((head) => head.number).join(', '))]),
    ...(later.length === 0 ? [] : [words.follows(later.join(', '))]),
  ].map((text) => ({ kind: 'small', text }));
}
