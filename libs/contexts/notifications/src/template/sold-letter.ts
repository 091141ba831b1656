import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import { type Consignment, type Order, type OrderGroup, getOrderGroup } from '@stoa/orders';
import type { Ctx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { formatMoney, money } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import { getTenant } from '@stoa/tenancy';
import { getVendor } from '@stoa/vendors';
import type { NotificationDeps } from '../deps.js';
import { brandOf } from '../message/brand.js';
import type { Block, Letter } from '../message/message.js';
import { dayText } from './day-text.js';
import { mailWords } from './words.js';

const orderId = wireId<OrderId, 'ord'>('ord');

/** Tells a vendor what it sold and has to pack, in the vendor's language. Who bought it stands behind the link, not in the mail. */
export async function soldLetter(deps: NotificationDeps, ctx: Ctx, ids: { orderGroupId: OrderGroupId; orderId: OrderId; vendorId: VendorId }): Promise<Letter> {
  const { group, vendor, tenant, brand } = await ctx.inRead(async (tx) => {
    const owner = await getTenant(tx);
    return { group: await getOrderGroup(tx, ids.orderGroupId), vendor: await getVendor(tx, ids.vendorId), tenant: owner, brand: await brandOf(tx, owner) };
  });
  const order = group.orders.find((one) => one.id === ids.orderId);
  invariant(order, 'an order stands in its group');
  const { sold, help, legal } = mailWords(vendor.locale);
  const pieces = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  const goods = formatMoney(money(order.goodsMinor, group.currency), vendor.locale);
  return {
    template: 'order_sold', locale: vendor.locale, to: vendor.email, subject: sold.subject(order.number), preview: `${sold.goods}: ${goods}. ${sold.text(tenant.name)}`, brand,
    blocks: [
      { kind: 'title', text: sold.title(pieces) }, { kind: 'text', text: sold.text(tenant.name) },
      { kind: 'button', label: sold.button, url: `${deps.publicUrls.admin}/vendor/orders/${orderId.toWire(order.id)}` },
      ...order.consignments.flatMap((consignment) => parcelBlocks(group, order, { consignment, locale: vendor.locale })),
      { kind: 'rows', title: null, rows: [{ label: sold.goods, detail: order.number, value: goods, isStrong: true }] },
      { kind: 'small', text: sold.address },
    ],
    footer: [help(tenant.supportEmail), legal(tenant.legalName)], from: { name: tenant.name, email: tenant.supportEmail }, attachments: [], about: { kind: 'order', id: order.id },
  };
}

function parcelBlocks(group: OrderGroup, order: Order, { consignment, locale }: { consignment: Consignment; locale: string }): Block[] {
  const { sold } = mailWords(locale);
  const country = new Intl.DisplayNames(locale, { type: 'region' }).of(group.shipToCountry) ?? group.shipToCountry;
  const { city } = consignment.shipsFrom;
  const { deliveryFrom, deliveryTo } = consignment;
  return [
    {
      kind: 'rows', title: order.consignments.length === 1 ? sold.parcel(city, country) : sold.parcelPart(consignment.seq, order.consignments.length, city, country),
      rows: order.lines.filter((line) => line.consignmentId === consignment.id)
        .map((line) => ({ label: line.title, detail: [line.optionText, line.sku].filter((text) => text !== '').join(', '), value: `${line.quantity} ×`, isStrong: false })),
    },
    ...(deliveryFrom === null || deliveryTo === null ? [] : [{ kind: 'small' as const, text: sold.expected(dayText(deliveryFrom, locale), dayText(deliveryTo, locale)) }]),
  ];
}
