import type { GatewayAccountId } from '@stoa/events/payments';
import { account, move, post } from '@stoa/ledger';
import type { TxCtx } from '@stoa/platform/context';
import { money, type Money } from '@stoa/platform/money';
import { anew, type Transfer } from '../transfer/transfer.js';
import { getTransfer, insertTransfers } from '../transfer/transfer.repository.js';
import { cancelPart, type Debt } from './debt.js';
import { listNettingsOf, updateDebt } from './debt.repository.js';

/** A transfer made by hand was taken back by hand, `by` so much in all: that is owed no more, and what payouts had paid of it is the vendor's again, here until somebody sends it. */
export async function takeBackByHand(ctx: TxCtx, debt: Debt, { gatewayAccountId, by }: { gatewayAccountId: GatewayAccountId; by: Money }): Promise<void> {
  const now = by.minor - debt.takenBackMinor;
  if (now <= 0n) return;
  const owedMinor = debt.leftMinor < now ? debt.leftMinor : now;
  await updateDebt(ctx, { ...cancelPart(debt, owedMinor, ctx.now), takenBackMinor: by.minor });
  await insertTransfers(ctx, await paidAgain(ctx, debt, { minor: now - owedMinor, so: by.minor }));
  const { currency } = by;
  const pending = account('gateway.pending', currency, { owner: gatewayAccountId });
  const vendors = (kind: 'vendor.receivable' | 'vendor.payable') => account(kind, currency, { owner: debt.vendorId });
  await post(ctx, [{
    source: { kind: 'transfer_by_hand', id: `${debt.cause.id}:${by.minor}` }, event: 'taken_back_by_hand', memo: { transfer: debt.cause.id },
    entries: [...move(pending, vendors('vendor.receivable'), owedMinor), ...move(pending, vendors('vendor.payable'), now - owedMinor)],
  }]);
}

/** By the way it was taken from, the last payout first. */
async function paidAgain(ctx: TxCtx, debt: Debt, { minor, so }: { minor: bigint; so: bigint }): Promise<Transfer[]> {
  const again: Transfer[] = [];
  let [rest, skipped] = [minor, debt.takenBackMinor - debt.canceledMinor];
  for (const netting of (await listNettingsOf(ctx, debt.id)).toReversed()) {
    const open = netting.minor > skipped ? netting.minor - skipped : 0n;
    skipped = skipped > netting.minor ? skipped - netting.minor : 0n;
    const part = open < rest ? open : rest;
    rest -= part;
    if (part > 0n) again.push({ ...anew(await getTransfer(ctx, netting.transferId), { cause: `${debt.id}:${netting.transferId}:${so}`, amount: money(part, debt.amount.currency) }, ctx.now), state: 'refused', reason: 'taken_back_by_hand', dueAt: null });
  }
  return again;
}
