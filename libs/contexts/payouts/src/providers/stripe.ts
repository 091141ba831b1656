import Stripe from 'stripe';
import type { AccountAnswer, AccountSnapshot, PayoutProvider, Requirement } from '../provider.js';
import { stripeTransfers } from './stripe-transfers.js';

const INCLUDE: Stripe.V2.Core.AccountRetrieveParams.Include[] = ['configuration.recipient', 'requirements', 'identity', 'defaults'];

/** Vendors' accounts at Stripe: Accounts v2 with the recipient configuration, hosted onboarding, the platform liable as separate charges and transfers want it. */
export function stripePayouts(clientFor: (secretRef: string) => Stripe): PayoutProvider {
  return {
    ...stripeTransfers(clientFor),
    openAccount: (ctx, { gateway, idempotencyKey, account }) =>
      answer(async () => toSnapshot(await clientFor(gateway.secretRef).v2.core.accounts.create({
        contact_email: account.email,
        display_name: account.displayName,
        dashboard: 'express',
        identity: { country: account.country as Stripe.V2.Core.AccountCreateParams.Identity['country'], business_details: { registered_name: account.legalName } },
        configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
        defaults: { responsibilities: { fees_collector: 'application', losses_collector: 'application' } },
        include: INCLUDE,
        metadata: { tenant_id: ctx.tenantId, vendor_id: account.vendorId },
      }, { idempotencyKey }))),

    openOnboarding: (_ctx, { gateway, accountRef, returnUrl, refreshUrl }) =>
      answer(async () => {
        const link = await clientFor(gateway.secretRef).v2.core.accountLinks.create({
          account: accountRef,
          use_case: { type: 'account_onboarding', account_onboarding: { return_url: returnUrl, refresh_url: refreshUrl, collection_options: { fields: 'eventually_due' } } },
        });
        return { url: link.url };
      }),

    readAccount: (_ctx, { gateway, accountRef }) => answer(async () => toSnapshot(await clientFor(gateway.secretRef).v2.core.accounts.retrieve(accountRef, { include: INCLUDE }))),
  };
}

async function answer<T>(call: () => Promise<T>): Promise<AccountAnswer<T>> {
  try {
    return { outcome: 'answered', value: await call() };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const isRefusal = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 && error.statusCode !== 409 && error.statusCode !== 429;
    return { outcome: isRefusal ? 'refused' : 'unknown', message: error.message };
  }
}

const CAPABILITY: Readonly<Record<string, AccountSnapshot['capability']>> = { active: 'active', pending: 'pending', restricted: 'restricted', rejected: 'rejected', unsupported: 'rejected' };

function toSnapshot(account: Stripe.V2.Core.Account): AccountSnapshot {
  const transfers = account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers;
  return {
    accountRef: account.id,
    isClosed: account.closed ?? false,
    capability: CAPABILITY[transfers?.status ?? ''] ?? 'none',
    reasons: (transfers?.status_details ?? []).map((detail) => detail.code),
    requirements: (account.requirements?.entries ?? []).map(toRequirement),
  };
}

const toRequirement = (entry: Stripe.V2.Core.Account.Requirements.Entry): Requirement => ({
  field: entry.description,
  awaiting: entry.awaiting_action_from === 'stripe' ? 'gateway' : 'vendor',
  isOverdue: entry.minimum_deadline.status === 'past_due',
});
