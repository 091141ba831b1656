import { asTenant, withDatabase } from '@stoa/platform/testing';
import { aMarket, liveTenant } from '@stoa/tenancy/testing';
import { acceptDraft } from '../draft/accept-draft.js';
import { listDrafts } from '../draft/list-drafts.js';
import { documentsOf } from '../pack/load-packs.js';
import { shadowRun } from '../shadow/shadow-run.js';
import { aConsignment, place, savedDecision, thePacks } from '../testing.js';
import { trySale, type TrialSale } from './try-sale.js';

const packs = thePacks();
const aSale = (more: Partial<TrialSale> = {}): TrialSale => ({
  category: 'goods.household', amountMinor: 12_550n, currency: 'EUR', shippingMinor: 0n, priceMode: 'incl', from: place('DE'), to: place('FI'), buyer: 'consumer', buyerTaxId: null,
  vendor: { country: 'DE', registeredIn: ['DE'], oss: true, smallBusiness: false }, at: new Date('2026-03-01T09:00:00Z'), ...more,
});

test('a sale is tried under the marketplace’s own registrations and accepted drafts, and leaves nothing behind', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, { markets: [aMarket({ countries: ['DE', 'FI'] })], registrations: [{ country: 'DE', region: null, scheme: 'vat', number: 'DE123456789' }] }, db);
    const tried = (more: Partial<TrialSale> = {}) => ctx.inTx(async (tx) => (await trySale(tx, { packs }, aSale(more))).answer);
    expect(await tried()).toMatchObject({ outcome: 'decided', decision: { place: 'FI', scheme: 'union_oss', totals: { taxMinor: 2_550n }, rules: expect.arrayContaining([{ id: expect.any(String), cite: expect.any(String) }]) } });
    expect(await tried({ buyer: 'business', buyerTaxId: 'FI20774740' })).toMatchObject({ outcome: 'decided', decision: { totals: { taxMinor: 0n } } });
    expect(await tried({ to: place('NO') })).toMatchObject({ outcome: 'no_answer', reasons: [{ code: 'tax.no_exchange_rate' }] });
    expect(await tried({ category: 'goods.book' })).toMatchObject({ outcome: 'no_answer', reasons: [{ code: 'tax.rate_not_confirmed' }] });
    const drafts = () => ctx.inTx((tx) => listDrafts(tx, { packs }));
    expect((await drafts()).find((one) => one.draft === 'FI:goods.book')).toMatchObject({ ratePct: '13.5', effect: 'blocks', accepted: null });
    expect((await drafts()).every((one) => ['DE', 'FI', 'EU'].includes(one.pack))).toBe(true);
    await ctx.inTx((tx) => acceptDraft(tx, 'FI:goods.book', 'Confirmed by our accountant.'));
    expect(await tried({ category: 'goods.book', amountMinor: 11_350n })).toMatchObject({ outcome: 'decided', decision: { totals: { taxMinor: 1_350n } } });
    expect((await drafts()).find((one) => one.draft === 'FI:goods.book')).toMatchObject({ accepted: { reason: 'Confirmed by our accountant.' } });
  }));

const germany = documentsOf(packs, ['DE'])[0]!;
const nextVersion = germany.body.replace(/"version": "[\d.]+"/, '"version": "2027.1.1"');

test('a new version is linted, then held against the sales of the last 30 days; what differs is told, and nothing is kept', () =>
  withDatabase(async ({ ctx }) => {
    const run = (body: string) => ctx.inTx((tx) => shadowRun(tx, { packs }, body));
    await ctx.inTx(async (tx) => {
      await savedDecision(tx, aConsignment({ taxPoint: new Date('2026-02-20T11:00:00Z') }));
      await savedDecision(tx, aConsignment({ taxPoint: new Date('2026-01-02T11:00:00Z') }));
    });
    expect(await run(nextVersion)).toMatchObject({ pack: 'DE', version: '2027.1.1', installed: germany.version, problems: [], lookedAt: 1, changed: 0, differences: [] });
    const dearer = nextVersion.replace('"pct": "19", "from": "2021-01-01"', '"pct": "21", "from": "2021-01-01"');
    expect(dearer).not.toBe(nextVersion);
    // 34.00: 5.43 at 19 %, 5.90 at 21 %.
    expect(await run(dearer)).toMatchObject({ lookedAt: 1, changed: 1, differences: [{ was: { taxMinor: 543n, rates: '19' }, becomes: { taxMinor: 590n, rates: '21' } }] });
    expect(await run(nextVersion)).toMatchObject({ changed: 0 });
  }));

test.each([
  ['another content under an installed version', germany.body.replace('"pct": "19"', '"pct": "20"'), 'raise the version'], ['no JSON', '{ "schema"', 'this is no JSON'], ['a pack without rules of form', '{ "schema": "taxpack/1", "id": "DE" }', ''],
])('a new version that cannot be installed is not run: %s', (_what, body, words) =>
  asTenant(async (ctx) => {
    const { problems, lookedAt } = await shadowRun(ctx, { packs }, body);
    expect([problems.length > 0, problems.some(({ problem }) => problem.includes(words)), lookedAt]).toEqual([true, true, 0]);
  }));
