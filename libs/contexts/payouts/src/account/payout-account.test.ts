import type { GatewayAccountId } from '@stoa/events/payments';
import { gatewayAccountNoticed } from '@stoa/events/payments';
import { paymentsDeps, savedGatewayAccount } from '@stoa/payments/testing';
import { announce } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { actor, announced, at, audited, deliverAll, withDatabase } from '@stoa/platform/testing';
import type { VendorId } from '@stoa/events/vendors';
import { savedVendor } from '@stoa/vendors/testing';
import type { Ctx } from '@stoa/platform/context';
import type { Vendor } from '@stoa/vendors';
import { subscriptions } from '../subscribers.js';
import { fakePayouts, payoutsDeps } from '../testing.js';
import { onboardPayoutAccount } from './onboard-payout-account.js';
import { findAccountOfVendor } from './payout-account.repository.js';
import { pollPayoutAccounts, readPayoutAccount } from './read-payout-account.js';
import { maySee, see, type PayoutAccount } from './payout-account.js';

const setUp = async (ctx: Ctx, change: Partial<Vendor> = {}) => {
  const stripe = fakePayouts();
  const deps = payoutsDeps(stripe);
  const vendor = await ctx.inTx(async (tx) => {
    await savedGatewayAccount(tx, paymentsDeps());
    return savedVendor(tx, change);
  });
  const onboard = (returnUrl: string | null = null) => onboardPayoutAccount(deps, ctx, { vendorId: vendor.id, returnUrl });
  const stored = () => ctx.inRead((tx) => findAccountOfVendor(tx, vendor.id));
  return { stripe, deps, vendor, onboard, stored };
};
const changes = async (ctx: Ctx) => (await announced(ctx)).filter((event) => event.name === 'payouts.payout_account_changed').map((event) => event.payload['state']);

test('a vendor opens its payout account, gives what is asked, comes back, and can be paid', () =>
  withDatabase(async ({ ctx }) => {
    const { stripe, deps, vendor, onboard } = await setUp(ctx);

    const { account, url } = await onboard();
    expect(account).toMatchObject({ state: 'onboarding', accountRef: 'acct_1', country: 'DE', requirements: [{ field: 'identity.individual.date_of_birth', awaiting: 'vendor', isOverdue: true }] });
    expect(url).toBe(`http://127.0.0.1/onboarding/acct_1?back=${encodeURIComponent('http://admin.localhost:4000/balance?onboarding=returned')}`);
    stripe.complete('acct_1');

    expect(await readPayoutAccount(deps, ctx, vendor.id)).toMatchObject({ state: 'active', requirements: [] });
    expect(await changes(ctx)).toEqual(['onboarding', 'active']);
    expect((await audited(ctx)).map((entry) => entry.action)).toEqual(['payouts.account_opened', 'payouts.account_changed', 'payouts.account_changed']);
  }));

test('asked again, the same account gets a new page; a lost answer opens no second one', () =>
  withDatabase(async ({ ctx }) => {
    const { stripe, onboard } = await setUp(ctx);
    stripe.loseAnswer();

    await expect(onboard()).rejects.toMatchObject({ code: 'payouts.gateway_unavailable', kind: 'unavailable' });
    await onboard();
    await Promise.all([onboard(), onboard()]);

    expect(stripe.accounts()).toHaveLength(1);
  }));

test('a country that the payment company does not serve is refused in its own words', () =>
  withDatabase(async ({ ctx }) => {
    const { onboard, stored } = await setUp(ctx, { country: 'BR' });

    await expect(onboard()).rejects.toMatchObject({ code: 'payouts.account_refused', message: expect.stringContaining('Accounts in BR cannot receive transfers') });

    expect(await stored()).toMatchObject({ state: 'created', accountRef: null });
    expect(await changes(ctx)).toEqual([]);
  }));

test.each(['https://evil.example/balance', 'http://admin.localhost:4000.evil.example/', 'http://admin.localhost:4001/x', 'javascript:alert(1)', 'nonsense'])('the way back leads to the admin and nowhere else: %s', (url) =>
  withDatabase(async ({ ctx }) => {
    const { onboard, stored, stripe } = await setUp(ctx);

    await expect(onboard(url)).rejects.toMatchObject({ code: 'payouts.return_url_not_ours', kind: 'invalid' });

    expect(await stored()).toBeNull();
    expect(stripe.accounts()).toEqual([]);
  }));

test('news of the account is read again, not believed; news of somebody else’s is nobody’s here', () =>
  withDatabase(async ({ ctx, db }) => {
    const { stripe, deps, onboard, stored } = await setUp(ctx);
    await onboard();
    stripe.complete('acct_1');
    await ctx.inTx(async (tx) => {
      for (const accountRef of ['acct_1', 'acct_somebody']) await announce(tx, gatewayAccountNoticed, { gatewayAccountId: newId<GatewayAccountId>(), accountRef });
    });

    await deliverAll(db, subscriptions(deps));

    expect(await stored()).toMatchObject({ state: 'active' });
  }));

test('while the payment company verifies we ask it ourselves, less and less often', () =>
  withDatabase(async ({ ctx, as }) => {
    const { stripe, deps, vendor, onboard, stored } = await setUp(ctx);
    await onboard();
    stripe.complete('acct_1', { capability: 'pending', requirements: [{ field: 'identity.documents', awaiting: 'gateway', isOverdue: false }] });
    await readPayoutAccount(deps, ctx, vendor.id);
    expect(await stored()).toMatchObject({ state: 'pending_verification', dueAt: at('2026-03-01T09:01:00Z') });

    expect(await pollPayoutAccounts(deps, as(ctx.actor, at('2026-03-01T09:01:00Z')))).toBe(1);
    expect(await stored()).toMatchObject({ polls: 1, dueAt: at('2026-03-01T09:03:00Z') });
    stripe.complete('acct_1');
    await pollPayoutAccounts(deps, as(ctx.actor, at('2026-03-01T09:03:00Z')));

    expect(await stored()).toMatchObject({ state: 'active', dueAt: null });
  }));

test('when the payment company does not answer, what we knew last is shown', () =>
  withDatabase(async ({ ctx }) => {
    const { stripe, deps, vendor, onboard } = await setUp(ctx);
    await onboard();
    stripe.loseAnswer();

    expect(await readPayoutAccount(deps, ctx, vendor.id)).toMatchObject({ state: 'onboarding' });
  }));

test("another marketplace's vendor has no payout account here", () =>
  withDatabase(async ({ ctx, newTenant }) => {
    const { deps, vendor, onboard } = await setUp(ctx);
    await onboard();
    const stranger = newTenant();

    expect(await readPayoutAccount(deps, stranger, vendor.id)).toBeNull();
    await expect(onboardPayoutAccount(deps, stranger, { vendorId: vendor.id, returnUrl: null })).rejects.toMatchObject({ kind: 'not_found' });
  }));

test('what was read decides, whatever came before', () => {
  const now = at('2026-03-01T09:00:00Z');
  const fresh = { id: newId(), vendorId: newId(), secretRef: 'platform', accountRef: 'a', state: 'created', country: 'DE', requirements: [], reasons: [], createdAt: now, firstActiveAt: null, readAt: null, polls: 0, dueAt: null } as unknown as PayoutAccount;
  const seen = { accountRef: 'a', isClosed: false, capability: 'restricted' as const, reasons: [], requirements: [{ field: 'x', awaiting: 'vendor' as const, isOverdue: true }] };
  const active = see(fresh, { ...seen, capability: 'active', requirements: [] }, now);

  expect(see(fresh, seen, now).state).toBe('onboarding');
  expect(see(fresh, { ...seen, requirements: [{ field: 'x', awaiting: 'gateway', isOverdue: false }] }, now).state).toBe('pending_verification');
  expect(see(active, seen, now).state).toBe('restricted');
  expect(see(see(active, seen, now), { ...seen, capability: 'active', requirements: [] }, now).state).toBe('active');
  expect(see(active, { ...seen, reasons: ['rejected_fraud'] }, now).state).toBe('rejected');
  const closed = see(active, { ...seen, isClosed: true }, now);
  expect(closed.state).toBe('closed');
  expect(see(closed, { ...seen, capability: 'active' }, now).state).toBe('closed');
});

test('who sees where a vendor is paid: its own people and the marketplace’s, no other vendor and no shopper', () => {
  const vendorId = newId<VendorId>();
  expect([actor.vendor(vendorId), actor.staff(), actor.vendor(newId()), actor.shopper()].map((who) => maySee(who, vendorId))).toEqual([true, true, false, false]);
});
