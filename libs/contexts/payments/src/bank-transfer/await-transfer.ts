import type { CheckoutId } from '@stoa/events/checkout';
import type { OrderGroupId } from '@stoa/events/orders';
import { type AttemptId, type GatewayAccountId, paymentAwaited } from '@stoa/events/payments';
import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { announce } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import type { Money } from '@stoa/platform/money';
import type { Attempt } from '../attempt/attempt.js';
import { callKey } from '../attempt/call.repository.js';
import { getAccountForMethod } from '../gateway-account/gateway-account.repository.js';
import { MANUAL } from '../gateway-account/gateway-account.js';
import type { TransferTerms } from '../method/method.js';
import { methodNotOffered } from '../method/method.errors.js';
import { insertAwaited } from './bank-transfer.repository.js';

/** What the marketplace says about money that comes by bank transfer, and the account that stands for it. */
export type TransferOffer = { readonly accountId: GatewayAccountId; readonly terms: TransferTerms };

/** Refuses where bank transfers are not taken. */
export async function getTransferOffer(ctx: TxCtx): Promise<TransferOffer> {
  const { account, isOffered, terms } = await getAccountForMethod(ctx, MANUAL.provider, 'bank_transfer');
  if (!isOffered) throw methodNotOffered('bank_transfer');
  invariant(terms, 'a bank transfer has terms');
  return { accountId: account.id, terms };
}

/** Writes down that this order group is paid by bank transfer. Nobody outside is asked, so it takes no call and happens together with the order: the money is awaited at once. */
export async function awaitTransfer(ctx: TxCtx, offer: TransferOffer, owed: { checkoutId: CheckoutId; orderGroupId: OrderGroupId; amount: Money }): Promise<Attempt> {
  const id = newId<AttemptId>();
  const intentRef = `bt_${newId()}`;
  const attempt: Attempt = {
    id, ...owed, gatewayAccountId: offer.accountId, state: 'processing', method: 'bank_transfer', intentRef, chargeRef: null, settlementRef: null, nextActionUrl: null,
    declineReason: null, declineCode: null, card: null, fee: null, net: null, createdAt: ctx.now, capturedAt: null, closedAt: null, polls: 0, dueAt: null,
  };
  await insertAwaited(ctx, attempt, { intentRef, attemptId: id, idempotencyKey: callKey('create', id), amount: owed.amount, state: 'awaited', receivedOn: null, note: null, openedAt: ctx.now, closedAt: null });
  await announce(ctx, paymentAwaited, { attemptId: id, checkoutId: owed.checkoutId });
  return attempt;
}
