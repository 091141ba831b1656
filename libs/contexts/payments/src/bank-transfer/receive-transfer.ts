import type { OrderGroupId } from '@stoa/events/orders';
import type { AttemptId } from '@stoa/events/payments';
import { getOrderGroup } from '@stoa/orders';
import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { isAhead } from '@stoa/platform/local-time';
import { moneyView, type Money } from '@stoa/platform/money';
import { takeInSnapshot } from '../attempt/apply-payment-state.js';
import { lockAttempt } from '../attempt/attempt.repository.js';
import { toSnapshot } from '../providers/manual.js';
import { notByBankTransfer, notYet, otherAmount, receivedAlready, transferLapsed } from './bank-transfer.errors.js';
import { type BankTransfer, closeTransfer, findTransfer } from './bank-transfer.repository.js';

/** Somebody of the marketplace found the money of an order on the bank statement. All of it or nothing; from here on it goes the way of every payment. */
export async function receiveTransfer(ctx: TxCtx, orderGroupId: OrderGroupId, seen: { amount: Money; receivedOn: string; note: string | null }): Promise<BankTransfer> {
  const group = await getOrderGroup(ctx, orderGroupId);
  const attempt = await lockAttempt(ctx, group.attemptId as AttemptId);
  if (attempt.method !== 'bank_transfer' || attempt.intentRef === null) throw notByBankTransfer();
  const transfer = await findTransfer(ctx, attempt.intentRef, 'locked');
  if (!transfer) throw notByBankTransfer();
  if (transfer.state === 'received') throw receivedAlready(transfer.receivedOn);
  if (transfer.state === 'canceled') throw transferLapsed();
  if (seen.amount.minor !== transfer.amount.minor || seen.amount.currency !== transfer.amount.currency) throw otherAmount(transfer.amount);
  if (isAhead(seen.receivedOn, ctx.now)) throw notYet();

  const received = await closeTransfer(ctx, transfer, { state: 'received', receivedOn: seen.receivedOn, note: seen.note });
  await takeInSnapshot(ctx, attempt, toSnapshot(ctx, received)).save();
  await audit(ctx, {
    action: 'payments.transfer_received', subject: { kind: 'order_group', id: orderGroupId }, before: { state: 'awaited' }, reason: seen.note ?? undefined,
    after: { state: 'received', received_on: seen.receivedOn, ...moneyView(seen.amount) },
  });
  return received;
}
