import type { TransferId } from '@stoa/events/payouts';
import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { paidOutsideGateway, transferNotWaiting } from './transfer.errors.js';
import type { Transfer } from './transfer.js';
import { lockTransfer, updateTransfer } from './transfer.repository.js';

/** Puts a transfer that waits or was refused at the head of the line, with a new key when it was refused. */
export async function retryTransfer(ctx: TxCtx, id: TransferId): Promise<Transfer> {
  const transfer = await lockTransfer(ctx, id);
  if (transfer.state !== 'waiting' && transfer.state !== 'refused') throw transferNotWaiting(transfer.state);
  if (transfer.reason === 'paid_by_bank_transfer') throw paidOutsideGateway();
  const again: Transfer = { ...transfer, state: 'waiting', tries: 0, dueAt: ctx.now };
  await updateTransfer(ctx, again);
  await audit(ctx, { action: 'payouts.transfer_retried', subject: { kind: 'transfer', id }, before: { state: transfer.state, reason: transfer.reason }, after: { state: 'waiting' } });
  return again;
}
