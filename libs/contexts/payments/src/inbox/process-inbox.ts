import { type AttemptId, gatewayAccountNoticed, gatewayTransferNoticed } from '@stoa/events/payments';
import type { Ctx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { applyPaymentState } from '../attempt/apply-payment-state.js';
import { later, type Attempt } from '../attempt/attempt.js';
import { findAttempt } from '../attempt/attempt.repository.js';
import type { PaymentsDeps } from '../deps.js';
import { getGatewayAccount } from '../gateway-account/gateway-account.repository.js';
import type { Gateway } from '../provider.js';
import { readRefunds } from '../refund/perform-refund.js';
import { readReturn } from '../returned/return-payment.js';
import { claimDueEntries, giveUpEntry, postponeEntry, settleEntry, type InboxEntry } from './inbox.repository.js';

const BATCH = 50;
const FIRST_RETRY_MS = 1_000;
/** As long as the gateway itself goes on delivering. */
const GIVE_UP_AFTER_MS = 3 * 24 * 3_600_000;

/** Works off the webhooks of one marketplace: reads each object again and applies what it says. What nobody knows here yet stays and is tried again, later and
 *  later, for three days. Answers with how many were taken. */
export async function processInbox(deps: PaymentsDeps, ctx: Ctx): Promise<number> {
  const entries = await ctx.inTx((tx) => claimDueEntries(tx, BATCH));
  for (const entry of entries) {
    try {
      const why = await work(deps, ctx, entry);
      if (why !== null) await retryLater(ctx, entry, why);
    } catch (error) {
      // One entry that fails must not stop the others; it is tried again and, in the end, shown as dead.
      ctx.log.error({ err: error, event: entry.eventRef }, 'a webhook could not be worked off');
      await retryLater(ctx, entry, error instanceof Error ? error.message : String(error));
    }
  }
  return entries.length;
}

/** Null when the entry is settled, else why it is not yet. */
async function work(deps: PaymentsDeps, ctx: Ctx, entry: InboxEntry): Promise<string | null> {
  if (entry.subject !== 'payment') return pass(ctx, entry);
  const known = await ctx.inTx(async (tx): Promise<{ attempt: Attempt; gateway: Gateway } | null> => {
    const attempt = await findAttempt(tx, entry);
    return attempt && { attempt, gateway: await getGatewayAccount(tx, attempt.gatewayAccountId) };
  });
  if (!known) return (await isAnothers(deps, ctx, entry)) ? settleAs(ctx, entry) : 'No payment of this marketplace is known by that name yet.';
  const intentRef = entry.intentRef ?? known.attempt.intentRef;
  if (intentRef === null) return 'The payment has no name at the gateway yet.';
  const answer = await deps.provider.readIntent(ctx, { gateway: known.gateway, intentRef });
  if (answer.outcome !== 'answered') return answer.message;
  await ctx.inTx((tx) => applyPaymentState(tx, known.attempt.id, answer.intent));
  const notYet = answer.intent.status === 'captured' && isAboutRefunds(entry) ? await readBackward(deps, ctx, known.attempt.id) : null;
  return notYet ?? settleAs(ctx, entry);
}

const isAboutRefunds = ({ type }: InboxEntry): boolean => type === 'charge.refunded' || type.startsWith('refund.');

/** Money that goes back: the whole of a payment for which there was nothing to be had, or refunds of its order. */
const readBackward = async (deps: PaymentsDeps, ctx: Ctx, attemptId: AttemptId): Promise<string | null> => ((await readReturn(deps, ctx, attemptId)) ? null : readRefunds(deps, ctx, attemptId));

async function settleAs(ctx: Ctx, entry: InboxEntry): Promise<null> {
  await ctx.inTx((tx) => settleEntry(tx, entry));
  return null;
}

/** Vendors' accounts and transfers are payouts': it reads them again. */
async function pass(ctx: Ctx, entry: InboxEntry): Promise<null> {
  const { gatewayAccountId, objectRef } = entry;
  await ctx.inTx(async (tx) => {
    if (entry.subject === 'account') await announce(tx, gatewayAccountNoticed, { gatewayAccountId, accountRef: objectRef });
    else await announce(tx, gatewayTransferNoticed, { gatewayAccountId, transferRef: objectRef });
    await settleEntry(tx, entry);
  });
  return null;
}

/** Marketplaces that share an account at the gateway hear of each other's refunds, and one made by hand does not say whose it is: its payment does. */
async function isAnothers(deps: PaymentsDeps, ctx: Ctx, { intentRef, gatewayAccountId }: InboxEntry): Promise<boolean> {
  if (intentRef === null) return false;
  const gateway = await ctx.inRead((tx) => getGatewayAccount(tx, gatewayAccountId));
  const answer = await deps.provider.readIntent(ctx, { gateway, intentRef });
  return answer.outcome === 'answered' && answer.intent.tenantId !== null && answer.intent.tenantId !== ctx.tenantId;
}

async function retryLater(ctx: Ctx, entry: InboxEntry, why: string): Promise<void> {
  const isOver = ctx.now.getTime() - entry.receivedAt.getTime() >= GIVE_UP_AFTER_MS;
  await ctx.inTx((tx) => (isOver ? giveUpEntry(tx, entry, why) : postponeEntry(tx, entry, { why, until: later(ctx.now, FIRST_RETRY_MS, entry.tries - 1) })));
}
