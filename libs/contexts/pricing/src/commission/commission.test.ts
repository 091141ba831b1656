import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { announced, asTenant, audited, switchTenant } from '@stoa/platform/testing';
import { newId } from '@stoa/platform/ids';
import { publishedListing, savedCategory } from '@stoa/catalog/testing';
import type { VendorId } from '@stoa/events/vendors';
import { savedVendor } from '@stoa/vendors/testing';
import { aPlan, savedPlan } from '../testing.js';
import { listPrices } from '../price/price-history.repository.js';
import { recordPrices } from '../price/record-prices.js';
import { commissionOf, percentText } from './commission.js';
import { currentPlan } from './commission.repository.js';
import { quoteCommission } from './quote-commission.js';
import { setCommissionPlan } from './set-commission-plan.js';

const vendorId = newId<VendorId>();
const line = (categoryPath: string, netMinor: bigint, lineId = newId()) => ({ lineId, categoryPath, vendorId, netMinor });
const only = (plan: ReturnType<typeof aPlan>, path: string, net: bigint) => commissionOf(plan, [line(path, net)]).map(({ ruleText, amountMinor }) => [ruleText, amountMinor])[0];

test.each([
  ['ceramics', 2_857n, 'Ceramics 12 %', 343n], ['ceramics/mugs', 2_854n, 'Ceramics 12 %', 342n], ['textiles/scarves', 10_840n, 'Textiles 10 %', 1_084n],
  ['ceramics-tools', 1_000n, 'Default 15 %', 150n], ['paper', 10n, 'Default 15 %', 2n], ['paper', 3n, 'Default 15 %', 0n],
])('of goods in %s for %s the marketplace keeps %s: %s', (path, net, rule, amount) => expect(only(aPlan(), path, net)).toEqual([rule, amount]));

test('the rule of the deepest category counts, and a vendor’s own rule before all', () => {
  const rules = [
    { categoryPath: 'ceramics', name: 'Ceramics', bp: 1_200n, vendorId: null }, { categoryPath: 'ceramics/mugs', name: 'Mugs', bp: 850n, vendorId: null }, { categoryPath: 'ceramics', name: 'Ceramics', bp: 500n, vendorId },
  ];
  expect(only(aPlan({ rules }), 'ceramics/mugs', 10_000n)).toEqual(['Ceramics 5 %', 500n]);
  expect(only(aPlan({ rules: rules.slice(0, 2) }), 'ceramics/mugs', 10_000n)).toEqual(['Mugs 8.5 %', 850n]);
  expect([0n, 5n, 1_250n, 10_000n].map(percentText)).toEqual(['0 %', '0.05 %', '12.5 %', '100 %']);
});

test('a commission is never more than half a cent away from its share, nor more than the goods', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.integer({ min: 0, max: 10_000 }), (net, bp) => {
    const [commission] = commissionOf(aPlan({ rules: [], defaultBp: BigInt(bp) }), [line('paper', net)]);
    const off = commission!.amountMinor * 10_000n - net * BigInt(bp);
    expect(off <= 5_000n && off > -5_000n && commission!.amountMinor <= net).toBe(true);
  }));
});

test('staff set a plan, the next orders are charged by it, and who set what is recorded', () =>
  asTenant(async (ctx) => {
    await savedCategory(ctx);
    expect((await quoteCommission(ctx, [line('ceramics', 1_000n)])).lines[0]).toMatchObject({ ruleText: 'Default 15 %', amountMinor: 150n });

    const plan = await setCommissionPlan(ctx, { defaultBp: 1_400n, rules: [{ categoryPath: 'ceramics', bp: 1_200n, vendorId: null }], expectedVersion: 0 });

    expect(await quoteCommission(ctx, [line('ceramics/mugs', 1_000n, 'a'), line('paper', 1_000n, 'b')])).toEqual({
      planId: plan.id, planVersion: 1, lines: [{ lineId: 'a', bp: 1_200n, ruleText: 'Ceramics 12 %', amountMinor: 120n }, { lineId: 'b', bp: 1_400n, ruleText: 'Default 14 %', amountMinor: 140n }],
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
    const rule = { categoryPath: 'ceramics', bp: 1_000n, vendorId: null };
    const set = (rules: { categoryPath: string; bp: bigint; vendorId: VendorId | null }[], expectedVersion = 1) => setCommissionPlan(ctx, { defaultBp: 100n, rules, expectedVersion });

    await expect(set([rule], 0)).rejects.toMatchObject({ code: 'pricing.plan_changed_meanwhile', kind: 'precondition_failed' });
    await expect(set([{ ...rule, categoryPath: 'cars' }])).rejects.toMatchObject({ code: 'pricing.category_unknown' });
    await expect(set([{ ...rule, vendorId: newId<VendorId>() }])).rejects.toMatchObject({ code: 'pricing.vendor_unknown' });
    await expect(set([rule, rule])).rejects.toMatchObject({ code: 'pricing.rule_stands_twice' });
    expect((await currentPlan(ctx)).version).toBe(1);
    expect((await set([rule, { ...rule, vendorId: vendor.id }])).version).toBe(2);
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
