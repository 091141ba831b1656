import fc from 'fast-check';
import type { ReversalId } from '@stoa/events/payouts';
import { account, balancesOf, move, post } from '@stoa/ledger';
import { findAttemptOfOrderGroup } from '@stoa/payments';
import { moneyPage, readMoneyFacts, readPayoutAccount, releaseHolds, retryTransfer, reverseTransfer, sendReversals, sendTransfers, type PayoutsDeps } from '@stoa/payouts';
import { newId } from '@stoa/platform/ids';
import { announced, audited, withDatabase } from '@stoa/platform/testing';
import type { Vendor } from '@stoa/vendors';
import { openPaymentSandbox, type PaymentSandbox } from './payments-sandbox.testing.js';
import { aDeliveredSale, atStripe, balanceOf, noBreaks, settled, transferOf, type Sale } from './payouts-sale.testing.js';

let stand: PaymentSandbox;
beforeAll(async () => {
  stand = await openPaymentSandbox();
});
afterEach(() => stand.sandbox.stripe.faults.clear());
afterAll(() => stand.close());

/** Calls are made, and their answers never heard. */
const deaf = (deps: PayoutsDeps): PayoutsDeps => {
  const lost = async (call: Promise<unknown>) => (await call, { outcome: 'unknown' as const, why: 'no_answer' as const, message: 'the line went dead' });
  return { ...deps, provider: { ...deps.provider, createTransfer: (...call) => lost(deps.provider.createTransfer(...call)), createReversal: (...call) => lost(deps.provider.createReversal(...call)) } };
};

test('when the hold days are over, each vendor’s money goes to its own account, once, out of the charge it was paid with', () =>
  withDatabase(async (env) => {
    const sale = await aDeliveredSale(stand, env);
    const { shop, deps, later, groupId, ctx } = sale;
    const [potter, weaver] = [await sale.account(shop.potter.vendor), await sale.account(shop.weaver.vendor)];
    await settled(sale);
    await releaseHolds(later(15));
    const before = await balanceOf(sale, shop.potter.vendor);
    expect(before).toMatchObject({ heldMinor: 0n, paidOutMinor: 0n, inTransferMinor: 0n });

    expect(await sendTransfers(deps, later(15))).toBe(3);
    expect(await sendTransfers(deps, later(15))).toBe(0);

    const transfer = await transferOf(sale, shop.potter.vendor);
    expect(transfer).toMatchObject({ state: 'sent', reason: null, amount: { minor: before.readyMinor, currency: 'EUR' }, keyNo: 1, sentAt: later(15).now, dueAt: null });
    expect(await stand.stripe.transfers.retrieve(transfer.transferRef!)).toMatchObject({
      amount: Number(before.readyMinor), currency: 'eur', destination: potter, source_transaction: transfer.route!.chargeRef, metadata: { order_id: transfer.orderId, transfer_id: transfer.id, tenant_id: ctx.tenantId },
    });
    expect([await atStripe(sale, potter), await atStripe(sale, weaver)]).toEqual([Number(before.readyMinor), Number((await balanceOf(sale, shop.weaver.vendor)).paidOutMinor)]);
    expect(await balanceOf(sale, shop.potter.vendor)).toMatchObject({ readyMinor: 0n, inTransferMinor: 0n, paidOutMinor: before.readyMinor });
    expect(await transferOf(sale, shop.beekeeper.vendor)).toMatchObject({ state: 'waiting', reason: 'no_payout_account', keyNo: 0, dueAt: new Date(later(15).now.getTime() + 120_000) });
    expect((await announced(ctx)).filter((event) => event.name === 'payouts.transfer_sent')).toHaveLength(2);

    const page = await ctx.inRead(async (tx) => moneyPage(await readMoneyFacts(tx, groupId)));
    expect(page.checks.filter((check) => !check.isOk)).toEqual([]);
    const paidOut = page.rows.find((row) => row.code === 'paid_out')!;
    expect(paidOut.totalMinor).toBe(before.readyMinor + (await balanceOf(sale, shop.weaver.vendor)).paidOutMinor);
    expect(page.flow.nodes.find((node) => node.id === `vendor:${shop.potter.vendor.id}`)).toMatchObject({ sub: 'Paid out', isStriped: false });
    await noBreaks(sale);
  }));

test('a vendor without an account, or with a restricted one, waits with its reason; when it becomes active the money goes at once', () =>
  withDatabase(async (env) => {
    const sale = await aDeliveredSale(stand, env);
    const { shop, deps, later, hear } = sale;
    const potter = await sale.account(shop.potter.vendor);
    await settled(sale);
    stand.sandbox.stripe.setCapability(potter, 'restricted');
    await releaseHolds(later(15));

    await sendTransfers(deps, later(15)); // we think it is active; the payment company knows better
    expect(await transferOf(sale, shop.potter.vendor)).toMatchObject({ state: 'waiting', reason: 'account_restricted', keyNo: 1, detail: expect.stringContaining('transfers') });
    expect(await atStripe(sale, potter)).toBe(0);
    await noBreaks(sale);
    await readPayoutAccount(deps, later(16), shop.potter.vendor.id);
    await sendTransfers(deps, later(16)); // and now we know too: nobody is asked
    expect(await transferOf(sale, shop.potter.vendor)).toMatchObject({ state: 'waiting', reason: 'account_restricted', keyNo: 1, detail: null });

    stand.sandbox.stripe.setCapability(potter, 'active');
    await readPayoutAccount(deps, later(17), shop.potter.vendor.id);
    await hear(17);
    await sendTransfers(deps, later(17));

    const sent = await transferOf(sale, shop.potter.vendor);
    expect(sent).toMatchObject({ state: 'sent', keyNo: 2 });
    expect(await atStripe(sale, potter)).toBe(Number(sent.amount.minor));
    await noBreaks(sale);
  }));

test.each([
  ['the line is cut, and their own replay answers', { drop: 'after' as const }, null], ['the call never arrives', { drop: 'before' as const }, 'no_answer'], ['an error of theirs', { status: 500 }, 'no_answer'],
  ['too fast for them', { status: 429 }, 'rate_limited'], ['our key is not taken', { status: 401 }, 'gateway_refuses'],
])('%s: nobody knows, so the same call is made again, and the money goes once', (_name, fault, reason) =>
  withDatabase(async (env) => {
    const sale = await aDeliveredSale(stand, env);
    const { shop, deps, later } = sale;
    const potter = await sale.account(shop.potter.vendor);
    await settled(sale);
    await releaseHolds(later(15));
    stand.sandbox.stripe.faults.add({ route: 'POST /v1/transfers', times: 9, ...fault }); // the SDK itself asks again when a line is cut

    await sendTransfers(deps, later(15));
    stand.sandbox.stripe.faults.clear();
    expect(await transferOf(sale, shop.potter.vendor)).toMatchObject({ state: reason === null ? 'sent' : 'sending', reason, keyNo: 1 });
    await noBreaks(sale);
    await sendTransfers(deps, later(15.01));

    const sent = await transferOf(sale, shop.potter.vendor);
    expect(sent).toMatchObject({ state: 'sent', reason: null, keyNo: 1 });
    expect(await atStripe(sale, potter)).toBe(Number(sent.amount.minor));
    await noBreaks(sale);
  }));

test.each(['before', 'after'] as const)('killed right %s the call: the next sweeper goes on, several at once send it once', (when) =>
  withDatabase(async (env) => {
    const sale = await aDeliveredSale(stand, env);
    const { shop, deps, later } = sale;
    const potter = await sale.account(shop.potter.vendor);
    await settled(sale);
    await releaseHolds(later(15));
    const dying: PayoutsDeps = { ...deps, provider: { ...deps.provider, createTransfer: async (...call) => {
      if (when === 'after') await deps.provider.createTransfer(...call);
      throw new Error('killed');
    } } };

    await sendTransfers(dying, later(15));
    expect(await transferOf(sale, shop.potter.vendor)).toMatchObject({ state: 'sending', reason: null });
    await noBreaks(sale);
    expect(await sendTransfers(deps, later(15))).toBe(0); // the lease is not over
    await Promise.all([sendTransfers(deps, later(15.01)), sendTransfers(deps, later(15.01)), sendTransfers(deps, later(15.02))]);

    const sent = await transferOf(sale, shop.potter.vendor);
    expect(sent.state).toBe('sent');
    expect(await atStripe(sale, potter)).toBe(Number(sent.amount.minor));
    await noBreaks(sale);
  }));

test('days after a lost answer, when the key may be forgotten, the transfer is looked up and not made again', () =>
  withDatabase(async (env) => {
    const sale = await aDeliveredSale(stand, env);
    const { shop, deps, later } = sale;
    const potter = await sale.account(shop.potter.vendor);
    await settled(sale);
    await releaseHolds(later(15));
    await sendTransfers(deaf(deps), later(15));
    expect((await transferOf(sale, shop.potter.vendor)).state).toBe('sending');
    stand.sandbox.stripe.advanceClock(3 * 86_400_000); // the stand-in forgets keys after a day

    await sendTransfers(deps, later(18));

    const sent = await transferOf(sale, shop.potter.vendor);
    expect(sent.state).toBe('sent');
    expect((await stand.stripe.transfers.list({ destination: potter })).data.map((one) => one.id)).toEqual([sent.transferRef]);
    await noBreaks(sale);
  }));

test('what is refused for good is shown, alarms once, stays the vendor’s, and goes when somebody has mended it', () =>
  withDatabase(async (env) => {
    const sale = await aDeliveredSale(stand, env);
    const { shop, deps, later, ctx } = sale;
    const [potter, weaver] = [await sale.account(shop.potter.vendor), await sale.account(shop.weaver.vendor)];
    await settled(sale);
    await releaseHolds(later(15));
    const ready = (await balanceOf(sale, shop.weaver.vendor)).readyMinor;
    const { chargeRef } = (await ctx.inRead((tx) => findAttemptOfOrderGroup(tx, sale.groupId)))!;
    const byHand = await stand.stripe.transfers.create({ amount: 11_000, currency: 'eur', destination: potter, source_transaction: chargeRef! }); // somebody, in their dashboard

    await sendTransfers(deps, later(15));
    const refused = await transferOf(sale, shop.weaver.vendor);
    expect(refused).toMatchObject({ state: 'refused', reason: 'refused', keyNo: 1, dueAt: null, detail: expect.stringContaining('greater than what is left of the charge') });
    expect(await sendTransfers(deps, later(20))).toBe(1); // the beekeeper's alone, who has no account
    expect(await balanceOf(sale, shop.weaver.vendor)).toMatchObject({ readyMinor: ready, inTransferMinor: 0n, paidOutMinor: 0n });
    expect((await audited(ctx)).filter((entry) => entry.action === 'payouts.transfer_refused')).toMatchObject([{ after: { code: 'amount_too_large' } }]);
    expect((await announced(ctx)).filter((event) => event.name === 'payouts.transfer_refused')).toHaveLength(1);
    await noBreaks(sale);

    await stand.stripe.transfers.createReversal(byHand.id);
    await later(21).inTx((tx) => retryTransfer(tx, refused.id));
    await sendTransfers(deps, later(21));
    expect(await transferOf(sale, shop.weaver.vendor)).toMatchObject({ state: 'sent', keyNo: 2 });
    expect(await atStripe(sale, weaver)).toBe(Number(ready));
    await expect(ctx.inTx((tx) => retryTransfer(tx, refused.id))).rejects.toMatchObject({ code: 'payouts.transfer_not_waiting' });
    await noBreaks(sale);
  }));

test('money of a transfer comes back for a cause, once, and is not asked for beyond what was sent', () =>
  withDatabase(async (env) => {
    const sale = await aDeliveredSale(stand, env);
    const { shop, deps, later, ctx } = sale;
    const potter = await sale.account(shop.potter.vendor);
    await settled(sale);
    await releaseHolds(later(15));
    await sendTransfers(deps, later(15));
    const sent = await transferOf(sale, shop.potter.vendor);
    const cause = { kind: 'refund', id: newId<ReversalId>() };
    const owes = (minor: bigint) => ctx.inTx(async (tx) => {
      await post(tx, [{ source: cause, event: 'decided', memo: {}, entries: move(account('vendor.receivable', 'EUR', { owner: sent.vendorId }), account('customer.refund_payable', 'EUR'), minor) }]);
      return reverseTransfer(tx, { transferId: sent.id, minor, cause });
    });

    const [first, again] = [await owes(1_000n), await owes(1_000n)];
    expect(again.id).toBe(first.id);
    await expect(ctx.inTx((tx) => reverseTransfer(tx, { transferId: sent.id, minor: sent.amount.minor, cause: { kind: 'refund', id: 'other' } }))).rejects.toMatchObject({ code: 'payouts.reversal_too_large' });
    await sendReversals(deaf(deps), later(15));
    expect(await atStripe(sale, potter)).toBe(Number(sent.amount.minor) - 1_000);
    expect(await balanceOf(sale, shop.potter.vendor)).toMatchObject({ owedMinor: 1_000n });
    expect(await sendReversals(deps, later(15.01))).toBe(1);

    expect(await atStripe(sale, potter)).toBe(Number(sent.amount.minor) - 1_000);
    expect(await balanceOf(sale, shop.potter.vendor)).toMatchObject({ owedMinor: 0n, paidOutMinor: sent.amount.minor - 1_000n });
    expect(await sendReversals(deps, later(30))).toBe(0);
    await noBreaks(sale);
  }));

test('whatever happens in whatever order, no cent is lost or made: judged by the balances of the stand-in', () =>
  withDatabase(async (env) => {
    const sale = await aDeliveredSale(stand, env);
    const { shop, deps, later, ctx } = sale;
    const vendors = [shop.potter.vendor, shop.weaver.vendor, shop.beekeeper.vendor];
    const accounts = new Map(await Promise.all(vendors.map(async (vendor) => [vendor.id, await sale.account(vendor)] as const)));
    await settled(sale);
    let day = 15;
    const fault = fc.constantFrom({ drop: 'after' as const }, { drop: 'before' as const }, { status: 500 }, { status: 429 });
    const step = fc.oneof(
      fc.constant({ do: 'release' as const }), fc.constant({ do: 'send' as const }), fc.constant({ do: 'reverse' as const }), fc.record({ do: fc.constant('restrict' as const), who: fc.nat(2), to: fc.constantFrom('active' as const, 'restricted' as const) }),
      fc.record({ do: fc.constant('fault' as const), fault }), fc.record({ do: fc.constant('want_back' as const), who: fc.nat(2), minor: fc.bigInt({ min: 1n, max: 400n }) }),
    );
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      for (const one of steps) {
        day += 1;
        if (one.do === 'release') await releaseHolds(later(day));
        if (one.do === 'send') await sendTransfers(deps, later(day));
        if (one.do === 'reverse') await sendReversals(deps, later(day));
        if (one.do === 'restrict') stand.sandbox.stripe.setCapability(accounts.get(vendors[one.who]!.id)!, one.to);
        if (one.do === 'fault') stand.sandbox.stripe.faults.add({ route: 'POST /v1/transfers', times: 3, ...one.fault });
        if (one.do === 'want_back') await wantBack(sale, vendors[one.who]!, one.minor);
      }
      await agrees(sale, vendors, accounts);
    }), { numRuns: 25 });
    stand.sandbox.stripe.faults.clear();
    for (const accountRef of accounts.values()) stand.sandbox.stripe.setCapability(accountRef, 'active');
    await releaseHolds(later(day + 1));
    for (let beat = 2; beat < 5; beat += 1) {
      await sendTransfers(deps, later(day + beat));
      await sendReversals(deps, later(day + beat));
    }
    await agrees(sale, vendors, accounts);
    const left = await ctx.inRead((tx) => balancesOf(tx, { kinds: ['vendor.held', 'vendor.payable', 'vendor.in_transfer', 'vendor.receivable'] }));
    expect(left.map((one) => one.balanceMinor).every((minor) => minor === 0n)).toBe(true);
  }), 120_000);

async function wantBack(sale: Sale, vendor: Vendor, minor: bigint): Promise<void> {
  const transfer = await transferOf(sale, vendor);
  if (!transfer || transfer.state !== 'sent' || transfer.reversedMinor + minor > transfer.amount.minor) return;
  const cause = { kind: 'refund', id: newId() };
  await sale.ctx.inTx(async (tx) => {
    await post(tx, [{ source: cause, event: 'decided', memo: {}, entries: move(account('vendor.receivable', 'EUR', { owner: vendor.id }), account('customer.refund_payable', 'EUR'), minor) }]);
    await reverseTransfer(tx, { transferId: transfer.id, minor, cause });
  });
}

/** The stand-in has for each vendor what our books say was paid out; a call whose answer was lost may have been done already. */
async function agrees(sale: Sale, vendors: readonly Vendor[], accounts: ReadonlyMap<string, string>): Promise<void> {
  for (const vendor of vendors) {
    const balance = await balanceOf(sale, vendor);
    const there = BigInt(await atStripe(sale, accounts.get(vendor.id)!));
    expect([balance.paidOutMinor, balance.paidOutMinor + balance.inTransferMinor]).toContain(there);
  }
  await noBreaks(sale);
}
