import { transferReversed, type ReversalId } from '@stoa/events/payouts';
import { account, move, post } from '@stoa/ledger';
import { getGatewayAccount } from '@stoa/payments';
import { audit } from '@stoa/platform/audit';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { invariant } from '@stoa/platform/errors';
import { money } from '@stoa/platform/money';
import { netLyingHere, oweInstead } from '../debt/net-debts.js';
import type { PayoutsDeps } from '../deps.js';
import type { MoveAnswer, PayoutGateway } from '../provider.js';
import { keyOfReversal, type Reversal } from './reversal.js';
import { claimDueReversals, getReversal, lockReversal, updateReversal } from './reversal.repository.js';
import { mayBeForgotten, retryAt, type Transfer } from './transfer.js';
import { lockTransfer, updateTransfer } from './transfer.repository.js';

const BATCH = 20;

/** Asks for money of transfers back, and goes on with what was left in the middle. Answers with how many were taken. */
export async function sendReversals(deps: PayoutsDeps, ctx: Ctx): Promise<number> {
  const due = await ctx.inTx((tx) => claimDueReversals(tx, BATCH));
  for (const id of due) {
    try {
      await sendReversal(deps, ctx, id);
    } catch (error) {
      // One that fails must not stop the others; its lease ends in two minutes and it is tried again.
      ctx.log.error({ err: error, reversal: id }, 'a reversal could not be worked off');
    }
  }
  return due.length;
}

async function sendReversal(deps: PayoutsDeps, ctx: Ctx, id: ReversalId): Promise<void> {
  const call = await ctx.inTx((tx) => begin(tx, id));
  if (call === null) return;
  const answer = await perform(deps, ctx, call);
  await ctx.inTx((tx) => settle(tx, call.reversal, answer));
}

type Call = { readonly reversal: Reversal; readonly transferRef: string; readonly gateway: PayoutGateway };

async function begin(tx: TxCtx, id: ReversalId): Promise<Call | null> {
  const transfer = await lockTransfer(tx, (await getReversal(tx, id)).transferId);
  const reversal = await lockReversal(tx, id);
  if (reversal.state !== 'waiting' && reversal.state !== 'sending') return null;
  if (transfer.state === 'waiting' || transfer.state === 'refused') return keepUnsent(tx, transfer, reversal);
  if (transfer.state !== 'sent') {
    await updateReversal(tx, { ...reversal, reason: 'not_sent', dueAt: retryAt(tx.now, 'unknown', reversal.tries) });
    return null;
  }
  invariant(transfer.route && transfer.transferRef, 'a transfer that was sent has a name');
  const begun: Reversal = reversal.state === 'sending' ? reversal : { ...reversal, state: 'sending', reason: null, detail: null, keyNo: reversal.keyNo + 1, keyedAt: tx.now };
  await updateReversal(tx, begun);
  return { reversal: begun, transferRef: transfer.transferRef, gateway: { secretRef: (await getGatewayAccount(tx, transfer.route.gatewayAccountId)).secretRef } };
}

/** The transfer came back unsent: the money is still ours, and nobody has to be asked for it. */
async function keepUnsent(tx: TxCtx, transfer: Transfer, reversal: Reversal): Promise<null> {
  const rest = transfer.amount.minor - reversal.amount.minor;
  await updateTransfer(tx, { ...transfer, amount: money(rest, transfer.amount.currency), reversedMinor: transfer.reversedMinor - reversal.amount.minor, ...(rest === 0n ? { state: 'void', reason: null, dueAt: null } : {}) });
  await updateReversal(tx, { ...reversal, state: 'netted', reason: null, dueAt: null });
  const of = (kind: 'vendor.payable' | 'vendor.receivable') => account(kind, reversal.amount.currency, { owner: reversal.vendorId });
  await post(tx, [{ source: { kind: 'reversal', id: reversal.id }, event: 'netted', memo: { transfer: transfer.id }, entries: move(of('vendor.payable'), of('vendor.receivable'), reversal.amount.minor) }]);
  return null;
}

async function perform(deps: PayoutsDeps, ctx: Ctx, { reversal, transferRef, gateway }: Call): Promise<MoveAnswer> {
  if (mayBeForgotten(reversal, ctx.now)) {
    const found = await deps.provider.findReversal(ctx, { gateway, reversalId: reversal.id, transferRef });
    if (found.outcome !== 'answered') return { outcome: 'unknown', why: 'no_answer', message: found.message };
    if (found.value.ref !== null) return { outcome: 'answered', ref: found.value.ref };
  }
  return deps.provider.createReversal(ctx, { gateway, idempotencyKey: keyOfReversal(reversal), reversalId: reversal.id, transferRef, amount: reversal.amount });
}

async function settle(tx: TxCtx, asked: Reversal, answer: MoveAnswer): Promise<void> {
  const transfer = await lockTransfer(tx, asked.transferId);
  const reversal = await lockReversal(tx, asked.id);
  if (reversal.state !== 'sending' || reversal.keyNo !== asked.keyNo) return;
  if (answer.outcome === 'answered') return settleDone(tx, transfer, reversal, answer.ref);
  if (answer.outcome === 'unknown') return updateReversal(tx, { ...reversal, reason: answer.why, detail: answer.message, dueAt: retryAt(tx.now, 'unknown', reversal.tries) });
  if (answer.why === 'refused') return settleRefused(tx, reversal, { code: answer.code, message: answer.message });
  await updateReversal(tx, { ...reversal, state: 'waiting', reason: answer.why, detail: answer.message, dueAt: retryAt(tx.now, 'refused', reversal.tries) });
  if (answer.why !== 'not_settled') await netLyingHere(tx, { vendorId: reversal.vendorId, currency: reversal.amount.currency });
}

/** Not to be had from the vendor's account, today or later: it stays owed, and the vendor's next payouts pay it. */
async function settleRefused(tx: TxCtx, reversal: Reversal, { code, message }: { code: string; message: string }): Promise<void> {
  await oweInstead(tx, reversal, { state: 'refused', reason: 'refused', detail: message });
  await netLyingHere(tx, { vendorId: reversal.vendorId, currency: reversal.amount.currency });
  await audit(tx, { action: 'payouts.reversal_refused', subject: { kind: 'transfer', id: reversal.transferId }, before: { state: 'sending' }, after: { state: 'refused', code, message } });
}

async function settleDone(tx: TxCtx, transfer: Transfer, reversal: Reversal, ref: string): Promise<void> {
  invariant(transfer.route, 'a transfer that was sent knows its way');
  const { currency, minor } = reversal.amount;
  await updateReversal(tx, { ...reversal, state: 'done', reason: null, detail: null, reversalRef: ref, doneAt: tx.now, dueAt: null });
  await post(tx, [{
    source: { kind: 'reversal', id: reversal.id }, event: 'transfer_reversed', memo: { transfer: transfer.transferRef, reversal: ref, order: transfer.orderId },
    entries: move(account('gateway.pending', currency, { owner: transfer.route.gatewayAccountId }), account('vendor.receivable', currency, { owner: reversal.vendorId }), minor),
  }]);
  await announce(tx, transferReversed, { transferId: transfer.id, reversalId: reversal.id, vendorId: reversal.vendorId, amountMinor: Number(minor), currency });
}
