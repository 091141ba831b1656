import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { announced, asTenant, audited, switchTenant, withDatabase } from '@stoa/platform/testing';
import { newId } from '@stoa/platform/ids';
import { publishedListing, savedCategory } from '@stoa/catalog/testing';
import type { VendorId } from '@stoa/events/vendors';
import { aMarket, liveTenant } from '@stoa/tenancy/testing';
import { savedVendor } from '@stoa/vendors/testing';
import { aPlan, savedPlan } from '../testing.js';
import { listPrices } from '../price/price-history.repository.js';
import { recordPrices } from '../price/record-prices.js';
import { chargeOf, commissionOf, percentText, type CommissionRule, type RuleAmounts } from './commission.js';
import { currentPlan } from './commission.repository.js';
import { quoteCommission } from './quote-commission.js';
import { setCommissionPlan } from './set-commission-plan.js';

type Wanted = Omit<CommissionRule, 'name'>;
const vendorId = newId<VendorId>();
const line = (categoryPath: string, netMinor: bigint, lineId = newId(), quantity = 1) => ({ lineId, categoryPath, vendorId, quantity, netMinor });
const aRule = (change: Partial<CommissionRule> = {}): CommissionRule => ({ categoryPath: 'ceramics', name: 'Ceramics', bp: 1_200n, vendorId: null, amounts: [], ...change });
const euros = (fixedMinor: bigint, minMinor: bigint | null = null, maxMinor: bigint | null = null): RuleAmounts => ({ currency: 'EUR', fixedMinor, minMinor, maxMinor });
const only = (plan: ReturnType<typeof aPlan>, path: string, net: bigint) => commissionOf(plan, [line(path, net)], 'EUR').map(({ ruleText, amountMinor }) => [ruleText, amountMinor])[0];

test.each([
  ['ceramics', 2_857n, 'Ceramics 12 %', 343n], ['ceramics/mugs', 2_854n, 'Ceramics 12 %', 342n], ['textiles/scarves', 10_840n, 'Textiles 10 %', 1_084n],
  ['ceramics-tools', 1_000n, 'Default 15 %', 150n], ['paper', 10n, 'Default 15 %', 2n], ['paper', 3n, 'Default 15 %', 0n],
])('of goods in %s for %s the marketplace keeps %s: %s', (path, net, rule, amount) => expect(only(aPlan(), path, net)).toEqual([rule, amount]));

test('the first rule that fits counts; one without category is for all goods, one without vendor for every vendor', () => {
  const rules = [
    aRule({ bp: 500n, vendorId }), aRule({ categoryPath: 'ceramics/mugs', name: 'Mugs', bp: 850n }), aRule(), aRule({ categoryPath: null, name: 'All goods', bp: 700n, vendorId: newId<VendorId>() }),
  ];
  expect(only(aPlan({ rules }), 'ceramics/mugs', 10_000n)).toEqual(['Ceramics 5 %', 500n]);
  expect(only(aPlan({ rules: rules.slice(1) }), 'ceramics/mugs', 10_000n)).toEqual(['Mugs 8.5 %', 850n]);
  expect(only(aPlan({ rules: rules.slice(1) }), 'ceramics/bowls', 10_000n)).toEqual(['Ceramics 12 %', 1_200n]);
  expect(only(aPlan({ rules: rules.slice(1) }), 'paper', 10_000n)).toEqual(['Default 15 %', 1_500n]);
  expect(only(aPlan({ rules: [...rules.slice(1), aRule({ categoryPath: null, name: 'All goods', bp: 100n })] }), 'paper', 10_000n)).toEqual(['All goods 1 %', 100n]);
  expect([0n, 5n, 1_250n, 10_000n].map(percentText)).toEqual(['0 %', '0.05 %', '12.5 %', '100 %']);
});

test.each<[string, RuleAmounts, bigint, number, string, bigint]>([
  ['a fixed part for each piece', euros(30n), 1_000n, 3, 'Ceramics 12 % + €0.30 a piece', 210n],
  ['the least for each piece', euros(0n, 100n), 1_000n, 3, 'Ceramics 12 %, at least €1.00 a piece', 300n],
  ['the most for each piece, after the fixed part', euros(30n, null, 50n), 1_000n, 2, 'Ceramics 12 % + €0.30 a piece, at most €0.50 a piece', 100n],
  ['no more than the goods', euros(30n, 600n), 1_000n, 2, 'Ceramics 12 % + €0.30 a piece, at least €6.00 a piece', 1_000n],
])('%s', (_what, amounts, net, quantity, ruleText, amountMinor) => {
  const plan = aPlan({ rules: [aRule({ amounts: [amounts] })] });
  expect(commissionOf(plan, [line('ceramics', net, 'a', quantity)], 'EUR')).toMatchObject([{ ruleText, amountMinor }]);
  expect(commissionOf(plan, [line('ceramics', net, 'a', quantity)], 'USD')).toMatchObject([{ ruleText: 'Ceramics 12 %', amountMinor: 120n }]);
});

test('a plan from before rules had an order charges as it did: a vendor’s own rule first, then the deepest category', () =>
  asTenant(async (ctx) => {
    const old = [{ categoryPath: 'ceramics', name: 'Ceramics', bp: 1200, vendorId: null }, { categoryPath: 'ceramics/mugs', name: 'Mugs', bp: 850, vendorId: null }, { categoryPath: 'ceramics', name: 'Ceramics', bp: 500, vendorId }];
    await ctx.tx('pricing.commission_plans').insert({ tenant_id: ctx.tenantId, id: newId(), version: 1, default_bp: 1500, set_at: ctx.now, set_by: 'somebody', rules: JSON.stringify(old) });

    expect((await currentPlan(ctx)).rules.map((rule) => [rule.vendorId, rule.categoryPath, rule.bp, rule.amounts])).toEqual([[vendorId, 'ceramics', 500n, []], [null, 'ceramics/mugs', 850n, []], [null, 'ceramics', 1_200n, []]]);
  }));

test('whatever the terms, a commission is worked out as written down, lies within its limits, and never takes more than the goods', () => {
  const optional = fc.option(fc.bigInt(0n, 100_000n), { nil: null });
  const terms = fc.record({ bp: fc.bigInt(0n, 10_000n), fixedMinor: fc.bigInt(0n, 10_000n), minMinor: optional, maxMinor: optional }).filter(({ minMinor, maxMinor }) => minMinor === null || maxMinor === null || minMinor <= maxMinor);
  fc.assert(fc.property(terms, fc.bigInt(0n, 10n ** 9n), fc.integer({ min: 1, max: 500 }), (given, netMinor, quantity) => {
    const { amountMinor, limit } = chargeOf(given, { netMinor, quantity });
    const pieces = BigInt(quantity);
    expect(amountMinor >= 0n && amountMinor <= netMinor).toBe(true);
    if (limit === null) {
      const share = amountMinor - given.fixedMinor * pieces;
      expect((share * 2n - 1n) * 10_000n <= netMinor * given.bp * 2n && netMinor * given.bp * 2n < (share * 2n + 1n) * 10_000n).toBe(true);
    }
    if (limit === 'minimum') expect(amountMinor).toBe(given.minMinor! * pieces);
    if (limit === 'maximum') expect(amountMinor).toBe(given.maxMinor! * pieces);
    if (limit === 'goods') expect(amountMinor).toBe(netMinor);
    if (given.maxMinor !== null) expect(amountMinor <= given.maxMinor * pieces).toBe(true);
    if (given.minMinor !== null) expect(amountMinor >= given.minMinor * pieces || amountMinor === netMinor).toBe(true);
  }), { numRuns: 1_000 });
});

test('a commission is never more than half a cent away from its share, nor more than the goods', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.integer({ min: 0, max: 10_000 }), (net, bp) => {
    const [commission] = commissionOf(aPlan({ rules: [], defaultBp: BigInt(bp) }), [line('paper', net)], 'EUR');
    const off = commission!.amountMinor * 10_000n - net * BigInt(bp);
    expect(off <= 5_000n && off > -5_000n && commission!.amountMinor <= net).toBe(true);
  }));
});

test('staff set a plan, the next orders are charged by it, and who set what is recorded', () =>
  asTenant(async (ctx) => {
    await savedCategory(ctx);
    expect((await quoteCommission(ctx, [line('ceramics', 1_000n)], 'EUR')).lines[0]).toMatchObject({ ruleText: 'Default 15 %', amountMinor: 150n });

    const plan = await setCommissionPlan(ctx, { defaultBp: 1_400n, rules: [{ categoryPath: 'ceramics', bp: 1_200n, vendorId: null, amounts: [] }], expectedVersion: 0 });

    expect(await quoteCommission(ctx, [line('ceramics/mugs', 1_000n, 'a'), line('paper', 1_000n, 'b')], 'EUR')).toEqual({
      planId: plan.id, planVersion: 1, lines: [{ lineId: 'a', bp: 1_200n, fixedMinor: 0n, minMinor: null, maxMinor: null, ruleText: 'Ceramics 12 %', amountMinor: 120n }, { lineId: 'b', bp: 1_400n, fixedMinor: 0n, minMinor: null, maxMinor: null, ruleText: 'Default 14 %', amountMinor: 140n }],
    });
    expect(await announced(ctx)).toEqual([{ name: 'pricing.commission_plan_changed', payload: { planId: plan.id, version: 1 } }]);
    expect(await audited(ctx)).toMatchObject([{ action: 'pricing.commission_plan_changed', before: { version: 0, defaultBp: 1_500 }, after: { version: 1, defaultBp: 1_400 } }]);
    expect((await currentPlan(await switchTenant(ctx))).version).toBe(0);
  }));

test('a plan is refused that is not of the version it was made from, or names what does not exist', () =>
  asTenant(async (ctx) => {
    await savedCategory(ctx);
    const vendor = await savedVendor(ctx);
    await savedPlan(ctx);
    const rule: Wanted = { categoryPath: 'ceramics', bp: 1_000n, vendorId: null, amounts: [] };
    const set = (rules: Wanted[], expectedVersion = 1) => setCommissionPlan(ctx, { defaultBp: 100n, rules, expectedVersion });

    await expect(set([rule], 0)).rejects.toMatchObject({ code: 'pricing.plan_changed_meanwhile', kind: 'precondition_failed' });
    await expect(set([{ ...rule, categoryPath: 'cars' }])).rejects.toMatchObject({ code: 'pricing.category_unknown' });
    await expect(set([{ ...rule, vendorId: newId<VendorId>() }])).rejects.toMatchObject({ code: 'pricing.vendor_unknown' });
    await expect(set([rule, rule])).rejects.toMatchObject({ code: 'pricing.rule_stands_twice' });
    await expect(set([rule, { ...rule, vendorId: vendor.id }])).rejects.toMatchObject({ code: 'pricing.rule_never_reached', details: { errors: [{ pointer: '/rules/1' }] } });
    await expect(set([{ ...rule, categoryPath: null }, rule])).rejects.toMatchObject({ code: 'pricing.rule_never_reached' });
    expect((await currentPlan(ctx)).version).toBe(1);
    expect((await set([{ ...rule, vendorId: vendor.id }, rule, { ...rule, categoryPath: null }])).rules.map((one) => one.name)).toEqual(['Ceramics', 'Ceramics', 'All goods']);
  }));

test('amounts are kept to the unit; a rule that lacks them in a currency the marketplace sells in is refused', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, { markets: [aMarket(), aMarket({ code: 'us', countries: ['US'], currency: 'USD', isDefault: false })] }, db);
    const set = (amounts: RuleAmounts[]) => ctx.inTx((tx) => setCommissionPlan(tx, { defaultBp: 100n, rules: [{ categoryPath: null, bp: 1_000n, vendorId: null, amounts }], expectedVersion: 0 }));

    await expect(set([euros(30n)])).rejects.toMatchObject({ code: 'pricing.currency_missing', details: { currencies: ['USD'], errors: [{ pointer: '/rules/0' }] } });
    expect((await ctx.inRead(currentPlan)).version).toBe(0);
    await set([euros(30n, 100n, 2_000n), { ...euros(35n), currency: 'USD' }]);

    expect((await ctx.inRead(currentPlan)).rules).toEqual([aRule({ categoryPath: null, name: 'All goods', bp: 1_000n, amounts: [euros(30n, 100n, 2_000n), { ...euros(35n), currency: 'USD' }] })]);
  }));

test('every published price is kept once', () =>
  asTenant(async (ctx) => {
    const listing = await publishedListing(ctx);
    const [variant] = listing.content.variants;
    await recordPrices(ctx, listing.liveVersionId!);
    await recordPrices(ctx, listing.liveVersionId!);

    expect(await listPrices(ctx, variant!.id, 'EUR')).toEqual([{ fromAt: ctx.now, minor: 3_400n }]);
    expect(await listPrices(ctx, variant!.id, 'USD')).toEqual([{ fromAt: ctx.now, minor: 3_900n }]);
    expect(await listPrices(await switchTenant(ctx), variant!.id, 'EUR')).toEqual([]);
  }));
