import type Stripe from 'stripe';
import { move } from '../balance/balance.js';
import { processingFee } from '../balance/currencies.js';
import { billingOf, testCardOf } from '../card/payment-method.js';
import type { CardBehaviour, TestCard } from '../card/cards.js';
import { tell } from '../event/tell.js';
import { newId } from '../ids.js';
import type { Tables } from '../tables.js';
import { plan } from '../timeline.js';
import { DAY_MS, save, type Scope } from '../world.js';
import type { IntentRow } from './payment-intent.js';

export type ChargeRow = Tables['charges'];
type Decline = Extract<CardBehaviour, { kind: 'decline' }>;
/** 35 cents a debit, whatever it moves. */
const DEBIT_FEE = 35;
export const AUTHORISATION_MS = 7 * DAY_MS;

/** The charge of a payment: the bank's answer to one attempt. Of a declined one it says why. */
export function chargeOf(
  scope: Scope,
  intent: IntentRow,
  method: Tables['payment_methods'],
  more: { decline: Decline | null; isCaptured: boolean; wasAuthenticated: boolean },
): ChargeRow {
  const { object: pi } = intent;
  const card = testCardOf(method.hidden.card);
  const { decline } = more;
  const id = newId(method.object.sepa_debit ? 'py' : 'ch');
  const object = {
    id,
    object: 'charge',
    amount: pi.amount,
    amount_captured: more.isCaptured ? pi.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.object.billing_details ?? billingOf(undefined),
    calculated_statement_descriptor: decline ? null : (pi.statement_descriptor ?? 'STOA SANDBOX').slice(0, 22),
    captured: more.isCaptured,
    created: scope.world.clock.seconds(),
    currency: pi.currency,
    customer: pi.customer,
    description: pi.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: pi.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(card.behaviour, decline),
    paid: !decline,
    payment_intent: pi.id,
    payment_method: method.id,
    payment_method_details: method.object.sepa_debit ? { sepa_debit: debitDetails(method.object.sepa_debit), type: 'sepa_debit' } : { card: cardDetails(scope, method, card, pi.amount, more), type: 'card' },
    radar_options: {},
    receipt_email: pi.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: pi.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: pi.statement_descriptor,
    statement_descriptor_suffix: pi.statement_descriptor_suffix,
    status: decline ? 'failed' : 'succeeded',
    transfer_data: null,
    transfer_group: pi.transfer_group,
  } satisfies Stripe.Charge;
  return save(scope, 'charges', { id, account: scope.account, object, hidden: { card: card.pm, transferred: 0, platform: scope.platform } });
}

const debitDetails = (given: Stripe.PaymentMethod.SepaDebit): Stripe.Charge.PaymentMethodDetails.SepaDebit => ({
  bank_code: given.bank_code, branch_code: given.branch_code, country: given.country, fingerprint: given.fingerprint, last4: given.last4, mandate: newId('mandate'),
});

function cardDetails(
  scope: Scope,
  method: Tables['payment_methods'],
  card: TestCard,
  amount: number,
  more: { decline: Decline | null; isCaptured: boolean; wasAuthenticated: boolean },
) {
  const pm = method.object.card!;
  const checks = card.behaviour.kind === 'approve' ? card.behaviour.checks : undefined;
  return {
    amount_authorized: more.decline ? null : amount,
    authorization_code: more.decline ? null : '123456',
    brand: pm.brand,
    ...(more.isCaptured || more.decline ? {} : { capture_before: Math.floor((scope.world.clock.now() + AUTHORISATION_MS) / 1000) }),
    checks: {
      address_line1_check: null,
      address_postal_code_check: checks?.address_postal_code_check ?? null,
      cvc_check: more.decline?.code === 'incorrect_cvc' ? 'fail' : (checks?.cvc_check ?? 'pass'),
    },
    country: pm.country,
    electronic_commerce_indicator: more.wasAuthenticated ? '05' : null,
    exp_month: pm.exp_month,
    exp_year: pm.exp_year,
    extended_authorization: { status: 'disabled' },
    fingerprint: pm.fingerprint ?? null,
    funding: pm.funding,
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: pm.last4,
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: pm.brand,
    network_token: { used: false },
    network_transaction_id: null,
    regulated_status: 'unregulated',
    three_d_secure: more.wasAuthenticated
      ? {
          authentication_flow: 'challenge',
          electronic_commerce_indicator: '05',
          exemption_indicator: null,
          result: 'authenticated',
          result_reason: null,
          transaction_id: newId('tds'),
          version: '2.2.0',
        }
      : null,
    transaction_link_id: null,
    wallet: null,
  } satisfies Stripe.Charge.PaymentMethodDetails.Card;
}

function outcomeOf(behaviour: CardBehaviour, decline: Decline | null): Stripe.Charge.Outcome {
  const risk = behaviour.kind === 'approve' ? (behaviour.risk ?? 'normal') : decline?.blocked ? 'highest' : 'normal';
  const base = {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    risk_level: risk,
    risk_score: { normal: 24, elevated: 65, highest: 92 }[risk],
  };
  if (!decline)
    return {
      ...base,
      network_status: 'approved_by_network',
      reason: risk === 'elevated' ? 'elevated_risk_level' : null,
      seller_message: 'Payment complete.',
      type: 'authorized',
    };
  if (decline.blocked)
    return {
      ...base,
      network_status: 'not_sent_to_network',
      reason: 'highest_risk_level',
      seller_message: 'Stripe blocked this payment as too risky.',
      type: 'blocked',
    };
  return {
    ...base,
    network_decline_code: decline.code === 'card_declined' ? '05' : null,
    advice_code: decline.declineCode === 'generic_decline' ? 'try_again_later' : null,
    network_status: 'declined_by_network',
    reason: decline.declineCode ?? decline.code,
    seller_message: decline.declineCode === 'generic_decline' ? 'The bank did not return any further details with this decline.' : decline.message,
    type: 'issuer_declined',
  };
}

/** Books the captured amount to the balance, less Stripe's fee. */
export function settle(scope: Scope, row: ChargeRow): ChargeRow {
  const card = testCardOf(row.hidden.card);
  const isInstant = card.behaviour.kind === 'approve' && card.behaviour.funds === 'available';
  const amount = row.object.amount_captured;
  const transaction = move(scope, {
    amount,
    currency: row.object.currency,
    fee: card.behaviour.kind === 'debit' ? DEBIT_FEE : processingFee(amount, row.object.currency, card.isCountrySpecific ? card.country : null),
    type: 'charge',
    reportingCategory: 'charge',
    source: row.id,
    description: row.object.description,
    availableAt: scope.world.clock.now() + (isInstant ? 0 : scope.world.options.settlementMs),
  });
  wakeWaitingRefunds(scope, row.object.currency);
  return save(scope, 'charges', { ...row, object: { ...row.object, balance_transaction: transaction.id } });
}

/** Money came in: refunds that lacked it try again, the oldest first. */
function wakeWaitingRefunds(scope: Scope, currency: string): void {
  for (const refund of scope.world.store.all('refunds')) {
    if (refund.account === scope.account && refund.object.currency === currency && refund.object.pending_reason === 'insufficient_funds')
      plan(scope, 'retry_refund', scope.world.clock.now(), refund.id);
  }
}

/** The balance transaction of an `automatic_async` capture, which comes after everything else was told. */
export function settleLater(scope: Scope, chargeId: string): void {
  const row = scope.world.store.get('charges', chargeId);
  if (!row || row.object.balance_transaction) return;
  const settled = settle(scope, row);
  tell(scope, 'charge.updated', settled.object, { balance_transaction: null });
}
