import type { DeclineReason } from '@stoa/events/payments';

/** Stripe's codes by what they leave the shopper to do (docs.stripe.com/declines/codes). The finer code wins over the coarser. */
const REASONS: Readonly<Record<string, DeclineReason>> = {
  ...by('authentication', 'authentication_required', 'payment_intent_authentication_failure', 'offline_pin_required', 'online_or_offline_pin_required'),
  ...by('customer_fixable', 'incorrect_cvc', 'invalid_cvc', 'expired_card', 'incorrect_number', 'invalid_number', 'incorrect_zip', 'incorrect_address', 'incorrect_pin', 'invalid_pin',
    'invalid_expiry_month', 'invalid_expiry_year', 'insufficient_funds', 'card_velocity_exceeded', 'withdrawal_count_limit_exceeded', 'card_not_supported', 'currency_not_supported', 'pin_try_exceeded'),
  ...by('final', 'lost_card', 'stolen_card', 'pickup_card', 'restricted_card', 'fraudulent', 'merchant_blacklist', 'do_not_try_again', 'revocation_of_all_authorizations', 'revocation_of_authorization',
    'stop_payment_order', 'invalid_account', 'security_violation', 'highest_risk_level', 'new_account_information_available', 'service_not_allowed', 'transaction_not_allowed'),
  ...by('try_again', 'processing_error', 'issuer_not_available', 'try_again_later', 'reenter_transaction', 'approve_with_id', 'do_not_honor', 'generic_decline', 'call_issuer', 'no_action_taken', 'not_permitted', 'card_declined'),
};

/** The class of a decline. A code we do not know is an issuer's refusal without a reason: the shopper may try another card. */
export function declineReason(error: { code?: string; decline_code?: string; advice_code?: string }): DeclineReason {
  if (error.advice_code === 'do_not_try_again') return 'final';
  return REASONS[error.decline_code ?? ''] ?? REASONS[error.code ?? ''] ?? 'try_again';
}

function by(reason: DeclineReason, ...codes: string[]): Record<string, DeclineReason> {
  return Object.fromEntries(codes.map((code) => [code, reason]));
}
