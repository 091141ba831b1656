import { join } from 'node:path';
import type Stripe from 'stripe';
import { createSandbox, type Sandbox } from '@stoa/app-sandbox/sandbox';
import { createStripe, stripePayments } from '@stoa/payments';
import { paymentsDeps, savedGatewayAccount } from '@stoa/payments/testing';
import { onboardPayoutAccount, readPayoutAccount, stripePayouts, type PayoutsDeps } from '@stoa/payouts';
import { subscriptions } from '@stoa/payouts/subscribers';
import { createContext, type Ctx } from '@stoa/platform/context';
import type { Database } from '@stoa/platform/database';
import type { Subscription } from '@stoa/platform/events';
import { deliverAll, type TestEnvironment } from '@stoa/platform/testing';
import { loadPacks, type PackSet } from '@stoa/tax';
import { liveTenant } from '@stoa/tenancy/testing';
import type { Vendor } from '@stoa/vendors';
import { savedVendor } from '@stoa/vendors/testing';

const DAY_MS = 86_400_000;

/** Stripe's stand-in in this process, spoken to by the real SDK, and the tax packs of the repository: what all houses of a run share. */
export type Street = { readonly sandbox: Sandbox; readonly stripe: Stripe; readonly packs: PackSet };
export async function openStreet(root: string): Promise<Street> {
  // The fee of a capture is known when its clock is moved, not when this machine has a moment: a run can be had again.
  const sandbox = await createSandbox({ asyncCaptureMs: 600_000 });
  return { sandbox, stripe: createStripe({ secretKey: 'sk_test_stoa', apiUrl: sandbox.url, networkRetries: 0, timeoutMs: 20_000 }), packs: loadPacks(join(root, 'config/rule-packs')) };
}

/** A marketplace with three vendors that can be paid, alone with a fresh stand-in: what lies at the stand-in is this house's. */
export type House = Street & {
  readonly ctx: Ctx;
  /** Names the credential of the marketplace's account at the stand-in. */
  readonly secretRef: string;
  readonly payments: ReturnType<typeof paymentsDeps>;
  readonly payouts: PayoutsDeps;
  readonly vendors: readonly Vendor[];
  readonly accounts: ReadonlyMap<Vendor['id'], string>;
  /** The house so many days after the first. */
  on(day: number): Ctx;
  /** Brings all events told so far to payouts. */
  hear(day: number): Promise<unknown>;
};

export async function openHouse(street: Street, { db, newTenant }: Pick<TestEnvironment, 'db' | 'newTenant'>): Promise<House> {
  const { sandbox, stripe } = street;
  sandbox.stripe.reset();
  const ctx = newTenant();
  await liveTenant(ctx, {}, db);
  const payments = paymentsDeps(stripePayments(() => stripe));
  const payouts: PayoutsDeps = { provider: stripePayouts(() => stripe), adminUrl: 'http://127.0.0.1:4000' };
  const { secretRef } = await ctx.inTx((tx) => savedGatewayAccount(tx, payments));
  const vendors: Vendor[] = [];
  for (const name of ['Potter', 'Weaver', 'Beekeeper']) vendors.push(await ctx.inTx((tx) => savedVendor(tx, { name })));
  const on = (day: number) => at(db, ctx, day);
  const heard = subscriptions(payouts).filter((one) => HEARD.has(one.handler));
  const accounts = new Map<Vendor['id'], string>();
  for (const vendor of vendors) accounts.set(vendor.id, await openAccount({ sandbox, payouts, ctx, on }, vendor));
  return { ...street, ctx, secretRef, payments, payouts, vendors, accounts, on, hear: (day) => hear(db, heard, on(day)) };
}

/** What follows money; the rest of what payouts hear is about parcels, which nobody sends here. */
const HEARD = new Set(['payouts.take_refund', 'payouts.give_refund_back', 'payouts.read_transfer']);
const hear = (db: Database, heard: readonly Subscription[], ctx: Ctx) => deliverAll(db, heard, ctx.now);
const at = (db: Database, { tenantId, actor, now, log }: Ctx, day: number): Ctx => createContext(db, { tenantId, actor, now: new Date(now.getTime() + day * DAY_MS), log, requestId: null });

async function openAccount({ sandbox, payouts, ctx, on }: Pick<House, 'sandbox' | 'payouts' | 'ctx' | 'on'>, vendor: Vendor): Promise<string> {
  const { account } = await onboardPayoutAccount(payouts, ctx, { vendorId: vendor.id, returnUrl: null });
  sandbox.stripe.completeOnboarding(account.accountRef!);
  await readPayoutAccount(payouts, on(1), vendor.id);
  return account.accountRef!;
}

/** All refunds there are at the stand-in, and all transfers. */
export const listRefunds = ({ stripe }: Street): Promise<Stripe.Refund[]> => stripe.refunds.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
export const listTransfers = ({ stripe }: Street, of: { destination?: string } = {}): Promise<Stripe.Transfer[]> => stripe.transfers.list({ ...of, limit: 100 }).autoPagingToArray({ limit: 10_000 });
