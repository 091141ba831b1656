import { getCompletion } from '@stoa/checkout';
import type { CheckoutId } from '@stoa/events/checkout';
import type { SubjectId } from '@stoa/events/privacy';
import type { Ctx } from '@stoa/platform/context';
import { formatMoney, money } from '@stoa/platform/money';
import { getSubject } from '@stoa/privacy';
import { getTenant } from '@stoa/tenancy';
import { brandOf } from '../message/brand.js';
import type { Letter } from '../message/message.js';
import { paymentWords } from './payment-words.js';
import { mailWords } from './words.js';

/** A payment came when its goods were gone and was sent back whole: there is no order, and the shopper is told why. */
export async function returnedLetter(ctx: Ctx, checkoutId: CheckoutId): Promise<Letter | null> {
  const { completion, shopper, tenant, brand } = await ctx.inRead(async (tx) => {
    const found = await getCompletion(tx, checkoutId);
    const owner = await getTenant(tx);
    return { completion: found, shopper: await getSubject(tx, found.quote.place.subjectId as SubjectId), tenant: owner, brand: await brandOf(tx, owner) };
  });
  if (shopper.email === null) return null;
  const { locale } = completion.quote.place;
  const words = paymentWords(locale).returned;
  const amount = formatMoney(money(completion.amountMinor, completion.currency), locale);
  return {
    template: 'payment_returned', locale, to: shopper.email, subject: words.subject(amount), preview: words.text, brand,
    blocks: [{ kind: 'title', text: words.title(amount) }, { kind: 'text', text: words.text }, { kind: 'text', text: words.when }],
    footer: [mailWords(locale).help(tenant.supportEmail), mailWords(locale).legal(tenant.legalName)], from: { name: tenant.name, email: tenant.supportEmail }, attachments: [], about: { kind: 'checkout', id: checkoutId },
  };
}
