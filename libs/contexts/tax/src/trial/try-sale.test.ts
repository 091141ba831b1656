import { withDatabase } from '@stoa/platform/testing';
import { aMarket, liveTenant } from '@stoa/tenancy/testing';
import { acceptDraft } from '../draft/accept-draft.js';
import { listDrafts } from '../draft/list-drafts.js';
import { place, thePacks } from '../testing.js';
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
