import { payoutAccountChanged, type PayoutAccountId } from '@stoa/events/payouts';
import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import type { AccountSnapshot } from '../provider.js';
import { see, type PayoutAccount } from './payout-account.js';
import { lockAccount, updateAccount } from './payout-account.repository.js';

/** Takes in what the payment company shows of an account, and tells when its state changed. */
export async function applyAccountState(ctx: TxCtx, id: PayoutAccountId, seen: AccountSnapshot): Promise<PayoutAccount> {
  const before = await lockAccount(ctx, id);
  const account = see(before, seen, ctx.now);
  await updateAccount(ctx, account);
  if (account.state === before.state) return account;
  await audit(ctx, { action: 'payouts.account_changed', subject: { kind: 'payout_account', id }, before: { state: before.state }, after: { state: account.state } });
  await announce(ctx, payoutAccountChanged, { vendorId: account.vendorId, payoutAccountId: id, state: account.state });
  return account;
}
