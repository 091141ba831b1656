import type { VendorId } from '@stoa/events/vendors';
import type { Ctx } from '@stoa/platform/context';
import type { PayoutsDeps } from '../deps.js';
import { applyAccountState } from './apply-account-state.js';
import { claimDueAccounts, findAccountOfVendor } from './payout-account.repository.js';
import type { PayoutAccount } from './payout-account.js';

const FRESH_MS = 5_000;
const BATCH = 20;

/** The vendor's account as it stands now: whoever comes back from the payment company's page sees what came of it, without waiting for a webhook. When the
 *  company does not answer, what we knew last is shown. Null while there is none. */
export async function readPayoutAccount(deps: PayoutsDeps, ctx: Ctx, vendorId: VendorId): Promise<PayoutAccount | null> {
  const known = await ctx.inTx((tx) => findAccountOfVendor(tx, vendorId));
  if (known === null || known.accountRef === null || known.state === 'closed') return known;
  const isFresh = known.readAt !== null && known.state === 'active' && ctx.now.getTime() - known.readAt.getTime() < FRESH_MS;
  return isFresh ? known : look(deps, ctx, known, known.accountRef);
}

/** Asks about accounts that the payment company is still verifying. */
export async function pollPayoutAccounts(deps: PayoutsDeps, ctx: Ctx): Promise<number> {
  const due = await ctx.inTx((tx) => claimDueAccounts(tx, BATCH));
  for (const account of due) if (account.accountRef !== null) await look(deps, ctx, account, account.accountRef);
  return due.length;
}

async function look(deps: PayoutsDeps, ctx: Ctx, account: PayoutAccount, accountRef: string): Promise<PayoutAccount> {
  const answer = await deps.provider.readAccount(ctx, { gateway: { secretRef: account.secretRef }, accountRef });
  if (answer.outcome !== 'answered') {
    ctx.log.warn({ account: account.id, message: answer.message }, 'a payout account could not be read');
    return account;
  }
  return ctx.inTx((tx) => applyAccountState(tx, account.id, answer.value));
}
