import { holdReleased } from '@stoa/events/payouts';
import { account, move, post } from '@stoa/ledger';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { transferOfHold } from '../transfer/transfer.js';
import { insertTransfers } from '../transfer/transfer.repository.js';
import type { Hold } from './hold.js';
import { lockDueHolds, updateHold } from './hold.repository.js';

const BATCH = 100;

/** Frees what was held long enough: from then on it is the vendor's to be paid out, and its transfer waits to be sent. Answers with how many holds were freed. */
export async function releaseHolds(ctx: Ctx): Promise<number> {
  return ctx.inTx(async (tx) => {
    const due = await lockDueHolds(tx, BATCH);
    await freeHolds(tx, due);
    return due.length;
  });
}

/** Frees locked holds. A refund may have taken all of one: then nothing is left to be sent. */
export async function freeHolds(tx: TxCtx, holds: readonly Hold[]): Promise<void> {
  const worth = holds.filter((hold) => hold.amount.minor > 0n);
  await insertTransfers(tx, worth.map((hold) => transferOfHold(hold, { cause: 'hold', amount: hold.amount }, tx.now)));
  await post(tx, worth.map((hold) => ({
    source: { kind: 'hold', id: hold.id },
    event: 'released',
    memo: { order: hold.orderId },
    entries: move(account('vendor.held', hold.amount.currency, { owner: hold.vendorId }), account('vendor.payable', hold.amount.currency, { owner: hold.vendorId }), hold.amount.minor),
  })));
  for (const hold of holds) {
    await updateHold(tx, { ...hold, state: 'free', freedAt: tx.now });
    await announce(tx, holdReleased, { holdId: hold.id, orderId: hold.orderId, vendorId: hold.vendorId });
  }
}
