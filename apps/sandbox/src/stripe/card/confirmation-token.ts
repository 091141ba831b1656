import type Stripe from 'stripe';
import { z } from 'zod';
import { refused } from '../api/errors.js';
import { ignored, shipping, text } from '../api/params.js';
import { newId } from '../ids.js';
import type { Tables } from '../tables.js';
import { own, save, type Scope } from '../world.js';
import { addressOf, methodData, methodOfData, methodOfId } from './payment-method.js';

const TOKEN_LIFE_MS = 12 * 60 * 60 * 1000;

export const tokenParams = z.strictObject({
  payment_method: text.optional(),
  payment_method_data: methodData.optional(),
  return_url: text.optional(),
  setup_future_usage: z.enum(['off_session', 'on_session']).optional(),
  shipping: shipping.optional(),
  payment_method_options: ignored,
  use_stripe_sdk: ignored,
  client_attribution_metadata: ignored,
  client_context: ignored,
  mandate_data: ignored,
  expand: z.array(text).optional(),
  key: text.optional(),
});

/** Keeps what the shopper typed into the card form until our server confirms the payment with it. */
export function createToken(scope: Scope, given: z.output<typeof tokenParams>): Stripe.ConfirmationToken {
  if (!given.payment_method && !given.payment_method_data)
    throw refused('parameter_missing', 'A confirmation token needs payment_method_data or payment_method.', { param: 'payment_method_data' });
  const method = given.payment_method_data ? methodOfData(scope, given.payment_method_data) : methodOfId(scope, given.payment_method!, 'payment_method');
  const { billing_details, card, sepa_debit, type, customer, customer_account } = method.object;
  const object = {
    id: newId('ctoken'),
    object: 'confirmation_token',
    created: scope.world.clock.seconds(),
    expires_at: scope.world.clock.seconds() + TOKEN_LIFE_MS / 1000,
    livemode: false,
    mandate_data: null,
    metadata: {},
    payment_intent: null,
    payment_method_options: null,
    payment_method_preview: {
      allow_redisplay: 'unspecified',
      billing_details,
      ...(card ? { card: card as Stripe.ConfirmationToken.PaymentMethodPreview.Card } : { sepa_debit }),
      customer,
      customer_account,
      type,
    },
    return_url: given.return_url ?? null,
    setup_future_usage: given.setup_future_usage ?? null,
    setup_intent: null,
    shipping: given.shipping ? { address: addressOf(given.shipping.address), name: given.shipping.name, phone: given.shipping.phone ?? null } : null,
    use_stripe_sdk: false,
  } satisfies Stripe.ConfirmationToken;
  save(scope, 'confirmation_tokens', {
    id: object.id,
    account: scope.account,
    object,
    hidden: { card: method.hidden.card, paymentMethod: method.id, billing: billing_details },
  });
  return object;
}

/** Takes a token for a payment. One token, one payment: a second payment, or a token past its time, is refused. */
export function useToken(scope: Scope, id: string, intent: string): { token: Tables['confirmation_tokens']; method: Tables['payment_methods'] } {
  const token = own(scope, 'confirmation_tokens', id, 'confirmation_token');
  const used = token.object.payment_intent;
  if (used && used !== intent)
    throw refused('resource_already_exists', `The confirmation token ${id} was already used for ${used}. Make a new one.`, { param: 'confirmation_token' });
  if ((token.object.expires_at ?? 0) <= scope.world.clock.seconds())
    throw refused('payment_method_unexpected_state', `The confirmation token ${id} has expired. Make a new one.`, { param: 'confirmation_token' });
  save(scope, 'confirmation_tokens', { ...token, object: { ...token.object, payment_intent: intent } });
  return { token, method: own(scope, 'payment_methods', token.hidden.paymentMethod!, 'confirmation_token') };
}
