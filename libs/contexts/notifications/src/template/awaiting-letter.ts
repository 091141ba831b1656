import type { OrderGroupId } from '@stoa/events/orders';
import type { SubjectId } from '@stoa/events/privacy';
import { listGroupDocumentHeads } from '@stoa/invoicing';
import { getOrderGroup, trackingToken, type OrderGroup } from '@stoa/orders';
import type { Ctx } from '@stoa/platform/context';
import { formatMoney, money } from '@stoa/platform/money';
import { getSubject } from '@stoa/privacy';
import { getTenant } from '@stoa/tenancy';
import type { NotificationDeps } from '../deps.js';
import { attachmentsOf } from '../message/attachments.js';
import { brandOf } from '../message/brand.js';
import type { Block, Letter } from '../message/message.js';
import { dayText } from './day-text.js';
import { paymentWords } from './payment-words.js';
import { mailWords } from './words.js';

/** An order stands and its money is on its way: where to send it, or that there is nothing to do. Null when it has come or was given up meanwhile. */
export async function awaitingLetter(deps: NotificationDeps, ctx: Ctx, id: OrderGroupId): Promise<Letter | null> {
  const { group, shopper, tenant, brand, proformas } = await ctx.inRead(async (tx) => {
    const found = await getOrderGroup(tx, id);
    const owner = await getTenant(tx);
    return { group: found, shopper: await getSubject(tx, found.subjectId as SubjectId), tenant: owner, brand: await brandOf(tx, owner), proformas: (await listGroupDocumentHeads(tx, id)).filter((head) => head.documentType === 'proforma' && head.fileKey !== null) };
  });
  if (shopper.email === null || group.paymentState !== 'awaiting') return null;
  const words = paymentWords(group.locale).awaiting;
  const amount = formatMoney(money(group.totalMinor, group.currency), group.locale);
  const text = group.payment.payBy === null ? words.debit(group.card?.last4 ?? null) : words.transfer(amount, dayOf(group.payment.payBy, group.locale));
  return {
    template: 'order_awaits_payment', locale: group.locale, to: shopper.email, subject: words.subject(group.number), preview: text, brand,
    blocks: [
      { kind: 'title', text: words.title(shopper.name ?? shopper.email) }, { kind: 'text', text }, ...instructionRows(group, amount),
      { kind: 'button', label: words.button, url: `${deps.storefrontUrl(tenant.slug)}/orders/${trackingToken(deps.tokenSecret, ctx.tenantId, group)}` },
    ],
    footer: [mailWords(group.locale).help(tenant.supportEmail), mailWords(group.locale).legal(tenant.legalName)], from: { name: tenant.name, email: tenant.supportEmail }, attachments: await attachmentsOf(deps.files, ctx, proformas), documentIds: proformas.map((head) => head.id), about: { kind: 'order_group', id },
  };
}

const dayOf = (at: Date, locale: string): string => dayText(at.toISOString().slice(0, 10), locale);

function instructionRows({ payment: { instructions, payBy }, number, locale }: OrderGroup, amount: string): Block[] {
  if (instructions === null) return [];
  const words = paymentWords(locale).awaiting;
  const row = (label: string, value: string | null, isStrong = false) => (value === null ? [] : [{ label, detail: null, value, isStrong }]);
  return [{
    kind: 'rows', title: words.rows, rows: [
      ...row(words.holder, instructions.accountHolder), ...row(words.account, instructions.accountNumber), ...row(words.bankCode, instructions.bankCode), ...row(words.bank, instructions.bankName),
      ...row(words.reference, number, true), ...row(words.until, payBy && dayOf(payBy, locale)), ...row(words.amount, amount, true),
    ],
  }];
}
