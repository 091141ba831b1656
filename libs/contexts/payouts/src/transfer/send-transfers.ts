import { transferRefused, transferSent, type TransferId } from '@stoa/events/payouts';
import { post } from '@stoa/ledger';
import { findAttemptOfOrderGroup, getGatewayAccount } from '@stoa/payments';
import { audit } from '@stoa/platform/audit';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { invariant } from '@stoa/platform/errors';
import { findAccountOfVendor } from '../account/payout-account.repository.js';
import { isReady } from '../account/payout-account.js';
import { netDebts } from '../debt/net-debts.js';
import type { PayoutsDeps } from '../deps.js';
import type { MoveAnswer, PayoutGateway } from '../provider.js';
import { requested, returned, sent } from './transfer-journals.js';
import { keyOfTransfer, mayBeForgotten, retryAt, type Route, type Transfer, type TransferReason } from './transfer.js';
import { claimDueTransfers, lockTransfer, updateTransfer } from './transfer.repository.js';

const BATCH = 20;

/** Sends what is free and due to the vendors' accounts, and goes on with what a crash or a lost answer left in the middle. Answers with how many were taken. */
export async function sendTransfers(deps: PayoutsDeps, ctx: Ctx): Promise<number> {
  const due = await ctx.inTx((tx) => claimDueTransfers(tx, BATCH));
  for (const id of due) {
    try {
      await sendTransfer(deps, ctx, id);
    } catch (error) {
      // One that fails must not stop the others; its lease ends in two minutes and it is tried again.
      ctx.log.error({ err: error, transfer: id }, 'a transfer could not be worked off');
    }
  }
  return due.length;
}

/** One transfer: what is asked is written down and booked first, then the payment company is asked with nothing open, then its answer is booked. */
export async function sendTransfer(deps: PayoutsDeps, ctx: Ctx, id: TransferId): Promise<void> {
  const call = await ctx.inTx((tx) => beginTransfer(tx, id));
  if (call === null) return;
  const answer = await perform(deps, ctx, call);
  await ctx.inTx((tx) => settleTransfer(tx, call.transfer, answer));
}

type Call = { readonly transfer: Transfer; readonly route: Route; readonly gateway: PayoutGateway; readonly isLookedUpFirst: boolean };

/** Null when there is nothing to ask: it is done, or it has to wait, which is then written down. */
async function beginTransfer(tx: TxCtx, id: TransferId): Promise<Call | null> {
  const found = await lockTransfer(tx, id);
  if (found.state === 'sending') return callFor(tx, found);
  if (found.state !== 'waiting') return null;
  const transfer = await netDebts(tx, found);
  if (transfer.state !== 'waiting') return null;
  const route = await routeOf(tx, transfer);
  if (typeof route === 'string') {
    await updateTransfer(tx, { ...transfer, reason: route, detail: null, dueAt: retryAt(tx.now, 'refused', transfer.tries) });
    return null;
  }
  const begun: Transfer = { ...transfer, state: 'sending', reason: null, detail: null, route, keyNo: transfer.keyNo + 1, keyedAt: tx.now };
  await updateTransfer(tx, begun);
  await post(tx, [requested(begun)]);
  return callFor(tx, begun);
}

async function callFor(tx: TxCtx, transfer: Transfer): Promise<Call> {
  invariant(transfer.route, 'a transfer that was begun knows its way');
  return { transfer, route: transfer.route, gateway: { secretRef: (await getGatewayAccount(tx, transfer.route.gatewayAccountId)).secretRef }, isLookedUpFirst: mayBeForgotten(transfer, tx.now) };
}

/** The way of the money, or why there is none yet. Readiness is our own question: not every environment of the payment company asks it. */
async function routeOf(tx: TxCtx, transfer: Transfer): Promise<Route | TransferReason> {
  const attempt = await findAttemptOfOrderGroup(tx, transfer.orderGroupId);
  if (attempt?.method === 'bank_transfer') return 'paid_by_bank_transfer';
  const account = await findAccountOfVendor(tx, transfer.vendorId);
  if (account === null || account.accountRef === null || account.firstActiveAt === null) return 'no_payout_account';
  if (!isReady(account)) return 'account_restricted';
  if (!attempt || attempt.chargeRef === null || attempt.settlementRef === null) return 'not_settled';
  return { gatewayAccountId: attempt.gatewayAccountId, chargeRef: attempt.chargeRef, transferGroup: `checkout_${attempt.checkoutId}`, accountRef: account.accountRef };
}

async function perform(deps: PayoutsDeps, ctx: Ctx, { transfer, route, gateway, isLookedUpFirst }: Call): Promise<MoveAnswer> {
  if (isLookedUpFirst) {
    const found = await deps.provider.findTransfer(ctx, { gateway, transferId: transfer.id, transferGroup: route.transferGroup });
    if (found.outcome !== 'answered') return { outcome: 'unknown', why: 'no_answer', message: found.message };
    if (found.value.ref !== null) return { outcome: 'answered', ref: found.value.ref };
  }
  const order = { transferId: transfer.id, orderId: transfer.orderId, amount: transfer.amount, accountRef: route.accountRef, chargeRef: route.chargeRef };
  return deps.provider.createTransfer(ctx, { gateway, idempotencyKey: keyOfTransfer(transfer), transfer: order });
}

/** Books what came of it. Somebody else may have done so already: a lease can lapse while its call still runs. */
async function settleTransfer(tx: TxCtx, asked: Transfer, answer: MoveAnswer): Promise<void> {
  const transfer = await lockTransfer(tx, asked.id);
  if (transfer.state !== 'sending' || transfer.keyNo !== asked.keyNo) return;
  if (answer.outcome === 'answered') return settleSent(tx, transfer, answer.ref);
  if (answer.outcome === 'unknown') return updateTransfer(tx, { ...transfer, reason: answer.why, detail: answer.message, dueAt: retryAt(tx.now, 'unknown', transfer.tries) });
  const isOver = answer.why === 'refused';
  const back: Transfer = { ...transfer, state: isOver ? 'refused' : 'waiting', reason: answer.why, detail: answer.message, dueAt: isOver ? null : retryAt(tx.now, 'refused', transfer.tries) };
  await updateTransfer(tx, back);
  await post(tx, [returned(back, answer.code)]);
  if (isOver) await alarm(tx, back, answer.code);
}

async function settleSent(tx: TxCtx, transfer: Transfer, ref: string): Promise<void> {
  invariant(transfer.route, 'a transfer that was begun knows its way');
  const done: Transfer = { ...transfer, state: 'sent', reason: null, detail: null, transferRef: ref, sentAt: tx.now, dueAt: null };
  await updateTransfer(tx, done);
  await post(tx, [sent(done, transfer.route.gatewayAccountId)]);
  await announce(tx, transferSent, { transferId: done.id, orderId: done.orderId, vendorId: done.vendorId, amountMinor: Number(done.amount.minor), currency: done.amount.currency });
}

async function alarm(tx: TxCtx, transfer: Transfer, code: string): Promise<void> {
  await audit(tx, { action: 'payouts.transfer_refused', subject: { kind: 'transfer', id: transfer.id }, before: { state: 'sending' }, after: { state: 'refused', code, message: transfer.detail } });
  await announce(tx, transferRefused, { transferId: transfer.id, orderId: transfer.orderId, vendorId: transfer.vendorId, code });
}
