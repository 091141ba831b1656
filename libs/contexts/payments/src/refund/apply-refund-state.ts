import { refundFailed, refundSucceeded, type RefundId } from '@stoa/events/payments';
import type { VariantId } from '@stoa/events/catalog';
import type { WarehouseId } from '@stoa/events/inventory';
import type { TaxDecisionId } from '@stoa/events/tax';
import { restock } from '@stoa/inventory';
import { post } from '@stoa/ledger';
import { getOrderGroup } from '@stoa/orders';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { invariant } from '@stoa/platform/errors';
import { correctDecisions, type CorrectedLine, type Correction } from '@stoa/tax';
import type { Attempt } from '../attempt/attempt.js';
import { lockAttempt } from '../attempt/attempt.repository.js';
import type { RefundSnapshot } from '../provider.js';
import { refundFact } from './decide-refund.js';
import { noteOnOrder } from './note-on-order.js';
import { refuse, seeRefund, type Refund, type RefundState } from './refund.js';
import { cameBackJournal, paidJournal, undoneJournals } from './refund-journals.js';
import { getRefund, lockRefund, saveProgress } from './refund.repository.js';

/** Takes in what the gateway said of a refund: the one way in for an answer, a webhook and a re-read, in any order, any number of times. */
export async function applyRefundState(ctx: TxCtx, refundId: RefundId, seen: RefundSnapshot): Promise<Refund> {
  const { before, attempt } = await lockBoth(ctx, refundId);
  const { refund, became } = seeRefund(before, seen, ctx.now);
  return settle(ctx, { before, refund, attempt, became });
}

/** The gateway will never make this refund: it is undone. */
export async function giveUpRefund(ctx: TxCtx, refundId: RefundId, failure: string): Promise<Refund> {
  const { before, attempt } = await lockBoth(ctx, refundId);
  if (before.state !== 'decided') return before; // somebody heard better news meanwhile
  return settle(ctx, { before, refund: refuse(before, failure, ctx.now), attempt, became: 'failed' });
}

/** The attempt before its refunds, as everywhere: it says whose turn it is. */
async function lockBoth(ctx: TxCtx, refundId: RefundId): Promise<{ before: Refund; attempt: Attempt }> {
  const { attemptId } = await getRefund(ctx, refundId);
  const attempt = await lockAttempt(ctx, attemptId);
  return { attempt, before: await lockRefund(ctx, refundId) };
}

async function settle(ctx: TxCtx, { before, refund, attempt, became }: { before: Refund; refund: Refund; attempt: Attempt; became: RefundState | null }): Promise<Refund> {
  await saveProgress(ctx, refund);
  if (became === 'succeeded') await succeed(ctx, refund, attempt);
  if (became === 'failed') await fail(ctx, { refund, attempt, wasPaid: before.state === 'succeeded' });
  return refund;
}

async function succeed(ctx: TxCtx, refund: Refund, attempt: Attempt): Promise<void> {
  await noteOnOrder(ctx, refund);
  await correctTaxes(ctx, refund, 'given_back');
  await restock(ctx, refund.id, await returnedPieces(ctx, refund));
  await post(ctx, [paidJournal(refund, attempt)]);
  await announce(ctx, refundSucceeded, { refundId: refund.id, orderGroupId: refund.orderGroupId, amountMinor: Number(refund.amount.minor), currency: refund.amount.currency });
}

/** Goods that came back stay where they lie; all that is money is as if it had not been. */
async function fail(ctx: TxCtx, { refund, attempt, wasPaid }: { refund: Refund; attempt: Attempt; wasPaid: boolean }): Promise<void> {
  ctx.log.warn({ refund: refund.id, failure: refund.failure }, 'a refund failed');
  await noteOnOrder(ctx, refund);
  if (wasPaid) await correctTaxes(ctx, refund, 'taken_back');
  await post(ctx, [...(wasPaid ? [cameBackJournal(refund, attempt)] : []), ...undoneJournals(refund)]);
  await announce(ctx, refundFailed, refundFact(refund));
}

async function correctTaxes(ctx: TxCtx, refund: Refund, direction: Correction['direction']): Promise<void> {
  const decisions = new Map<TaxDecisionId, CorrectedLine[]>();
  for (const part of refund.parts) {
    if (part.taxLineId === null) continue;
    const lines = decisions.get(part.decisionId as TaxDecisionId) ?? [];
    lines.push({ lineId: part.taxLineId, netMinor: part.netMinor, taxMinor: part.taxMinor, components: part.taxes.map(({ minor, ...tax }) => ({ ...tax, taxMinor: minor })) });
    decisions.set(part.decisionId as TaxDecisionId, lines);
  }
  await correctDecisions(ctx, { causeId: refund.id, direction, currency: refund.amount.currency, decisions });
}

/** Pieces that staff said are fit to be sold again, back where they left from. */
async function returnedPieces(ctx: TxCtx, refund: Refund): Promise<{ variantId: VariantId; warehouseId: WarehouseId; quantity: number }[]> {
  const parts = refund.parts.filter((part) => part.restock && part.quantity > 0);
  if (parts.length === 0) return [];
  const { orders } = await getOrderGroup(ctx, refund.orderGroupId);
  return parts.map((part) => {
    const order = orders.find((one) => one.id === part.orderId);
    const line = order?.lines.find((one) => one.id === part.id);
    const consignment = order?.consignments.find((one) => one.id === part.consignmentId);
    invariant(line && consignment, 'a refunded line is one of its order');
    return { variantId: line.variantId, warehouseId: consignment.warehouseId as WarehouseId, quantity: part.quantity };
  });
}
