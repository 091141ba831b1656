import fc from 'fast-check';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import { balancesOf, checks as ledgerChecks, journalsOf } from '@stoa/ledger';
import { newId } from '@stoa/platform/ids';
import { money, percent } from '@stoa/platform/money';
import { withDatabase } from '@stoa/platform/testing';
import { checks } from '../checks.js';
import { fakeGateway, paymentsDeps, startedPayment } from '../testing.js';
import { performPayment } from './perform-payment.js';
import { splitClearing, splitJournals, type SplitInput } from './split-clearing.js';

const aSplit = (over: Partial<SplitInput> = {}): SplitInput => ({
  attemptId: newId(), orderGroupId: newId<OrderGroupId>(), currency: 'EUR',
  orders: [
    { orderId: newId<OrderId>(), vendorId: newId<VendorId>(), grossMinor: 19_190n, taxByPlatform: [], commissionMinor: 1_865n },
    { orderId: newId<OrderId>(), vendorId: newId<VendorId>(), grossMinor: 6_950n, taxByPlatform: [{ authority: 'DE', minor: 1_110n }], commissionMinor: 807n },
  ],
  platformFee: { minor: 418n, basisPoints: 200n, netGoodsMinor: 20_924n, planCode: 'growth' },
  ...over,
});
const KINDS = ['order.clearing', 'vendor.held', 'tax.payable', 'tenant.payable', 'rev.platform_fee'] as const;

test('a captured payment is handed out: vendors after commission, tax, marketplace and platform, and the clearing is empty', () =>
  withDatabase(async ({ ctx }) => {
    const gateway = fakeGateway();
    const deps = paymentsDeps(gateway);
    const attempt = await startedPayment(ctx, deps, money(26_140n, 'EUR'));
    await performPayment(deps, ctx, attempt.id, { confirmationToken: await gateway.tokenFor('ok'), returnUrl: 'http://x' });
    const split = aSplit({ attemptId: attempt.id });

    await ctx.inTx((tx) => splitClearing(tx, split));
    await ctx.inTx((tx) => splitClearing(tx, split)); // placing may be repeated

    await ctx.inRead(async (tx) => {
      const balances = await balancesOf(tx, { kinds: KINDS });
      expect(Object.fromEntries(balances.map((b) => [b.account.owner || `${b.account.kind}${b.account.dimension}`, b.balanceMinor]))).toEqual({
        'order.clearing': 0n, 'tax.payableDE': 1_110n, 'tenant.payable': 2_254n, 'rev.platform_fee': 418n,
        [split.orders[0]!.vendorId]: 17_325n, [split.orders[1]!.vendorId]: 5_033n,
      });
      for (const check of [...checks, ...ledgerChecks]) expect([check.code, (await check.run(tx)).breaks]).toEqual([check.code, []]);
      expect((await journalsOf(tx, [{ kind: 'order_group', id: split.orderGroupId }])).map((j) => j.memo)).toEqual([{ plan: 'growth', basis_points: '200', net_goods_minor: '20924' }]);
    });
  }));

test('orders that do not add up to what was captured are not placed, and nothing is booked', () =>
  withDatabase(async ({ ctx }) => {
    const gateway = fakeGateway();
    const deps = paymentsDeps(gateway);
    const attempt = await startedPayment(ctx, deps, money(26_141n, 'EUR'));
    await performPayment(deps, ctx, attempt.id, { confirmationToken: await gateway.tokenFor('ok'), returnUrl: 'http://x' });

    await expect(ctx.inTx((tx) => splitClearing(tx, aSplit({ attemptId: attempt.id })))).rejects.toThrow('26140 of 26141');

    await ctx.inRead(async (tx) => expect(await balancesOf(tx, { kinds: KINDS })).toMatchObject([{ account: { kind: 'order.clearing' }, balanceMinor: 26_141n }]));
  }));

test('money that was not captured is not handed out', () =>
  withDatabase(async ({ ctx }) => {
    const deps = paymentsDeps();
    const attempt = await startedPayment(ctx, deps, money(26_140n, 'EUR'));

    await expect(ctx.inTx((tx) => splitClearing(tx, aSplit({ attemptId: attempt.id })))).rejects.toThrow('only captured money');
  }));

test('whatever the orders, every journal of a split balances and every cent captured has an owner', () => {
  const anOrder = fc.record({ gross: fc.bigInt(1n, 10_000_000n), taxBp: fc.bigInt(0n, 2_500n), commissionBp: fc.bigInt(0n, 3_000n), parts: fc.integer({ min: 0, max: 3 }) });
  fc.assert(fc.property(fc.array(anOrder, { minLength: 1, maxLength: 6 }), fc.bigInt(0n, 500n), (given, feeBp) => {
    const orders = given.map(({ gross, taxBp, commissionBp, parts }) => {
      const tax = percent(gross, taxBp, 'half_up');
      const taxByPlatform = Array.from({ length: parts }, (_, i) => ({ authority: `A${i}`, minor: tax / BigInt(parts) }));
      return { orderId: newId<OrderId>(), vendorId: newId<VendorId>(), grossMinor: gross, taxByPlatform, commissionMinor: percent(gross - tax, commissionBp, 'half_up') };
    });
    const captured = orders.reduce((a, o) => a + o.grossMinor, 0n);
    const journals = splitJournals(aSplit({ orders, platformFee: { minor: percent(captured, feeBp, 'half_up'), basisPoints: feeBp, netGoodsMinor: captured, planCode: 'p' } }));

    const by = new Map<string, bigint>();
    for (const journal of journals) {
      expect(journal.entries.reduce((a, e) => a + e.amountMinor, 0n)).toBe(0n);
      for (const e of journal.entries) by.set(e.account.kind, (by.get(e.account.kind) ?? 0n) - e.amountMinor);
    }
    expect(-(by.get('order.clearing') ?? 0n)).toBe(captured);
    const owners = [...by].filter(([kind]) => kind !== 'order.clearing').reduce((a, [, minor]) => a + minor, 0n);
    expect(owners).toBe(captured);
  }), { numRuns: 1000 });
});
