import { asTenant, withDatabase } from '@stoa/platform/testing';
import { newId } from '@stoa/platform/ids';
import { aMarket, liveTenant } from '@stoa/tenancy/testing';
import { decideTax } from '../decision/decide-tax.js';
import { correctDecisions } from '../decision/correct-decision.js';
import { enterRates } from '../exchange/enter-rates.js';
import { aCalifornianConsignment, aConsignment, place, savedDecision, thePacks } from '../testing.js';
import { listThresholds } from './list-thresholds.js';
import { limitsOf, stateOf } from './threshold.js';
import { countedSince } from './year.js';

const packs = thePacks();
const february = new Date('2026-02-20T11:00:00Z');
const line = (amountMinor: bigint) => [{ id: 'l1', category: 'goods.household', amountMinor, quantity: 1, discounts: [] }];
const toFinland = (amountMinor: bigint) => aConsignment({ shipTo: place('FI', { postcode: '00100', city: 'Helsinki' }), lines: line(amountMinor), taxPoint: february });

test('a state’s own figures stand in its federation’s limit: amount alone, amount or sales, amount and sales', () => {
  const of = (state: string) => limitsOf(packs, state, '2026-03-01').map(({ limit, limitSales, test }) => [limit.minor, limitSales, test]);
  expect([of('US-CA'), of('US-NY'), of('US-KY')]).toEqual([[[50_000_000n, null, 'amount']], [[50_000_000n, 100, 'and']], [[10_000_000n, 200, 'or']]]);
});

test.each([
  ['or', 7_900_000n, 120, 7_900, 'below'], ['or', 1_000n, 160, 8_000, 'near'], ['or', 10_000_000n, 1, 10_000, 'crossed'], ['and', 10_000_000n, 79, 3_950, 'below'], ['and', 10_000_000n, 200, 10_000, 'crossed'],
] as const)('%s: %s cents in %s sales use %s of the limit: %s', (test, netMinor, sales, usedBp, state) => {
  const [limit] = limitsOf(packs, 'US-KY', '2026-03-01');
  expect(stateOf({ ...limit!, test, limitSales: 200 }, [{ sellerId: null, place: 'US-KY', currency: 'USD', netMinor, sales }], { sellerId: null, isRegistered: false, rates: [] })).toMatchObject({ usedBp, state });
});

test('running totals are the net of frozen decisions less what was given back, and without a rate the state is not known', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, { markets: [aMarket({ countries: ['DE', 'FI', 'NO'] })] }, db);
    const rows = () => ctx.inTx((tx) => listThresholds(tx, { packs }));
    expect((await rows()).map((row) => [row.code, row.state])).toEqual([['no_voec', 'below']]);
    await ctx.inTx(async (tx) => {
      await savedDecision(tx, aConsignment({ shipTo: place('NO'), lines: line(410_000n), taxPoint: february, exchangeRates: [{ base: 'EUR', quote: 'NOK', rate: '10', source: 'ecb', date: '2026-02-20' }] }));
      await savedDecision(tx, aConsignment({ shipTo: place('NO'), lines: line(410_000n), taxPoint: new Date('2025-02-20T11:00:00Z'), exchangeRates: [{ base: 'EUR', quote: 'NOK', rate: '10', source: 'ecb', date: '2025-02-20' }] }));
    });
    expect(await rows()).toMatchObject([{ code: 'no_voec', state: 'unknown', total: null, usedBp: null, sales: 1 }]);
    await ctx.inTx((tx) => enterRates(tx, { source: 'ecb', base: 'EUR', from: '2026-02-27', to: null, rates: { NOK: '10' } }));
    expect(await rows()).toMatchObject([{ place: 'NO', state: 'near', usedBp: 8_200, total: { minor: 4_100_000n, currency: 'NOK' }, isRegistered: false, limit: { minor: 5_000_000n, currency: 'NOK' } }]);
  }));

test('a vendor’s sales across the Union count for the year, and what was refunded does not', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, { markets: [aMarket({ countries: ['DE', 'FI'] })] }, db);
    const first = await ctx.inTx((tx) => savedDecision(tx, toFinland(952_000n)));
    const rows = () => ctx.inTx((tx) => listThresholds(tx, { packs }));
    // 19 % in 9,520.00: 8,000.00 net.
    expect(await rows()).toMatchObject([{ code: 'eu_distance_sales', of: 'seller', sellerId: 'v1', state: 'near', usedBp: 8_000, total: { minor: 800_000n, currency: 'EUR' } }]);
    const corrected = new Map([[first.id, [{ lineId: 'l1', netMinor: 200_000n, taxMinor: 38_000n, components: [] }]]]);
    const causeId = newId();
    await ctx.inTx((tx) => correctDecisions(tx, { causeId, direction: 'given_back', currency: 'EUR', decisions: corrected }));
    expect(await rows()).toMatchObject([{ state: 'below', usedBp: 6_000 }]);
    await ctx.inTx((tx) => correctDecisions(tx, { causeId, direction: 'taken_back', currency: 'EUR', decisions: corrected }));
    expect(await rows()).toMatchObject([{ state: 'near', usedBp: 8_000 }]);
  }));

test('a year begins at midnight where the goods leave: a sale of the same minute is of the new year in Helsinki, and of the old one in Berlin', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, { markets: [aMarket({ countries: ['DE', 'FI'] })] }, db);
    const [early, late] = [new Date('2025-12-31T22:30:00Z'), new Date('2025-12-31T23:30:00Z')];
    const fromFinland = { ...aConsignment().seller, id: 'v2', country: 'FI', establishments: ['FI'], registrations: [{ country: 'FI', scheme: 'vat', number: 'FI1' }] };
    await ctx.inTx(async (tx) => {
      await savedDecision(tx, { ...toFinland(119_000n), taxPoint: early });
      await savedDecision(tx, { ...toFinland(238_000n), taxPoint: late });
      await savedDecision(tx, aConsignment({ seller: fromFinland, shipFrom: place('FI', { postcode: '00100', city: 'Helsinki' }), lines: line(125_500n), taxPoint: early }));
    });
    expect((await ctx.inTx((tx) => listThresholds(tx, { packs }))).map((row) => [row.sellerId, row.total?.minor])).toEqual([['v1', 200_000n], ['v2', 100_000n]]);
    const counted = (taxPoint: Date) => ctx.inTx(async (tx) => {
      const answer = await decideTax(tx, { packs }, { ...toFinland(11_900n), taxPoint });
      return answer.outcome === 'decided' ? answer.decision.facts.seller.crossBorderYtdMinor : null;
    });
    // Ten minutes before midnight in Berlin all three are of the old year still.
    expect([await counted(february), await counted(new Date('2025-12-31T22:50:00Z'))]).toEqual([200_000n, 300_000n]);
  }));

test('limits of a marketplace count on the clock of the place whose law it is', () => {
  const at = new Date('2026-03-01T02:00:00Z');
  const since = (place: string, period: 'year' | 'twelve_months') => countedSince(packs, place, { period, at }).toISOString();
  expect([since('NZ', 'year'), since('US-CA', 'year'), since('US-CA', 'twelve_months'), since('EU', 'year')]).toEqual(['2025-12-31T11:00:00.000Z', '2026-01-01T08:00:00.000Z', '2025-02-28T08:00:00.000Z', '2026-01-01T00:00:00.000Z']);
});

test('the sale that crosses 10,000 euros a year is taxed where it goes: what the vendor sold here before counts, and is frozen with the decision', () =>
  asTenant(async (ctx) => {
    const placeOf = async (amountMinor: bigint) => {
      const answer = await decideTax(ctx, { packs }, toFinland(amountMinor));
      return answer.outcome === 'decided' ? [answer.decision.place, answer.decision.facts.seller.crossBorderYtdMinor] : [answer.reasons[0]!.code, 0n];
    };
    expect(await placeOf(119_000n)).toEqual(['DE', 0n]);
    await savedDecision(ctx, toFinland(1_071_000n));
    // 9,000.00 net so far: one of 999.00 stays below, one of 1,001.00 does not, and the vendor has no number in Finland.
    expect(await placeOf(118_881n)).toEqual(['DE', 900_000n]);
    expect(await placeOf(125_626n)).toEqual(['tax.registration_missing', 0n]);
    expect((await decideTax(ctx, { packs }, { ...toFinland(125_626n), seller: { ...aConsignment().seller, oss: true } }))).toMatchObject({ outcome: 'decided', decision: { place: 'FI', facts: { seller: { crossBorderYtdMinor: 0n } } } });
  }));

test('what the vendor sold before in another currency counts at the published rate; without one nobody knows how near the limit is, and there is no answer', () =>
  asTenant(async (ctx) => {
    const decided = () => decideTax(ctx, { packs }, toFinland(125_626n));
    const inKronor = { currency: 'SEK', exchangeRates: [{ base: 'EUR', quote: 'SEK', rate: '10', source: 'ecb', date: '2026-02-20' }] };
    // 9,000.00 euros net, at ten kronor to the euro.
    await savedDecision(ctx, { ...toFinland(10_710_000n), ...inKronor });
    expect(await decided()).toMatchObject({ outcome: 'no_answer', reasons: [{ code: 'tax.no_exchange_rate' }] });
    await enterRates(ctx, { source: 'ecb', base: 'EUR', from: '2026-02-20', to: null, rates: { SEK: '10' } });
    expect(await decided()).toMatchObject({ outcome: 'no_answer', reasons: [{ code: 'tax.registration_missing' }] });
    await enterRates(ctx, { source: 'ecb', base: 'EUR', from: '2026-02-20', to: null, rates: { SEK: '20' } });
    expect(await decided()).toMatchObject({ outcome: 'decided', decision: { place: 'DE', facts: { seller: { crossBorderYtdMinor: 450_000n } } } });
  }));

test('sales in California count for California', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, { currency: 'USD', markets: [aMarket({ countries: ['US'], regions: ['US-CA', 'US-CO'], currency: 'USD', priceMode: 'excl' })], registrations: [{ country: 'US', region: 'CA', scheme: 'sales_tax', number: 'SR-1' }] }, db);
    await ctx.inTx((tx) => savedDecision(tx, aCalifornianConsignment({ taxPoint: february, lines: [{ id: 'l1', category: 'goods.household', amountMinor: 42_000_000n, quantity: 1, discounts: [] }] })));
    expect((await ctx.inTx((tx) => listThresholds(tx, { packs }))).map((row) => [row.place, row.state, row.usedBp, row.isRegistered])).toEqual([['US-CA', 'near', 8_400, true], ['US-CO', 'below', 0, false]]);
  }));
