import Stripe from 'stripe';
import { fromStripeMinor, toStripeMinor } from '@stoa/platform/money';
import type { AccountAnswer, MoveAnswer, PayoutProvider, RefusedWhy, TransferSnapshot } from '../provider.js';

type Transfers = Pick<PayoutProvider, 'createTransfer' | 'findTransfer' | 'readTransfer' | 'createReversal' | 'findReversal'>;

/** Transfers of separate charges: each out of the charge it was paid with, so that Stripe itself sees to it that no charge hands out more than it took, and that
 *  money which has not settled yet need not lie in our balance. */
export function stripeTransfers(clientFor: (secretRef: string) => Stripe): Transfers {
  return {
    createTransfer: (ctx, { gateway, idempotencyKey, transfer }) =>
      move(() => clientFor(gateway.secretRef).transfers.create({
        amount: Number(toStripeMinor(transfer.amount)),
        currency: transfer.amount.currency.toLowerCase(),
        destination: transfer.accountRef,
        source_transaction: transfer.chargeRef,
        metadata: { tenant_id: ctx.tenantId, order_id: transfer.orderId, transfer_id: transfer.transferId },
      }, { idempotencyKey })),

    findTransfer: (_ctx, { gateway, transferId, transferGroup }) =>
      find(clientFor(gateway.secretRef).transfers.list({ transfer_group: transferGroup, limit: 100 }), (transfer) => transfer.metadata['transfer_id'] === transferId),

    readTransfer: (_ctx, { gateway, transferRef }) =>
      readAs(async () => {
        const { transfers } = clientFor(gateway.secretRef);
        const transfer = await transfers.retrieve(transferRef);
        const reversals = transfer.amount_reversed === 0 ? [] : await transfers.listReversals(transferRef, { limit: 100 }).autoPagingToArray({ limit: 1_000 });
        return toSnapshot(transfer, reversals);
      }),

    createReversal: (ctx, { gateway, idempotencyKey, reversalId, transferRef, amount }) =>
      move(() => clientFor(gateway.secretRef).transfers.createReversal(transferRef, { amount: Number(toStripeMinor(amount)), metadata: { tenant_id: ctx.tenantId, reversal_id: reversalId } }, { idempotencyKey })),

    findReversal: (_ctx, { gateway, reversalId, transferRef }) =>
      find(clientFor(gateway.secretRef).transfers.listReversals(transferRef, { limit: 100 }), (reversal) => reversal.metadata?.['reversal_id'] === reversalId),
  };
}

async function move(call: () => Promise<{ id: string }>): Promise<MoveAnswer> {
  try {
    return { outcome: 'answered', ref: (await call()).id };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const { message } = error;
    const code = error.code ?? error.type;
    if (error instanceof Stripe.errors.StripeRateLimitError || error.statusCode === 429) return { outcome: 'unknown', why: 'rate_limited', message };
    // Our credential or its rights: nothing was done, and the same request works once they are mended.
    if (error instanceof Stripe.errors.StripeAuthenticationError || error instanceof Stripe.errors.StripePermissionError) return { outcome: 'unknown', why: 'gateway_refuses', message };
    const isRefusal = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 && error.statusCode !== 409;
    return isRefusal ? { outcome: 'refused', why: whyRefused(code, error.param), code, message } : { outcome: 'unknown', why: 'no_answer', message };
  }
}

const ABOUT_THE_ACCOUNT = new Set(['insufficient_capabilities_for_transfer', 'capability_not_active', 'transfers_not_allowed', 'account_closed', 'account_invalid']);

function whyRefused(code: string, param: string | undefined): RefusedWhy {
  if (ABOUT_THE_ACCOUNT.has(code) || (code === 'resource_missing' && param === 'destination')) return 'account_restricted';
  if (code === 'balance_insufficient' || code === 'insufficient_funds') return 'insufficient_funds';
  return code === 'source_transaction_invalid' ? 'not_settled' : 'refused';
}

const toSnapshot = (transfer: Stripe.Transfer, reversals: readonly Stripe.TransferReversal[]): TransferSnapshot => {
  const of = (amount: number) => fromStripeMinor(BigInt(amount), transfer.currency.toUpperCase());
  return {
    transferRef: transfer.id, tenantId: transfer.metadata['tenant_id'] ?? null, transferId: transfer.metadata['transfer_id'] ?? null, amount: of(transfer.amount),
    accountRef: typeof transfer.destination === 'string' ? transfer.destination : (transfer.destination?.id ?? ''),
    reversals: reversals.map((one) => ({ ref: one.id, reversalId: one.metadata?.['reversal_id'] ?? null, amount: of(one.amount) })),
  };
};

async function readAs<T>(read: () => Promise<T>): Promise<AccountAnswer<T>> {
  try {
    return { outcome: 'answered', value: await read() };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    return { outcome: 'unknown', message: error.message };
  }
}

async function find<T extends { id: string }>(list: AsyncIterable<T>, isIt: (one: T) => boolean): Promise<AccountAnswer<{ ref: string | null }>> {
  return readAs(async () => {
    for await (const one of list) if (isIt(one)) return { ref: one.id };
    return { ref: null };
  });
}
