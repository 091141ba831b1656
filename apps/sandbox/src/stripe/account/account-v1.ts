import type Stripe from 'stripe';
import type { Tables } from '../tables.js';

/** The same account through the v1 API's eyes. */
export function accountV1(row: Tables['accounts']): Stripe.Account {
  const { object: account, hidden } = row;
  const isActive = transfersOf(row) === 'active';
  const due = account.requirements?.entries?.map((e) => e.description) ?? [];
  const country = account.identity?.country?.toUpperCase();
  return {
    id: row.id,
    object: 'account',
    business_profile: {
      mcc: null,
      minority_owned_business_designation: null,
      name: account.display_name ?? null,
      product_description: account.defaults?.profile?.product_description ?? null,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: account.defaults?.profile?.business_url ?? null,
    },
    business_type: account.identity?.entity_type ?? null,
    capabilities: { transfers: isActive ? 'active' : 'inactive' },
    charges_enabled: false,
    controller: {
      fees: { payer: 'application' },
      is_controller: true,
      losses: { payments: 'application' },
      requirement_collection: 'stripe',
      stripe_dashboard: { type: account.dashboard ?? 'none' },
      type: 'application',
    },
    country,
    created: Math.floor(Date.parse(account.created) / 1000),
    default_currency: account.defaults?.currency,
    details_submitted: hidden.submitted,
    email: account.contact_email ?? null,
    external_accounts: {
      object: 'list',
      data: hidden.bank ? [bankOf(row.id, hidden.bank)] : [],
      has_more: false,
      url: `/v1/accounts/${row.id}/external_accounts`,
    },
    future_requirements: {
      alternatives: [],
      current_deadline: null,
      currently_due: [],
      disabled_reason: null,
      errors: [],
      eventually_due: [],
      past_due: [],
      pending_verification: [],
    },
    metadata: account.metadata,
    payouts_enabled: isActive,
    requirements: {
      alternatives: [],
      current_deadline: null,
      currently_due: due,
      disabled_reason: due.length === 0 ? null : 'requirements.past_due',
      errors: [],
      eventually_due: due,
      past_due: due,
      pending_verification: [],
    },
    settings: null,
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type: 'none',
  } satisfies Stripe.Account;
}

export function capabilityV1(row: Tables['accounts']): Stripe.Capability {
  const account = accountV1(row);
  const none = {
    alternatives: [],
    current_deadline: null,
    currently_due: [],
    disabled_reason: null,
    errors: [],
    eventually_due: [],
    past_due: [],
    pending_verification: [],
  };
  return {
    id: 'transfers',
    object: 'capability',
    account: row.id,
    future_requirements: none,
    requested: true,
    requested_at: account.created ?? null,
    requirements: { ...none, currently_due: account.requirements?.currently_due ?? [], past_due: account.requirements?.past_due ?? [] },
    status: transfersOf(row) === 'active' ? 'active' : 'inactive',
  } satisfies Stripe.Capability;
}

export const transfersOf = (row: Tables['accounts']) => row.object.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.status ?? null;

function bankOf(account: string, bank: { last4: string; country: string; currency: string }): Stripe.BankAccount {
  return {
    id: `ba_${account.slice(5)}`,
    object: 'bank_account',
    account,
    account_holder_name: null,
    account_holder_type: null,
    account_type: null,
    available_payout_methods: ['standard'],
    bank_name: 'STRIPE TEST BANK',
    country: bank.country,
    currency: bank.currency,
    default_for_currency: true,
    fingerprint: null,
    last4: bank.last4,
    metadata: {},
    routing_number: null,
    status: 'new',
  } satisfies Stripe.BankAccount;
}
