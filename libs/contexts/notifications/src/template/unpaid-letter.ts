import type { OrderGroupId } from '@stoa/events/orders';
import type { SubjectId } from '@stoa/events/privacy';
import { getOrderGroup, trackingToken } from '@stoa/orders';
import type { Ctx } from '@stoa/platform/context';
import { getSubject } from '@stoa/privacy';
import { getTenant } from '@stoa/tenancy';
import type { NotificationDeps } from '../deps.js';
import { brandOf } from '../message/brand.js';
import type { Letter } from '../message/message.js';
import { paymentWords } from './payment-words.js';
import { mailWords } from './words.js';

/** No money came for an order: it is cancelled, and its goods are for sale again. Null when the money came after all. */
export async function unpaidLetter(deps: NotificationDeps, ctx: Ctx, told: { orderGroupId: OrderGroupId; because: 'declined' | 'lapsed' }): Promise<Letter | null> {
  const { group, shopper, tenant, brand } = await ctx.inRead(async (tx) => {
    const found = await getOrderGroup(tx, told.orderGroupId);
    const owner = await getTenant(tx);
    return { group: found, shopper: await getSubject(tx, found.subjectId as SubjectId), tenant: owner, brand: await brandOf(tx, owner) };
  });
  if (shopper.email === null || group.paymentState !== 'unpaid') return null;
  const words = paymentWords(group.locale).unpaid;
  return {
    template: 'order_unpaid', locale: group.locale, to: shopper.email, subject: words.subject(group.number), preview: words[told.because], brand,
    blocks: [
      { kind: 'title', text: words.title }, { kind: 'text', text: words[told.because] }, ...(told.because === 'lapsed' ? [{ kind: 'text' as const, text: words.late }] : []),
      { kind: 'button', label: words.button, url: `${deps.storefrontUrl(tenant.slug)}/orders/${trackingToken(deps.tokenSecret, ctx.tenantId, group)}` },
    ],
    footer: [mailWords(group.locale).help(tenant.supportEmail), mailWords(group.locale).legal(tenant.legalName)], from: { name: tenant.name, email: tenant.supportEmail }, attachments: [], about: { kind: 'order_group', id: group.id },
  };
}
