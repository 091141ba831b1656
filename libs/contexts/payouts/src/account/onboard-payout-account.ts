import type { PayoutAccountId } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import { getActiveGatewayAccount } from '@stoa/payments';
import { audit } from '@stoa/platform/audit';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { newId } from '@stoa/platform/ids';
import { getVendor } from '@stoa/vendors';
import type { PayoutsDeps } from '../deps.js';
import type { AccountAnswer, NewAccount } from '../provider.js';
import { applyAccountState } from './apply-account-state.js';
import { accountClosed, accountRefused, gatewayUnavailable, returnUrlNotOurs } from './payout-account.errors.js';
import { claimAccount } from './payout-account.repository.js';
import type { PayoutAccount } from './payout-account.js';

/** Opens the vendor's account at the payment company if it has none, and answers with a page there for one visit. The account is opened once, however often this
 *  is asked: its key is the id of a row that was written before the call. */
export async function onboardPayoutAccount(deps: PayoutsDeps, ctx: Ctx, wanted: { vendorId: VendorId; returnUrl: string | null }): Promise<{ account: PayoutAccount; url: string }> {
  const returnUrl = ownUrl(deps, wanted.returnUrl ?? `${deps.adminUrl}/balance`);
  const claimed = await ctx.inTx((tx) => claim(tx, wanted.vendorId));
  if (claimed.account.state === 'closed') throw accountClosed();
  const account = claimed.account.accountRef === null ? await open(deps, ctx, claimed) : claimed.account;
  invariant(account.accountRef, 'an account that was opened has a name');
  const page = unwrap(await deps.provider.openOnboarding(ctx, {
    gateway: { secretRef: account.secretRef }, accountRef: account.accountRef, returnUrl: marked(returnUrl, 'returned'), refreshUrl: marked(returnUrl, 'again'),
  }));
  return { account, url: page.url };
}

/** The vendor would land wherever this says, coming from a page that asks for its bank account: never let it be anybody else's. */
function ownUrl(deps: PayoutsDeps, text: string): URL {
  const url = URL.parse(text);
  if (url === null || url.origin !== new URL(deps.adminUrl).origin) throw returnUrlNotOurs(deps.adminUrl);
  return url;
}

type Claimed = { account: PayoutAccount; details: NewAccount };

async function claim(tx: TxCtx, vendorId: VendorId): Promise<Claimed> {
  const vendor = await getVendor(tx, vendorId);
  const gateway = await getActiveGatewayAccount(tx);
  const { account, isNew } = await claimAccount(tx, {
    id: newId<PayoutAccountId>(), vendorId, secretRef: gateway.secretRef, accountRef: null, state: 'created', country: vendor.country, requirements: [], reasons: [],
    createdAt: tx.now, firstActiveAt: null, readAt: null, polls: 0, dueAt: null,
  });
  if (isNew) await audit(tx, { action: 'payouts.account_opened', subject: { kind: 'payout_account', id: account.id }, before: null, after: { vendor_id: vendorId, country: vendor.country } });
  return { account, details: { vendorId, country: vendor.country, email: vendor.email, displayName: vendor.name, legalName: vendor.legalName } };
}

async function open(deps: PayoutsDeps, ctx: Ctx, { account, details }: Claimed): Promise<PayoutAccount> {
  const answer = await deps.provider.openAccount(ctx, { gateway: { secretRef: account.secretRef }, idempotencyKey: `acct:${account.id}`, account: details });
  const seen = unwrap(answer);
  return ctx.inTx((tx) => applyAccountState(tx, account.id, seen));
}

function unwrap<T>(answer: AccountAnswer<T>): T {
  if (answer.outcome === 'refused') throw accountRefused(answer.message);
  if (answer.outcome === 'unknown') throw gatewayUnavailable();
  return answer.value;
}

function marked(url: URL, onboarding: 'returned' | 'again'): string {
  const copy = new URL(url);
  copy.searchParams.set('onboarding', onboarding);
  return copy.href;
}
