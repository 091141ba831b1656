import { audited, withDatabase } from '@stoa/platform/testing';
import { aMarket, liveTenant } from '@stoa/tenancy/testing';
import { thePacks } from '../testing.js';
import { enterOutsideSales } from './enter-outside-sales.js';
import { listThresholds } from './list-thresholds.js';
import { countedOutside } from './outside-sales.js';

const packs = thePacks();
const said = (more: object = {}) => ({ code: 'no_voec', place: 'NO', year: 2026, currency: 'NOK', netMinor: 4_100_000n, sales: 41, reason: 'From our own shop.', ...more });

test('what was sold elsewhere counts towards the limit, newest word first, and is in the trail', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, { markets: [aMarket({ countries: ['DE', 'NO'] })] }, db);
    const enter = (more: object = {}) => ctx.inTx((tx) => enterOutsideSales(tx, { packs }, said(more)));
    const norway = async () => (await ctx.inTx((tx) => listThresholds(tx, { packs }))).find((one) => one.place === 'NO');
    await enter({ netMinor: 1n });
    await enter();
    expect(await norway()).toMatchObject({ state: 'near', usedBp: 8_200, total: { minor: 4_100_000n, currency: 'NOK' }, sales: 41, outside: [{ year: 2026, netMinor: 4_100_000n }] });
    // Of the year before, the days that lie within the last twelve months: 306 of 365 on the first of March.
    await enter({ year: 2025, netMinor: 3_650_000n, sales: 365 });
    expect(await norway()).toMatchObject({ state: 'crossed', total: { minor: 7_160_000n, currency: 'NOK' }, sales: 347 });
    expect((await ctx.inTx((tx) => audited(tx))).map((row) => row.action)).toEqual(['tax.outside_sales_entered', 'tax.outside_sales_entered', 'tax.outside_sales_entered']);
  }));

test.each([['another year', { year: 2027 }, 'tax.year_not_counted'], ['a year that is long past', { year: 2024 }, 'tax.year_not_counted'], ['a limit that the place does not have', { code: 'us_nexus' }, 'tax.limit_not_found']])('refused, and nothing is kept: %s', (_what, more, code) =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, { markets: [aMarket({ countries: ['DE', 'NO'] })] }, db);
    await expect(ctx.inTx((tx) => enterOutsideSales(tx, { packs }, said(more)))).rejects.toMatchObject({ code });
    expect((await ctx.inTx((tx) => listThresholds(tx, { packs })))[0]).toMatchObject({ outside: [], sales: 0 });
  }));

test('a calendar year counts its own year alone', () => {
  const given = { code: 'no_voec', place: 'NO', period: 'year' as const, since: '2026-01-01', today: '2026-03-01' };
  expect(countedOutside([said(), said({ year: 2025 }), said({ place: 'SE' })], given).map((one) => one.netMinor)).toEqual([4_100_000n]);
});
