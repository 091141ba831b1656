import { createHmac } from 'node:crypto';
import type { CheckoutId } from '@stoa/events/checkout';
import type { GatewayAccountId } from '@stoa/events/payments';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { equalSecrets, newKey, seal } from '@stoa/platform/crypto';
import { newId } from '@stoa/platform/ids';
import { money, percent, type Money } from '@stoa/platform/money';
import { changeMethods } from './method/change-methods.js';
import { startPayment } from './attempt/start-payment.js';
import type { Attempt } from './attempt/attempt.js';
import type { PaymentsDeps } from './deps.js';
import { PLATFORM_CREDENTIAL, webhookUrl, type GatewayAccount } from './gateway-account/gateway-account.js';
import { claimGatewayAccount, saveEndpoint } from './gateway-account/gateway-account.repository.js';
import type { IntentSnapshot, NewIntent, Notice, PaymentProvider, ProviderAnswer, RefundAnswer, RefundSnapshot } from './provider.js';

/** Confirmation tokens the fake understands; a real one is made by the shopper's browser. */
export type FakeCard = 'ok' | 'declined' | 'insufficient_funds' | 'stolen' | 'action' | 'debit';
export type FakeGateway = PaymentProvider & {
  /** The next call of this kind does its work and then its answer is lost. */
  loseAnswer(operation: 'create' | 'cancel' | 'read' | 'refund'): void;
  /** The next call of this kind never arrives. */
  loseRequest(operation: 'create' | 'cancel' | 'read' | 'refund'): void;
  /** What a bank asked of the shopper, or how a debit ended after days. */
  conclude(intentRef: string, how: 'paid' | 'failed'): void;
  /** The bank sends a refund back, as it may weeks later. */
  failRefund(refundRef: string): void;
  /** Somebody gives money back on the company's own pages. */
  refundByHand(intentRef: string, amount: Money, status?: RefundSnapshot['status']): RefundSnapshot;
  refunds(intentRef: string): RefundSnapshot[];
  /** The gateway names its fee (1.5 % + 0.25), as it does some seconds after a capture. */
  settle(intentRef: string): void;
  intents(): IntentSnapshot[];
  /** A webhook as it would arrive, signed. */
  webhook(intentRef: string, type?: string): { rawBody: Buffer; signature: string };
  tokenFor(card: FakeCard): Promise<string>;
};

/** A payment company in memory, held to the same contract as the real one (provider.contract.ts). */
export function fakeGateway(): FakeGateway {
  const intents = new Map<string, IntentSnapshot>();
  const endpoints = new Set<string>();
  const refunds = new Map<string, RefundSnapshot[]>();
  const notes = new Map<string, { tenantId: string }>();
  const answers = new Map<string, { request: string; answer: ProviderAnswer | RefundAnswer }>();
  const lost = { request: new Set<string>(), answer: new Set<string>() };
  let count = 0;
  const next = (prefix: string) => `${prefix}_${String((count += 1)).padStart(4, '0')}`;
  const unknown: Extract<ProviderAnswer, { outcome: 'unknown' }> = { outcome: 'unknown', message: 'the line went dead' };
  const put = (intent: IntentSnapshot): ProviderAnswer => (intents.set(intent.intentRef, intent), { outcome: 'answered', intent });
  const missing = (ref: string): Extract<ProviderAnswer, { outcome: 'refused' }> => ({ outcome: 'refused', code: 'resource_missing', message: `No such payment_intent: '${ref}'` });

  const opened = (tenantId: string, { amount, attemptId }: NewIntent): IntentSnapshot => {
    const intentRef = next('pi');
    notes.set(intentRef, { tenantId });
    return { intentRef, tenantId, attemptId, status: 'unpaid', amount, received: money(0n, amount.currency), chargeRef: null, decline: null, nextActionUrl: null, method: null, card: null, settlement: null };
  };

  const call = async <A extends ProviderAnswer | RefundAnswer>(operation: string, key: string | null, request: object, work: () => A): Promise<A | Extract<ProviderAnswer, { outcome: 'refused' | 'unknown' }>> => {
    if (lost.request.delete(operation)) return unknown;
    const text = JSON.stringify(request, (_k, v: unknown) => (typeof v === 'bigint' ? v.toString() : v));
    const before = key === null ? undefined : answers.get(key);
    if (before && before.request !== text) return { outcome: 'refused', code: 'idempotency_error', message: 'Keys for idempotent requests can only be used with the same parameters.' };
    const answer = (before?.answer as A | undefined) ?? work();
    if (key !== null) answers.set(key, { request: text, answer });
    return lost.answer.delete(operation) ? unknown : answer;
  };

  return {
    createIntent: (ctx, { idempotencyKey, gateway: _gateway, ...wanted }) => call('create', idempotencyKey, wanted, () => (isOtherMethod(wanted) ? refusedMethod : confirmed(wanted.confirmationToken, opened(ctx.tenantId, wanted), next, put))),
    recallIntent: (ctx, { idempotencyKey, gateway: _gateway, ...wanted }) => {
      const before = answers.get(idempotencyKey);
      return before ? call('recall', null, {}, () => before.answer as ProviderAnswer) : call('recall', idempotencyKey, { ...wanted, confirmationToken: null }, () => put(opened(ctx.tenantId, wanted)));
    },
    cancelIntent: (_ctx, { idempotencyKey, intentRef }) =>
      call('cancel', idempotencyKey, { intentRef }, () => {
        const intent = intents.get(intentRef);
        if (!intent) return missing(intentRef);
        return intent.status === 'captured' ? { outcome: 'answered', intent } : put({ ...intent, status: 'canceled' });
      }),
    readIntent: (_ctx, { intentRef }) =>
      call('read', null, {}, () => {
        const intent = intents.get(intentRef);
        return intent ? { outcome: 'answered', intent } : missing(intentRef);
      }),
    createRefund: (_ctx, { idempotencyKey, intentRef, amount, refundId }) =>
      call('refund', idempotencyKey, { intentRef, amount, refundId }, (): RefundAnswer => {
        const intent = intents.get(intentRef);
        const made = refunds.get(intentRef) ?? [];
        if (!intent) return missing(intentRef);
        const rest = intent.received.minor - made.reduce((total, one) => (one.status === 'failed' ? total : total + one.amount.minor), 0n);
        if (amount.minor > rest) return { outcome: 'refused', code: rest === 0n ? 'charge_already_refunded' : 'amount_too_large', message: `Refund amount (${amount.minor}) is greater than unrefunded amount on charge (${rest})` };
        const refund: RefundSnapshot = { refundRef: next('re'), refundId, status: 'succeeded', amount, failure: null };
        refunds.set(intentRef, [...made, refund]);
        return { outcome: 'answered', refunds: [refund] };
      }),
    listRefunds: (_ctx, { intentRef }) => call('read', null, {}, (): RefundAnswer => (intents.has(intentRef) ? { outcome: 'answered', refunds: refunds.get(intentRef) ?? [] } : missing(intentRef))),
    openWebhook: async (_ctx, { scope }) => {
      const endpointRef = next(scope === 'payments' ? 'we' : 'ed');
      endpoints.add(endpointRef);
      return { endpointRef, secret: `whsec_${scope}` };
    },
    moveWebhook: async (_ctx, { endpointRef }) => (endpoints.has(endpointRef) ? 'moved' : 'gone'),
    readWebhook: ({ rawBody, signature, secret }) => (equalSecrets(signature, sign(rawBody, secret)) ? (JSON.parse(rawBody.toString('utf8')) as Notice) : null),
    loseAnswer: (operation) => void lost.answer.add(operation),
    loseRequest: (operation) => void lost.request.add(operation),
    settle: (intentRef) => {
      const intent = intents.get(intentRef)!;
      const fee = percent(intent.amount.minor, 150n, 'half_up') + 25n;
      const of = (minor: bigint) => money(minor, intent.amount.currency);
      put({ ...intent, settlement: { ref: next('txn'), gross: intent.amount, fee: of(fee), net: of(intent.amount.minor - fee) } });
    },
    conclude: (intentRef, how) => {
      const intent = { ...intents.get(intentRef)!, nextActionUrl: null };
      put(how === 'paid'
        ? { ...intent, status: 'captured', received: intent.amount, chargeRef: intent.chargeRef ?? next('ch') }
        : { ...intent, status: 'unpaid', decline: { reason: 'try_again', code: 'insufficient_funds', message: 'The debit was not paid.' } });
    },
    failRefund: (refundRef) => {
      for (const [intentRef, made] of refunds) refunds.set(intentRef, made.map((one) => (one.refundRef === refundRef ? { ...one, status: 'failed', failure: 'lost_or_stolen_card' } : one)));
    },
    refundByHand: (intentRef, amount, status = 'succeeded') => {
      const made: RefundSnapshot = { refundRef: next('re'), refundId: null, status, amount, failure: null };
      refunds.set(intentRef, [...(refunds.get(intentRef) ?? []), made]);
      return made;
    },
    refunds: (intentRef) => refunds.get(intentRef) ?? [],
    intents: () => [...intents.values()],
    webhook: (intentRef, type = 'payment_intent.succeeded') => {
      const notice: Notice = { eventRef: next('evt'), type, subject: 'payment', objectRef: intentRef, tenantId: notes.get(intentRef)!.tenantId, attemptId: intents.get(intentRef)!.attemptId, intentRef };
      const rawBody = Buffer.from(JSON.stringify(notice));
      return { rawBody, signature: sign(rawBody, 'whsec_payments') };
    },
    tokenFor: async (card) => `ctoken_${card}_${next('t')}`,
  };
}

const sign = (rawBody: Buffer, secret: string) => createHmac('sha256', secret).update(rawBody).digest('hex');

const isOtherMethod = ({ method, confirmationToken }: NewIntent): boolean => (method === 'card' && confirmationToken.split('_')[1] === 'debit') || (method === 'sepa_debit' && confirmationToken.split('_')[1] !== 'debit');
const refusedMethod: ProviderAnswer = { outcome: 'refused', code: 'payment_intent_invalid_parameter', message: 'This payment does not take that payment method.' };

function confirmed(token: string, intent: IntentSnapshot, next: (prefix: string) => string, put: (intent: IntentSnapshot) => ProviderAnswer): ProviderAnswer {
  const card = token.split('_')[1] === 'insufficient' ? 'insufficient_funds' : token.split('_')[1];
  const paid = { chargeRef: next('ch'), method: 'card' as const, card: { brand: 'visa', last4: '4242' } };
  const declined = (reason: 'try_again' | 'customer_fixable' | 'final', code: string) => put({ ...intent, ...paid, decline: { reason, code, message: 'Your card was declined.' } });
  switch (card) {
    case 'ok':
      return put({ ...intent, ...paid, status: 'captured', received: intent.amount });
    case 'declined':
      return declined('try_again', 'generic_decline');
    case 'insufficient_funds':
      return declined('customer_fixable', 'insufficient_funds');
    case 'stolen':
      return declined('final', 'stolen_card');
    case 'action':
      return put({ ...intent, method: 'card', status: 'requires_action', nextActionUrl: 'http://127.0.0.1/3ds' });
    case 'debit':
      return put({ ...intent, status: 'processing', chargeRef: next('py'), method: 'sepa_debit', card: { brand: 'sepa_debit', last4: '3000' } });
    default:
      return { outcome: 'refused', code: 'resource_missing', message: `No such confirmation_token: '${token}'` };
  }
}

/** Deps with the fake behind them. */
export const paymentsDeps = (provider: PaymentProvider = fakeGateway()): PaymentsDeps => ({
  provider, sealingKey: newKey(), webhookBaseUrl: 'http://127.0.0.1:4000', publishableKey: 'pk_test_stoa', browserApiUrl: 'http://127.0.0.1:4600',
});

/** A gateway account that is ready, with its webhook endpoint. */
export async function savedGatewayAccount(ctx: TxCtx, deps: PaymentsDeps, secret = 'whsec_payments'): Promise<GatewayAccount> {
  const id = newId<GatewayAccountId>();
  const account = await claimGatewayAccount(ctx, {
    id, provider: 'stripe', secretRef: PLATFORM_CREDENTIAL, publishableKey: deps.publishableKey, state: 'active', detail: null, createdAt: ctx.now, activeAt: ctx.now,
  });
  await saveEndpoint(ctx, { gatewayAccountId: id, scope: 'payments', endpointRef: `we_${id}`, secretSealed: seal(deps.sealingKey, secret, id), url: webhookUrl(deps.webhookBaseUrl, id) });
  return account;
}

/** A started payment of 193.00 EUR at a ready gateway account. */
export async function startedPayment(ctx: Ctx, deps: PaymentsDeps, amount: Money = money(19_300n, 'EUR')): Promise<Attempt> {
  return ctx.inTx(async (tx) => {
    await savedGatewayAccount(tx, deps);
    return startPayment(tx, { checkoutId: newId<CheckoutId>(), amount });
  });
}

/** Lets the marketplace take bank transfers, for seven days. */
export const offerBankTransfer = (ctx: Ctx): Promise<unknown> => ctx.inTx((tx) => changeMethods(tx, {
  card: true, sepaDebit: true, bankTransfer: true, transferTerms: { accountHolder: 'Oma GmbH', accountNumber: 'DE89370400440532013000', bankCode: 'COBADEFFXXX', bankName: 'Commerzbank', days: 7 },
}));

export { gatewayContract, providerContract, type GatewayWorld, type ProviderWorld } from './provider.contract.js';
export { startPayment };
export { readSold } from './refund/read-sold.js';
export { leftToRefund, reckonRefund, type RefundWish } from './refund/reckon-refund.js';
export { decideRefund } from './refund/decide-refund.js';
export { performRefunds, readRefunds } from './refund/perform-refund.js';
export { listRefundsToSend, saveRefundPolicy } from './refund/refund.repository.js';
export { giveUpRefund } from './refund/apply-refund-state.js';
export { receiveTransfer } from './bank-transfer/receive-transfer.js';
export { callOffRefund, recordSentBack } from './refund/send-back.js';
