import type { Schedule } from '@stoa/platform/jobs';
import { schedule } from '@stoa/platform/jobs';
import { sealAudit } from '@stoa/platform/audit';
import { forgetOldKeys } from '@stoa/platform/http';
import type { Subscription } from '@stoa/platform/events';
import { subscriptions as catalogSubscriptions } from '@stoa/catalog/subscribers';
import { schedules as checkoutSchedules } from '@stoa/checkout/jobs';
import { subscriptions as checkoutSubscriptions } from '@stoa/checkout/subscribers';
import { subscriptions as contentSubscriptions } from '@stoa/content/subscribers';
import { identitySubscriptions } from '@stoa/identity/subscribers';
import { subscriptions as ledgerSubscriptions } from '@stoa/ledger/subscribers';
import { schedules as invoicingSchedules } from '@stoa/invoicing/jobs';
import { subscriptions as invoicingSubscriptions } from '@stoa/invoicing/subscribers';
import { subscriptions as notificationsSubscriptions } from '@stoa/notifications/subscribers';
import { subscriptions as ordersSubscriptions } from '@stoa/orders/subscribers';
import { schedules as paymentsSchedules } from '@stoa/payments/jobs';
import { subscriptions as paymentsSubscriptions } from '@stoa/payments/subscribers';
import { schedules as payoutsSchedules } from '@stoa/payouts/jobs';
import { subscriptions as payoutsSubscriptions } from '@stoa/payouts/subscribers';
import { subscriptions as pricingSubscriptions } from '@stoa/pricing/subscribers';
import { schedules as privacySchedules } from '@stoa/privacy/jobs';
import { schedules as riskSchedules } from '@stoa/risk/jobs';
import { schedules as searchSchedules } from '@stoa/search/jobs';
import { subscriptions as searchSubscriptions } from '@stoa/search/subscribers';
import { subscriptions as shippingSubscriptions } from '@stoa/shipping/subscribers';
import { schedules as taxSchedules } from '@stoa/tax/jobs';
import { subscriptions as taxSubscriptions } from '@stoa/tax/subscribers';
import { tenancySubscriptions } from '@stoa/tenancy/subscribers';
import { subscriptions as vendorsSubscriptions } from '@stoa/vendors/subscribers';
import { schedules as workspaceSchedules } from '@stoa/workspace/jobs';
import { subscriptions as workspaceSubscriptions } from '@stoa/workspace/subscribers';
import type { ContextName } from '@stoa/events/contexts';
import type { Deps } from './deps.js';

type Work = { hears?: readonly Subscription[]; sweeps?: readonly Schedule[] };

const DAY_MS = 86_400_000;

/** All background work on one page: what each context does because of others, and by the clock. */
export const contextWork = (deps: Deps): Readonly<Partial<Record<ContextName | 'platform', Work>>> => ({
  platform: {
    sweeps: [
      schedule({ name: 'platform.seal_audit', everyMs: 2_000, due: 'every_tenant', run: (ctx) => sealAudit(ctx) }),
      schedule({ name: 'platform.forget_keys', everyMs: DAY_MS, due: 'every_tenant', run: (ctx) => forgetOldKeys(ctx) }),
    ],
  },
  tenancy: { hears: tenancySubscriptions },
  content: { hears: contentSubscriptions },
  identity: { hears: identitySubscriptions },
  privacy: { sweeps: privacySchedules },
  tax: { hears: taxSubscriptions, sweeps: taxSchedules(deps) },
  ledger: { hears: ledgerSubscriptions },
  vendors: { hears: vendorsSubscriptions },
  catalog: { hears: catalogSubscriptions },
  pricing: { hears: pricingSubscriptions },
  shipping: { hears: shippingSubscriptions },
  orders: { hears: ordersSubscriptions },
  risk: { sweeps: riskSchedules },
  payments: { hears: paymentsSubscriptions(deps.payments), sweeps: paymentsSchedules(deps.payments) },
  checkout: { hears: checkoutSubscriptions(deps), sweeps: checkoutSchedules(deps) },
  invoicing: { hears: invoicingSubscriptions(deps), sweeps: invoicingSchedules(deps) },
  payouts: { hears: payoutsSubscriptions(deps.payouts), sweeps: payoutsSchedules(deps.payouts) },
  search: { hears: searchSubscriptions(deps), sweeps: searchSchedules(deps) },
  notifications: { hears: notificationsSubscriptions(deps) },
  workspace: { hears: workspaceSubscriptions, sweeps: workspaceSchedules(deps) },
});
