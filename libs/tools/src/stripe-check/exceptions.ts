import type { RecordedCall } from './recorded.js';

/**
 * Fields of the version our SDK speaks (2026-10-28.endive) that a description older than it does not name yet. Each may be null or text, as the SDK's types have it.
 * A description that names them is used as it is: a line here then says nothing.
 */
export const newerFields: Readonly<Record<string, readonly string[]>> = {
  payment_intent: ['payment_record', 'source'],
  charge: ['source'],
  payment_method_details_card: ['electronic_commerce_indicator'],
  account_business_profile: ['specified_commercial_transactions_act_url'],
};

export type Exception = { readonly reason: string; readonly applies: (call: RecordedCall) => boolean; /** What is asked of stripe-mock in its place. */ readonly instead: (call: RecordedCall, version: string) => RecordedCall };

/** What the stand-in has and Stripe's description of /v1 has not, each with its reason. All else of such a call is held against the description all the same. */
export const exceptions: readonly Exception[] = [
  {
    reason: "Stripe's own card form makes the token from a card's number, by a call that is not described; its twin for tests takes a test card by name instead, and describes the same token",
    applies: ({ method, path }) => method === 'POST' && path === '/v1/confirmation_tokens',
    instead: (call) => ({ ...call, path: '/v1/test_helpers/confirmation_tokens', form: 'payment_method=pm_card_visa', contentType: null }),
  },
  {
    reason: 'a webhook endpoint is bound to the version our SDK speaks, which an older description does not list',
    applies: ({ method, path, form }) => method === 'POST' && path === '/v1/webhook_endpoints' && new URLSearchParams(form).has('api_version'),
    instead: (call, version) => {
      const form = new URLSearchParams(call.form);
      form.set('api_version', version);
      return { ...call, form: form.toString() };
    },
  },
];
