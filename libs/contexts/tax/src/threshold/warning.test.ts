import type { Ctx } from '@stoa/platform/context';
import { announced, withDatabase } from '@stoa/platform/testing';
import { newId } from '@stoa/platform/ids';
import { aMarket, liveTenant } from '@stoa/tenancy/testing';
import { aConsignment, place, savedDecision, thePacks } from '../testing.js';
import type { ThresholdState } from './threshold.js';
import { lookNow, tellNews, warnOfLimits } from './warn-of-limits.js';
import { lookAt, type StepKey } from './warning.js';

const packs = thePacks();
const at = (state: ThresholdState['state'], more: Partial<ThresholdState> = {}): ThresholdState =>
  ({ code: 'no_voec', name: { en: 'x' }, place: 'NO', of: 'platform', sellerId: null, limit: { minor: 1n, currency: 'NOK' }, limitSales: null, total: null, sales: 0, usedBp: 0, state, isRegistered: false, cite: 'c', period: 'twelve_months', outside: [], ...more });
const today = () => '2026-11-22';
const key = (step: 'near' | 'crossed', more: Partial<StepKey> = {}): StepKey => ({ code: 'no_voec', place: 'NO', sellerId: null, period: 'rolling', step, ...more });
const look = (states: readonly ThresholdState[], told: readonly StepKey[] = []) => {
  const { passed, tell, gone } = lookAt(states, told, today);
  return { passed: passed.map((one) => one.step), tell: tell.map((one) => one.key.step), gone: gone.map((one) => one.step) };
};

test.each([
  ['far from it nothing is said', at('below'), [], { passed: [], tell: [], gone: [] }], ['near it is told', at('near'), [], { passed: ['near'], tell: ['near'], gone: [] }], ['once', at('near'), [key('near')], { passed: [], tell: [], gone: [] }],
  ['when it is crossed that is told as well', at('crossed'), [key('near')], { passed: ['crossed'], tell: ['crossed'], gone: [] }], ['crossed at one stride only that', at('crossed'), [], { passed: ['near', 'crossed'], tell: ['crossed'], gone: [] }],
  ['back under it over twelve months is forgotten step by step', at('near'), [key('near'), key('crossed')], { passed: [], tell: [], gone: ['crossed'] }], ['far below all of it', at('below'), [key('near'), key('crossed')], { passed: [], tell: [], gone: ['near', 'crossed'] }],
  ['a calendar year keeps what was told of it', at('below', { period: 'year' }), [key('near', { period: '2026' })], { passed: [], tell: [], gone: [] }], ['the next year begins anew', at('near', { period: 'year' }), [key('near', { period: '2025' })], { passed: ['near'], tell: ['near'], gone: [] }],
  ['without an exchange rate nothing is said or forgotten', at('unknown'), [key('near')], { passed: [], tell: [], gone: [] }], ['whoever is registered needs no warning', at('crossed', { isRegistered: true }), [], { passed: [], tell: [], gone: [] }],
  ['a vendor’s limit is not the marketplace’s', at('near', { sellerId: 'v2' }), [key('near'), key('near', { sellerId: 'v1', period: '2026' })], { passed: ['near'], tell: ['near'], gone: ['near'] }],
] as const)('a limit of the law: %s', (_what, state, told, comes) => {
  expect(look([state], told)).toEqual(comes);
});

test('staff are told once of a limit that is near and once when it is crossed, however many workers look at once', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, { markets: [aMarket({ countries: ['DE', 'FI'] })] }, db);
    const vendorId = newId();
    const sell = (amountMinor: bigint) => ctx.inTx((tx) => savedDecision(tx, aConsignment({
      shipTo: place('FI', { postcode: '00100', city: 'Helsinki' }), lines: [{ id: 'l1', category: 'goods.household', amountMinor, quantity: 1, discounts: [] }], taxPoint: new Date('2026-02-20T11:00:00Z'), seller: { ...aConsignment().seller, id: vendorId },
    })));
    const warn = (by: Ctx = ctx) => warnOfLimits({ packs }, by);
    const told = async () => (await announced(ctx)).filter(({ name }) => name === 'tax.threshold_passed').map(({ payload }) => payload);
    await sell(833_000n);
    expect(await warn()).toBe(0);
    await sell(119_000n);
    // 19 % in 9,520.00: 8,000.00 net.
    // Two workers look before either writes.
    const seen = await ctx.inTx((tx) => lookNow(tx, { packs }));
    expect([await warn(), await ctx.inTx((tx) => tellNews(tx, { packs }, seen))]).toEqual([1, 0]);
    expect(await told()).toMatchObject([{ code: 'eu_distance_sales', place: 'EU', vendorId, step: 'near', usedBp: 8_000, totalMinor: '800000', limitMinor: '1000000', currency: 'EUR' }]);
    await sell(357_000n);
    expect([await warn(), await warn()]).toEqual([1, 0]);
    expect((await told()).map((one) => (one as { step: string; usedBp: number }).step)).toEqual(['near', 'crossed']);
  }));
