import type { VendorId } from '@stoa/events/vendors';
import type { Ctx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { route, type Route } from '@stoa/platform/http';
import type { PayoutsDeps } from '../deps.js';
import { onboardPayoutAccount } from './onboard-payout-account.js';
import { onboardBody, onboardingView, payoutAccountView, toPayoutAccountView } from './payout-account.schemas.js';
import { readPayoutAccount } from './read-payout-account.js';

export const payoutAccountRoutes = (deps: PayoutsDeps): Route[] => [
  route({
    method: 'get', path: '/v1/vendor/payout-account', summary: 'Show where the vendor is paid', audience: 'vendor', permission: 'payouts.read', response: payoutAccountView,
    owner: null, example: () => ({}),
    handle: async (ctx) => toPayoutAccountView(await readPayoutAccount(deps, ctx, vendorOf(ctx))),
  }),
  route({
    method: 'post', path: '/v1/vendor/payout-account', summary: 'Open or go on with the payout account, on the payment company’s page', answers: { 503: 'The payment company does not answer.' }, audience: 'vendor', permission: 'payouts.write',
    body: onboardBody, response: onboardingView, owner: null, example: () => ({ body: {} }),
    handle: async (ctx, { body }) => {
      const { account, url } = await onboardPayoutAccount(deps, ctx, { vendorId: vendorOf(ctx), returnUrl: body.return_url ?? null });
      return { status: account.state, onboarding_url: url };
    },
  }),
];

/** The vendor its user speaks for; the route's audience guarantees one. */
export function vendorOf(ctx: Ctx): VendorId {
  invariant(ctx.actor.vendorId, 'a vendor’s user speaks for a vendor');
  return ctx.actor.vendorId as VendorId;
}
