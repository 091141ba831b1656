import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { z } from 'zod';
import { ApiError, missing, notSimulated } from '../api/errors.js';
import { billingDetails, cardNumber, text } from '../api/params.js';
import { newId } from '../ids.js';
import type { Tables } from '../tables.js';
import { own, save, type Scope } from '../world.js';
import { cardOfMagicId, cardOfNumber, passesLuhn, testCards, type TestCard } from './cards.js';

export const cardData = z.strictObject({
  type: z.literal('card'),
  card: cardNumber,
  billing_details: billingDetails.optional(),
  allow_redisplay: z.enum(['always', 'limited', 'unspecified']).optional(),
  metadata: z.unknown().optional(),
});
export type CardData = z.output<typeof cardData>;
/** A debit names who is debited: the scheme asks for a mandate with name and e-mail. */
export const debitData = z.strictObject({
  type: z.literal('sepa_debit'),
  sepa_debit: z.strictObject({ iban: text }),
  billing_details: billingDetails.optional(),
  allow_redisplay: z.enum(['always', 'limited', 'unspecified']).optional(),
  metadata: z.unknown().optional(),
});
export const methodData = z.discriminatedUnion('type', [cardData, debitData]);
export type MethodData = z.output<typeof methodData>;

/** A payment method as it will be charged: the test card behind it decides what happens. */
export const testCardOf = (pm: string): TestCard => {
  const card = testCards.find((c) => c.pm === pm);
  if (!card) throw new Error(`There is no test card ${pm}.`);
  return card;
};

/** Checks a typed-in card as Stripe does before it makes anything of it: 402 with `incorrect_number`, `invalid_expiry_year` and so on. */
export function acceptCard(scope: Scope, { card }: CardData): TestCard {
  const number = card.number.replace(/[\s-]/g, '');
  const now = new Date(scope.world.clock.now());
  const year = card.exp_year < 100 ? 2000 + card.exp_year : card.exp_year;
  if (!passesLuhn(number)) throw cardError('incorrect_number', 'Your card number is incorrect.', 'number');
  if (card.exp_month < 1 || card.exp_month > 12) throw cardError('invalid_expiry_month', "Your card's expiration month is invalid.", 'exp_month');
  const isPast = year < now.getUTCFullYear() || (year === now.getUTCFullYear() && card.exp_month < now.getUTCMonth() + 1);
  if (isPast || year > now.getUTCFullYear() + 50) throw cardError('invalid_expiry_year', "Your card's expiration year is invalid.", 'exp_year');
  if (card.cvc !== undefined && !/^\d{3,4}$/.test(card.cvc)) throw cardError('invalid_cvc', "Your card's security code is invalid.", 'cvc');
  const known = cardOfNumber(number);
  if (!known)
    throw new ApiError(402, {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'test_mode_live_card',
      message:
        'Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.',
    });
  return known;
}

const cardError = (code: string, message: string, param: string) => new ApiError(402, { type: 'card_error', code, message, param });

export function paymentMethodOf(
  scope: Scope,
  card: TestCard,
  more: { expMonth: number; expYear: number; billing: Stripe.PaymentMethod.BillingDetails },
): Tables['payment_methods'] {
  const id = newId('pm');
  const object = {
    id,
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: more.billing,
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
      country: card.country,
      display_brand: card.brand,
      exp_month: more.expMonth,
      exp_year: more.expYear,
      fingerprint: fingerprint(scope.account, card.number),
      funding: card.funding,
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: scope.world.clock.seconds(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  } satisfies Stripe.PaymentMethod;
  return save(scope, 'payment_methods', { id, account: scope.account, object, hidden: { card: card.pm } });
}

/** The same card has the same fingerprint in one account, and another in another. */
const fingerprint = (account: string, number: string) =>
  createHash('sha256').update(`${account}:${number}`).digest('base64url').replace(/[-_]/g, '0').slice(0, 16);

export const billingOf = (given: CardData['billing_details']): Stripe.PaymentMethod.BillingDetails => ({
  address: addressOf(given?.address),
  email: given?.email ?? null,
  name: given?.name ?? null,
  phone: given?.phone ?? null,
  tax_id: given?.tax_id ?? null,
});

type AddressParam = NonNullable<CardData['billing_details']>['address'];
export const addressOf = (given: AddressParam): Stripe.Address => ({
  city: given?.city ?? null,
  country: given?.country ?? null,
  line1: given?.line1 ?? null,
  line2: given?.line2 ?? null,
  postal_code: given?.postal_code ?? null,
  state: given?.state ?? null,
});

/** A payment method made of what was typed in. */
export const methodOfData = (scope: Scope, data: MethodData): Tables['payment_methods'] => (data.type === 'card' ? methodOfCard(scope, data) : methodOfDebit(scope, data));

function methodOfDebit(scope: Scope, data: z.output<typeof debitData>): Tables['payment_methods'] {
  const iban = data.sepa_debit.iban.replace(/\s/g, '').toUpperCase();
  if (!hasCheckDigits(iban)) throw new ApiError(400, { type: 'invalid_request_error', code: 'invalid_bank_account_iban', message: 'The IBAN you entered is invalid.', param: 'sepa_debit[iban]' });
  for (const field of ['name', 'email'] as const)
    if (!data.billing_details?.[field])
      throw new ApiError(400, { type: 'invalid_request_error', code: 'parameter_missing', message: `Missing required param: billing_details[${field}].`, param: `billing_details[${field}]` });
  const account = testCards.find((c) => c.number === iban);
  if (!account)
    throw new ApiError(400, { type: 'invalid_request_error', code: 'bank_account_unusable', message: 'This is not a test IBAN. See https://docs.stripe.com/payments/sepa-debit/accept-a-payment#test-integration.', param: 'sepa_debit[iban]' });
  const id = newId('pm');
  const object = {
    id,
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: billingOf(data.billing_details),
    created: scope.world.clock.seconds(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    sepa_debit: { bank_code: iban.slice(4, 12), branch_code: '', country: account.country, fingerprint: fingerprint(scope.account, iban), generated_from: { charge: null, setup_attempt: null }, last4: iban.slice(-4) },
    type: 'sepa_debit',
  } satisfies Stripe.PaymentMethod;
  return save(scope, 'payment_methods', { id, account: scope.account, object, hidden: { card: account.pm } });
}

/** ISO 13616: the rest of an IBAN, divided by 97, is one. */
function hasCheckDigits(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(iban)) return false;
  const digits = [...(iban.slice(4) + iban.slice(0, 4))].map((letter) => parseInt(letter, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}

export function methodOfCard(scope: Scope, data: CardData): Tables['payment_methods'] {
  const card = acceptCard(scope, data);
  const year = data.card.exp_year < 100 ? 2000 + data.card.exp_year : data.card.exp_year;
  return paymentMethodOf(scope, card, { expMonth: data.card.exp_month, expYear: year, billing: billingOf(data.billing_details) });
}

/** Finds a payment method; a magic id (`pm_card_visa`) becomes a fresh one each time. */
export function methodOfId(scope: Scope, id: string, param: string): Tables['payment_methods'] {
  if (!id.startsWith('pm_card_')) return own(scope, 'payment_methods', id, param);
  const card = cardOfMagicId(id);
  if (!card) {
    if (/createDispute|createIssuer|createMultiple/i.test(id)) throw notSimulated(id);
    throw missing('PaymentMethod', id, param);
  }
  return paymentMethodOf(scope, card, { expMonth: 12, expYear: new Date(scope.world.clock.now()).getUTCFullYear() + 2, billing: billingOf(undefined) });
}
