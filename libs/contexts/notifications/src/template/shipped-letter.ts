import type { ConsignmentId, OrderGroupId } from '@stoa/events/orders';
import type { SubjectId } from '@stoa/events/privacy';
import { getOrderGroup, trackingToken } from '@stoa/orders';
import type { Ctx } from '@stoa/platform/context';
import { getSubject } from '@stoa/privacy';
import { getTenant } from '@stoa/tenancy';
import type { NotificationDeps } from '../deps.js';
import { brandOf } from '../message/brand.js';
import type { Letter } from '../message/message.js';
import { dayText } from './day-text.js';
import { mailWords } from './words.js';

/** A parcel is on its way: by whom, under which number, until when, and where to follow it. */
export async function shippedLetter(deps: NotificationDeps, ctx: Ctx, ids: { orderGroupId: OrderGroupId; consignmentId: ConsignmentId }): Promise<Letter | null> {
  const { group, shopper, tenant, brand } = await ctx.inRead(async (tx) => {
    const found = await getOrderGroup(tx, ids.orderGroupId);
    const owner = await getTenant(tx);
    return { group: found, shopper: await getSubject(tx, found.subjectId as SubjectId), tenant: owner, brand: await brandOf(tx, owner) };
  });
  const order = group.orders.find((one) => one.consignments.some((c) => c.id === ids.consignmentId));
  const consignment = order?.consignments.find((c) => c.id === ids.consignmentId);
  if (shopper.email === null || !order || !consignment || consignment.trackingNumber === null) return null;
  const words = mailWords(group.locale);
  const tracked = words.shipped.text(consignment.shippedWith ?? consignment.carrier, consignment.trackingNumber);
  return {
    template: 'parcel_shipped', locale: group.locale, to: shopper.email, subject: words.shipped.subject(order.vendorName), preview: tracked, brand,
    blocks: [
      { kind: 'title', text: words.shipped.title(order.vendorName) },
      { kind: 'text', text: tracked },
      ...(consignment.deliveryFrom === null || consignment.deliveryTo === null ? [] : [{ kind: 'text' as const, text: words.shipped.expected(dayText(consignment.deliveryFrom, group.locale), dayText(consignment.deliveryTo, group.locale)) }]),
      { kind: 'button', label: words.shipped.button, url: `${deps.storefrontUrl(tenant.slug)}/orders/${trackingToken(deps.tokenSecret, ctx.tenantId, group)}` },
      ...(consignment.trackingUrl === null ? [] : [{ kind: 'small' as const, text: `${words.shipped.carrierPage}: ${consignment.trackingUrl}` }]),
      { kind: 'rows', title: order.number, rows: order.lines.filter((line) => line.consignmentId === consignment.id).map((line) => ({ label: line.title, detail: line.optionText === '' ? null : line.optionText, value: `${line.quantity} ×`, isStrong: false })) },
    ],
    footer: [words.help(tenant.supportEmail), words.legal(tenant.legalName)], from: { name: tenant.name, email: tenant.supportEmail }, attachments: [], about: { kind: 'order_group', id: group.id },
  };
}
