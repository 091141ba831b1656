import { holdReleased } from '@stoa/events/payouts';
import { account, move, post } from '@stoa/ledger';
import type { Ctx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { transferOfHold } from '../transfer/transfer.js';
import { insertTransfers } from '../transfer/transfer.repository.js';
import { lockDueHolds, updateHold } from './hold.repository.js';

const BATCH = 100;

/** Frees what was held long enough: from then on it is the vendor's to be paid out, and its transfer waits to be sent. Answers with how many holds were freed. */
export async function releaseHolds(ctx: Ctx): Promise<number> {
  return ctx.inTx(async (tx) => {
    const due = await lockDueHolds(tx, BATCH);
    const worth = due.filter((hold) => hold.amount.minor > 0n); // a refund may have taken all
    await insertTransfers(tx, worth.map((hold) => transferOfHold(hold, { cause: 'hold', amount: hold.amount }, tx.now)));
    await post(tx, worth.map((hold) => ({
      source: { kind: 'hold', id: hold.id },
      event: 'released',
      memo: { order: hold.orderId },
      entries: move(account('vendor.held', hold.amount.currency, { owner: hold.vendorId }), account('vendor.payable', hold.amount.currency, { owner: hold.vendorId }), hold.amount.minor),
    })));
    for (const hold of due) {
      await updateHold(tx, { ...hold, state: 'free', freedAt: tx.now });
      await announce(tx, holdReleased, { holdId: hold.id, orderId: hold.orderId, vendorId: hold.vendorId });
    }
    return due.length;
  });
}
