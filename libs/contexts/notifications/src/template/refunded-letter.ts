import type { RefundId } from '@stoa/events/payments';
import { getOrderGroup, trackingToken } from '@stoa/orders';
import { getRefund } from '@stoa/payments';
import type { Ctx } from '@stoa/platform/context';
import { formatMoney, money } from '@stoa/platform/money';
import { getSubject } from '@stoa/privacy';
import type { SubjectId } from '@stoa/events/privacy';
import { getTenant } from '@stoa/tenancy';
import type { NotificationDeps } from '../deps.js';
import { brandOf } from '../message/brand.js';
import type { Letter } from '../message/message.js';
import { mailWords } from './words.js';

/** Money is on its way back: how much, for what, and onto which card. */
export async function refundedLetter(deps: NotificationDeps, ctx: Ctx, id: RefundId): Promise<Letter | null> {
  const { refund, group, shopper, tenant, brand } = await ctx.inRead(async (tx) => {
    const made = await getRefund(tx, id);
    const found = await getOrderGroup(tx, made.orderGroupId);
    const owner = await getTenant(tx);
    return { refund: made, group: found, shopper: await getSubject(tx, found.subjectId as SubjectId), tenant: owner, brand: await brandOf(tx, owner) };
  });
  if (shopper.email === null || refund.state !== 'succeeded') return null; // it came back meanwhile: nobody is told of money that is not there
  const words = mailWords(group.locale);
  const say = (minor: bigint) => formatMoney(money(minor, group.currency), group.locale);
  const amount = say(refund.amount.minor);
  const goods = refund.parts.filter((part) => part.grossMinor > 0n);
  return {
    template: 'order_refunded', locale: group.locale, to: shopper.email, subject: words.refunded.subject(amount, group.number), preview: words.refunded.text(group.card?.last4 ?? null), brand,
    blocks: [
      { kind: 'title', text: words.refunded.title(amount) },
      { kind: 'text', text: words.refunded.text(group.card?.last4 ?? null) },
      {
        kind: 'rows', title: group.number, rows: [
          ...goods.map((part) => ({ label: part.kind === 'shipping' ? `${words.order.shipping}, ${part.title}` : part.title, detail: part.isGoodwill ? words.refunded.goodwill : part.quantity > 0 ? `${part.quantity} ×` : null, value: say(part.grossMinor), isStrong: false })),
          { label: words.order.total, detail: null, value: amount, isStrong: true },
        ],
      },
      { kind: 'button', label: words.order.button, url: `${deps.storefrontUrl(tenant.slug)}/orders/${trackingToken(deps.tokenSecret, ctx.tenantId, group)}` },
    ],
    footer: [words.help(tenant.supportEmail), words.legal(tenant.legalName)], from: { name: tenant.name, email: tenant.supportEmail }, attachments: [], about: { kind: 'order_group', id: group.id },
  };
}
