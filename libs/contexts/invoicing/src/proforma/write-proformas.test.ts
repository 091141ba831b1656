import { subscriptions as checkoutSubscriptions } from '@stoa/checkout/subscribers';
import { filledCart, offerBankTransfer, openShop, pay, type Shop } from '@stoa/checkout/testing';
import { getOrderGroup, missPayment } from '@stoa/orders';
import { receiveTransfer } from '@stoa/payments/testing';
import type { Ctx } from '@stoa/platform/context';
import { money } from '@stoa/platform/money';
import { announced, at, deliverAll, withDatabase } from '@stoa/platform/testing';
import { listGroupDocumentHeads, openContents } from '../document/document.repository.js';
import { changeNumbering } from '../series/change-numbering.js';
import { usualNumbering } from '../series/numbering.js';
import { subscriptions } from '../subscribers.js';
import { filesForTests } from '../testing.js';

const wanted = (ctx: Ctx) => ctx.inTx((tx) => changeNumbering(tx, 0, { ...usualNumbering, proformas: true }, 'Our buyers ask for them.'));
const told = async (ctx: Ctx) => (await announced(ctx)).filter((event) => event.name === 'invoicing.proformas_complete').length;
const seen = async (ctx: Ctx, id: Parameters<typeof listGroupDocumentHeads>[1]) => (await ctx.inRead((tx) => listGroupDocumentHeads(tx, id))).map((head) => [head.documentType, head.number, head.ended, head.fileKey !== null]);

async function ordered(ctx: Ctx, shop: Shop) {
  await offerBankTransfer(ctx);
  const answer = await pay(ctx, shop, await filledCart(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }, { variantId: shop.weaver.variantId, quantity: 1 }]), { method: 'bank_transfer', confirmationToken: '' });
  if (answer.outcome !== 'placed') throw new Error(answer.outcome);
  return answer.group;
}

test('an order that waits for a bank transfer gets a proforma of each seller, which says that it is none and what to pay; the invoice takes its place', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const deliver = () => deliverAll(db, [...subscriptions({ files: filesForTests() }), ...checkoutSubscriptions(shop.deps)], at('2026-03-01T09:00:00Z'));
    await wanted(ctx);
    const group = await ordered(ctx, shop);
    await deliver();

    const [potter, weaver] = [shop.potter.vendor.seriesPrefix, shop.weaver.vendor.seriesPrefix];
    expect((await seen(ctx, group.id)).sort()).toEqual([['proforma', `${potter}-P-2026-00001`, null, true], ['proforma', `${weaver}-P-2026-00001`, null, true]].sort());
    expect(await told(ctx)).toBe(1);
    const [head] = (await ctx.inRead((tx) => listGroupDocumentHeads(tx, group.id))).filter((one) => one.number.startsWith(potter));
    expect(await ctx.inRead((tx) => openContents(tx, head!.id))).toMatchObject({
      type: 'proforma', totals: { grossMinor: 3_890n }, prepaidMinor: 0n, paid: null, dueOn: '2026-03-08', paymentBy: { means: 'transfer', iban: 'DE89370400440532013000', accountName: 'Oma GmbH' },
      notes: expect.arrayContaining(['Dies ist keine Rechnung: Die Rechnung folgt mit Ihrer Zahlung.']),
    });

    await ctx.inTx((tx) => receiveTransfer(tx, group.id, { amount: money(group.totalMinor, 'EUR'), receivedOn: '2026-03-01', note: null }));
    await deliver();
    expect((await seen(ctx, group.id)).sort()).toEqual([
      ['invoice', `${potter}-2026-00001`, null, true], ['invoice', `${weaver}-2026-00001`, null, true], ['proforma', `${potter}-P-2026-00001`, 'replaced', true], ['proforma', `${weaver}-P-2026-00001`, 'replaced', true],
    ].sort());
    expect(await told(ctx)).toBe(1);
  }));

test('a marketplace that wants none writes none, and the order is mailed all the same; one whose money never came is void', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const deliver = () => deliverAll(db, subscriptions({ files: filesForTests() }), at('2026-03-01T09:00:00Z'));
    const plain = await ordered(ctx, shop);
    await deliver();
    expect([await seen(ctx, plain.id), await told(ctx)]).toEqual([[], 1]);

    await wanted(ctx);
    const group = await ordered(ctx, shop);
    await deliver();
    await ctx.inTx((tx) => missPayment(tx, group.id, 'lapsed'));
    await deliver();
    expect((await ctx.inRead((tx) => getOrderGroup(tx, group.id))).paymentState).toBe('unpaid');
    expect((await seen(ctx, group.id)).map(([kind, , ended]) => [kind, ended])).toEqual([['proforma', 'void'], ['proforma', 'void']]);
  }));
