import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { money } from '@stoa/platform/money';
import { type BankTransfer, closeTransfer, findTransfer, findTransferByKey, insertTransfer } from '../bank-transfer/bank-transfer.repository.js';
import type { IntentSnapshot, PaymentGateway, ProviderAnswer } from '../provider.js';

const answered = (ctx: Pick<TxCtx, 'tenantId'>, transfer: BankTransfer): ProviderAnswer => ({ outcome: 'answered', intent: toSnapshot(ctx, transfer) });
const missing = (ref: string) => ({ outcome: 'refused', code: 'resource_missing', message: `There is no bank transfer ${ref}.` }) as const;

/** Payments by bank transfer: nobody outside is asked. The shopper sends the money, and whoever reads the marketplace's bank statement says that it came. */
export const manualPayments: PaymentGateway = {
  createIntent: (ctx, { idempotencyKey, amount, attemptId }) =>
    ctx.inTx(async (tx) => {
      const opened: BankTransfer = { intentRef: `bt_${newId()}`, attemptId, idempotencyKey, amount, state: 'awaited', receivedOn: null, note: null, openedAt: tx.now, closedAt: null };
      if (await insertTransfer(tx, opened)) return answered(tx, opened);
      const before = await findTransferByKey(tx, idempotencyKey);
      return before && before.amount.minor === amount.minor && before.amount.currency === amount.currency
        ? answered(tx, before)
        : { outcome: 'refused', code: 'idempotency_error', message: 'This key was used for another bank transfer.' };
    }),

  // One that was never opened is put down as canceled: its key is used up.
  recallIntent: (ctx, { idempotencyKey, amount, attemptId }) =>
    ctx.inTx(async (tx) => {
      const closed: BankTransfer = { intentRef: `bt_${newId()}`, attemptId, idempotencyKey, amount, state: 'canceled', receivedOn: null, note: null, openedAt: tx.now, closedAt: tx.now };
      if (await insertTransfer(tx, closed)) return answered(tx, closed);
      return answered(tx, (await findTransferByKey(tx, idempotencyKey))!);
    }),

  cancelIntent: (ctx, { intentRef }) =>
    ctx.inTx(async (tx) => {
      const found = await findTransfer(tx, intentRef, 'locked');
      if (!found) return missing(intentRef);
      return answered(tx, found.state === 'awaited' ? await closeTransfer(tx, found, { state: 'canceled', receivedOn: null, note: null }) : found);
    }),

  readIntent: (ctx, { intentRef }) =>
    ctx.inTx(async (tx) => {
      const found = await findTransfer(tx, intentRef, null);
      return found ? answered(tx, found) : missing(intentRef);
    }),

  createRefund: async () => ({ outcome: 'refused', code: 'not_offered', message: 'What came by bank transfer is sent back by bank transfer.' }),
  listRefunds: (ctx, { intentRef }) => ctx.inTx(async (tx) => ((await findTransfer(tx, intentRef, null)) ? { outcome: 'answered', refunds: [] } : missing(intentRef))),
};

const STATUS = { awaited: 'processing', received: 'captured', canceled: 'canceled' } as const;

/** A bank keeps nothing of a transfer: all of it arrives. */
export function toSnapshot({ tenantId }: Pick<TxCtx, 'tenantId'>, transfer: BankTransfer): IntentSnapshot {
  const { amount, state, intentRef } = transfer;
  const nothing = money(0n, amount.currency);
  return {
    intentRef, tenantId, attemptId: transfer.attemptId, status: STATUS[state], amount, received: state === 'received' ? amount : nothing, chargeRef: null, decline: null, nextActionUrl: null, method: 'bank_transfer',
    card: null, settlement: state === 'received' ? { ref: intentRef, gross: amount, fee: nothing, net: amount } : null,
  };
}
