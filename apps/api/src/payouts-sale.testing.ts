import type { OrderGroupId } from '@stoa/events/orders';
import { filledCart, openShop, pay, type Shop } from '@stoa/checkout/testing';
import { checks as ledgerChecks } from '@stoa/ledger';
import { deliverConsignment, getOrderGroup, shipConsignment } from '@stoa/orders';
import { type checks as paymentChecks, findAttemptOfOrderGroup, readPayment, stripePayments } from '@stoa/payments';
import { checks, listTransfersOfGroup, onboardPayoutAccount, readPayoutAccount, readVendorBalance, stripePayouts, type PayoutsDeps } from '@stoa/payouts';
import { subscriptions } from '@stoa/payouts/subscribers';
import type { Ctx } from '@stoa/platform/context';
import { deliverAll, type TestEnvironment } from '@stoa/platform/testing';
import type { Vendor } from '@stoa/vendors';
import type { PaymentSandbox } from './payments-sandbox.testing.js';

export type Sale = { stand: PaymentSandbox; ctx: Ctx; shop: Shop; deps: PayoutsDeps; groupId: OrderGroupId; later: (days: number) => Ctx; hear: (days?: number) => Promise<unknown>; account(vendor: Vendor): Promise<string>; buy(): Promise<OrderGroupId> };

/** Three vendors' goods, paid at the stand-in, all delivered: 72.90, 136.90 and 17.80, of which commission goes. */
export async function aDeliveredSale(stand: PaymentSandbox, { ctx, db, as }: TestEnvironment): Promise<Sale> {
  const shop = await openShop(ctx, db);
  const provider = stripePayments(() => stand.stripe);
  const payments = { ...shop.deps.payments, provider };
  const real: Shop = { ...shop, deps: { ...shop.deps, payments } };
  const deps: PayoutsDeps = { provider: stripePayouts(() => stand.stripe), adminUrl: 'http://127.0.0.1:4000' };
  const later = (days: number) => as(ctx.actor, new Date(ctx.now.getTime() + days * 86_400_000));
  const hear = (days = 0) => deliverAll(db, subscriptions(deps), later(days).now);
  const buy = async () => {
    const lines = [{ variantId: shop.potter.variantId, quantity: 1 }, { variantId: shop.weaver.variantId, quantity: 1 }, { variantId: shop.beekeeper.variantId, quantity: 1 }];
    const answer = await pay(ctx, real, await filledCart(ctx, real, lines), { confirmationToken: await stand.tokenFor('ok') });
    if (answer.outcome !== 'placed') throw new Error(`The purchase is ${answer.outcome}.`);
    const groupId = answer.group.id;
    for (const { id } of (await ctx.inRead((tx) => getOrderGroup(tx, groupId))).orders.flatMap((order) => order.consignments)) {
      await ctx.inTx((tx) => shipConsignment(tx, id, { carrier: 'DHL', trackingNumber: '1' }));
      await ctx.inTx((tx) => deliverConsignment(tx, id));
    }
    await hear();
    return groupId;
  };
  const groupId = await buy();
  return {
    stand, ctx, shop: real, deps, groupId, later, hear, buy,
    account: async (vendor) => {
      const { account: opened } = await onboardPayoutAccount(deps, ctx, { vendorId: vendor.id, returnUrl: null });
      stand.sandbox.stripe.completeOnboarding(opened.accountRef!);
      await readPayoutAccount(deps, later(1), vendor.id);
      return opened.accountRef!;
    },
  };
}

/** The stand-in has booked the payment, and we have heard so. */
export const settled = async ({ stand, ctx, shop, groupId }: Pick<Sale, 'stand' | 'ctx' | 'shop' | 'groupId'>): Promise<void> => {
  stand.sandbox.stripe.advanceClock(10_000);
  await stand.sandbox.stripe.idle();
  const attempt = await ctx.inRead((tx) => findAttemptOfOrderGroup(tx, groupId));
  await readPayment(shop.deps.payments, ctx, attempt!.id);
};
export const transferOf = async ({ ctx, groupId }: Sale, vendor: Vendor) => (await ctx.inRead((tx) => listTransfersOfGroup(tx, groupId))).find((one) => one.vendorId === vendor.id)!;
export const balanceOf = ({ ctx }: Sale, vendor: Vendor) => ctx.inRead((tx) => readVendorBalance(tx, vendor.id, null));
/** What lies at a vendor's account, by the stand-in's own word. */
export const atStripe = async ({ stand }: Sale, accountRef: string): Promise<number> => {
  const balance = await stand.stripe.balance.retrieve({}, { stripeContext: accountRef });
  return [...balance.available, ...balance.pending].filter((one) => one.currency === 'eur').reduce((total, one) => total + one.amount, 0);
};
/** Every invariant of the books, and of the stand-in, holds. */
export const noBreaks = ({ ctx, stand }: Sale, more: typeof checks | typeof paymentChecks = []) => ctx.inRead(async (tx) => {
  for (const check of [...checks, ...ledgerChecks, ...more]) expect([check.code, (await check.run(tx)).breaks]).toEqual([check.code, []]);
  expect(stand.sandbox.stripe.invariants()).toEqual([]);
});
