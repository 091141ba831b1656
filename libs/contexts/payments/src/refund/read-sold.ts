import type { OrderGroupId } from '@stoa/events/orders';
import type { TaxDecisionId } from '@stoa/events/tax';
import { getOrderGroup } from '@stoa/orders';
import type { TxCtx } from '@stoa/platform/context';
import { listDecisions } from '@stoa/tax';
import type { Attempt } from '../attempt/attempt.js';
import { findAttemptOfOrderGroup } from '../attempt/attempt.repository.js';
import { counts } from './refund.js';
import { disputed, notPaid } from './refund.errors.js';
import { getRefundPolicy, listRefundsOfGroup } from './refund.repository.js';
import type { Sold } from './reckon-refund.js';

/** All that a refund of an order group is reckoned from: what was sold, how it was taxed, what was given back before, and the policy of today. */
export async function readSold(ctx: TxCtx, orderGroupId: OrderGroupId, { evenDisputed = false } = {}): Promise<{ sold: Sold; attempt: Attempt }> {
  const group = await getOrderGroup(ctx, orderGroupId);
  const attempt = await findAttemptOfOrderGroup(ctx, orderGroupId);
  if (attempt?.state !== 'captured' || attempt.intentRef === null) throw notPaid();
  if (group.paymentState === 'disputed' && !evenDisputed) throw disputed();
  const ids = [...new Set(group.orders.flatMap((order) => order.consignments.map((one) => one.taxDecisionId as TaxDecisionId)))];
  const decisions = new Map((await listDecisions(ctx, ids)).map(({ id, decision }): [string, typeof decision] => [id, decision]));
  const before = (await listRefundsOfGroup(ctx, orderGroupId)).filter(counts).flatMap((refund) => refund.parts);
  return { sold: { group, decisions, before, policy: await getRefundPolicy(ctx) }, attempt };
}
