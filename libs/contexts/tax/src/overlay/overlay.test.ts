import type { Ctx } from '@stoa/platform/context';
import { audited, withDatabase } from '@stoa/platform/testing';
import { aMarket, liveTenant } from '@stoa/tenancy/testing';
import { newId } from '@stoa/platform/ids';
import type { TaxDecisionId } from '@stoa/events/tax';
import { decideTax } from '../decision/decide-tax.js';
import { getDecision } from '../decision/decision.repository.js';
import { recomputeDecision } from '../decision/recompute-decision.js';
import { recordDecisions } from '../decision/record-decisions.js';
import type { ConsignmentFacts } from '../evaluation/facts.js';
import { aConsignment, place, thePacks } from '../testing.js';
import { changeOverlay } from './change-overlay.js';
import { effectsOf } from './overlay-effects.js';
import { changed, type OverlayChange } from './overlay-change.js';
import { openingOverlay, type TenantOverlay } from './overlay.js';
import { getOverlay, listOverlayChanges } from './overlay.repository.js';

const packs = thePacks();
const now = new Date('2026-03-01T09:00:00Z');
const terms = { intermediary: null, from: null, to: null };
const add = (country: string, scheme: string, number: string, more: Partial<OverlayChange> = {}): OverlayChange => ({ kind: 'add_registration', country, region: null, scheme, number, ...terms, ...more }) as OverlayChange;
const apply = (changes: readonly OverlayChange[], home = 'DE', start: TenantOverlay = openingOverlay([])): TenantOverlay => changes.reduce((overlay, change) => changed(overlay, change, { packs, now, home }), start);
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'done';
  } catch (error) {
    return (error as { code: string }).code;
  }
};
async function change(ctx: Ctx, one: OverlayChange): Promise<TenantOverlay> {
  return ctx.inTx(async (tx) => changeOverlay(tx, { packs }, { change: one, reason: 'By letter of the tax office.', expectedVersion: (await getOverlay(tx)).edited }));
}
const tax = (ctx: Ctx, facts: ConsignmentFacts) => ctx.inTx((tx) => decideTax(tx, { packs }, facts));
const conclusionOf = async (ctx: Ctx, facts: ConsignmentFacts): Promise<string> => {
  const answer = await tax(ctx, facts);
  return answer.outcome === 'decided' ? `${answer.decision.liable} ${answer.decision.scheme} ${answer.decision.totals.taxMinor}` : answer.reasons[0]!.code;
};
const fromChina = { shipFrom: place('CN'), seller: { ...aConsignment().seller, country: 'CN', establishments: ['CN'], registrations: [] } };
const rates = [{ base: 'EUR', quote: 'NOK', rate: '10', source: 'ecb', date: '2026-11-02' }, { base: 'EUR', quote: 'AUD', rate: '1.6', source: 'ecb', date: '2026-11-02' }];

test.each([
  ['DE', 'vat', 'de 287 441 905', 'DE287441905'], ['GR', 'vat', '123456789', 'EL123456789'], ['IE', 'ioss', 'im 372 0000 742', 'IM3720000742'], ['NO', 'voec', '2021234', '2021234'], ['AU', 'gst', '51 824 753 556', '51824753556'], ['GB', 'vat', 'GB123456789', 'GB123456789'],
  ['NZ', 'gst', '123-456-789', '123456789'], ['SG', 'gst', 'M12345678X', 'M12345678X'], ['CH', 'vat', 'CHE-123.456.789 MWST', 'CHE123456789MWST'],
])('a registration is read as people type its number: %s %s %s', (country, scheme, typed, number) => {
  expect(apply([add(country, scheme, typed)]).registrations).toMatchObject([{ country, scheme, number }]);
});

test('states and provinces have permits of their own, where their law asks for them', () => {
  const permits = apply([add('US', 'sales_tax', 'CA 102-447190', { region: 'CA' }), add('CA', 'pst', 'PST-1234-5678', { region: 'BC' }), add('CA', 'gst', '123456789 RT 0001')]).registrations;
  expect(permits.map((one) => [one.country, one.region, one.scheme, one.number])).toEqual([['CA', null, 'gst', '123456789RT0001'], ['CA', 'BC', 'pst', 'PST12345678'], ['US', 'CA', 'sales_tax', 'CA 102-447190']]);
});

test.each([
  ['a number that is not written so', [add('DE', 'vat', 'DE12')], 'tax.bad_registration_number'], ['a scheme that the law there does not know', [add('DE', 'voec', '2021234')], 'tax.unknown_scheme'],
  ['a state’s permit without the state', [add('US', 'sales_tax', 'CA 102')], 'tax.unknown_scheme'], ['a country without a pack', [add('BR', 'vat', '123456789')], 'tax.unknown_place'],
  ['days that overlap', [add('DE', 'vat', 'DE287441905', { to: '2026-05-31' }), add('DE', 'vat', 'DE287441906', { from: '2026-05-31' })], 'tax.registrations_overlap'],
  ['a second state for the one-stop shop of the union', [add('DE', 'union_oss', 'DE287441905'), add('FI', 'union_oss', 'FI29384715')], 'tax.registrations_overlap'],
  ['a last day before the first', [add('DE', 'vat', 'DE287441905', { from: '2026-05-31', to: '2026-05-30' })], 'tax.ends_before_it_begins'],
  ['an intermediary where none is needed', [add('DE', 'ioss', 'IM2760000742', { intermediary: 'IN2760000011' })], 'tax.intermediary_idle'],
  ['taking back what was in force', [add('DE', 'vat', 'DE287441905'), { kind: 'remove_registration', id: 'r1' }], 'tax.already_in_force'], ['what is not there', [{ kind: 'remove_registration', id: 'r9' }], 'tax.registration_not_found'],
  ['a choice that the law does not leave', [{ kind: 'choose_role', country: 'DE', role: 'agent', from: '2026-03-01' }], 'tax.role_not_free'], ['a choice of yesterday', [{ kind: 'choose_role', country: 'SA', role: 'agent', from: '2026-02-28' }], 'tax.starts_in_the_past'],
  ['a tax category that no pack speaks of', [{ kind: 'map_category', path: 'books', taxCategory: 'goods.bok', from: '2026-03-01' }], 'tax.unknown_category'],
] as [string, OverlayChange[], string][])('refused: %s', (_what, changes, code) => {
  expect(codeOf(() => apply(changes))).toBe(code);
});

test('one may follow the other, the one-stop shop may move, and what is planned may be taken back', () => {
  const moved = apply([add('DE', 'union_oss', 'DE287441905', { to: '2026-06-30' }), add('FI', 'union_oss', 'FI29384715', { from: '2026-07-01' }), add('NO', 'voec', '2021234', { from: '2026-04-01' }), { kind: 'remove_registration', id: 'r3' }]);
  expect(moved.registrations.map((one) => [one.id, one.country, one.from, one.to])).toEqual([['r1', 'DE', null, '2026-06-30'], ['r2', 'FI', '2026-07-01', null]]);
});

test('from outside the union the import scheme needs an intermediary, unless a treaty makes it needless', () => {
  const ioss = (more: Partial<OverlayChange> = {}) => add('IE', 'ioss', 'IM3720000742', more);
  expect(['US', 'NO', 'FI'].map((home) => codeOf(() => apply([ioss()], home)))).toEqual(['tax.intermediary_missing', 'done', 'done']);
  expect(apply([ioss({ intermediary: 'in 372 0000011' })], 'US').registrations[0]!.intermediary).toBe('IN3720000011');
  expect(codeOf(() => apply([ioss({ intermediary: 'X' })], 'US'))).toBe('tax.bad_registration_number');
});

test('a sale one second before a registration begins, or after it ended, is taxed without it, on the clock of the place', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, { markets: [aMarket({ countries: ['DE', 'NO'] })], registrations: [{ country: 'DE', region: null, scheme: 'vat', number: 'DE287441905' }] }, db);
    const toNorway = (taxPoint: string) => aConsignment({ ...fromChina, shipTo: place('NO'), taxPoint: new Date(taxPoint), exchangeRates: rates });
    expect(await conclusionOf(ctx, toNorway('2026-11-02T11:00:00Z'))).toBe('importer import_border 0');
    await change(ctx, add('NO', 'voec', '2021234', { from: '2026-12-01', to: '2026-12-31' }));
    // Midnight in Oslo is 23:00 of the day before.
    const at = ['2026-11-30T22:59:59Z', '2026-11-30T23:00:00Z', '2026-12-31T22:59:59Z', '2026-12-31T23:00:00Z'];
    expect(await Promise.all(at.map((taxPoint) => conclusionOf(ctx, toNorway(taxPoint))))).toEqual(['importer import_border 0', 'platform voec 680', 'platform voec 680', 'importer import_border 0']);
  }));

test.each([
  ['IE', 'ioss', 'IM3720000742', aConsignment({ ...fromChina, shipTo: place('FI') }), 'platform ioss 691', 'importer import_border 0'],
  ['DE', 'union_oss', 'DE287441905', aConsignment({ seller: fromChina.seller, shipTo: place('FI') }), 'platform union_oss 691', 'tax.registration_missing'],
  ['AU', 'gst', '51824753556', aConsignment({ ...fromChina, shipTo: place('AU'), exchangeRates: rates }), 'platform lvig 309', 'tax.registration_missing'],
  ['US', 'sales_tax', 'CA 102', aConsignment({ currency: 'USD', priceMode: 'excl', shipFrom: place('US', { region: 'CA', postcode: '95814' }), shipTo: place('US', { region: 'CA', postcode: '95814', city: 'Sacramento' }), seller: { ...fromChina.seller, country: 'US', establishments: ['US'] } }), 'platform marketplace_facilitator 298', 'tax.not_set_up'],
])('the end of a registration changes or stops what the law says: %s %s', (country, scheme, number, facts, held, ended) =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, { registrations: [] }, db);
    const region = country === 'US' ? 'CA' : null;
    await change(ctx, add(country, scheme, number, { region }));
    expect(await conclusionOf(ctx, facts)).toBe(held);
    await change(ctx, { kind: 'change_registration', id: 'r1', number, intermediary: null, from: null, to: '2026-11-01' });
    expect(await conclusionOf(ctx, facts)).toBe(ended);
    expect(await conclusionOf(ctx, { ...facts, taxPoint: new Date('2026-11-01T11:00:00Z') })).toBe(held);
  }));

test('a decision names the version it was made under, and works out to the same bytes when the marketplace says something else since', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, { registrations: [] }, db);
    const facts = aConsignment({ lines: [{ id: 'l1', category: 'goods.general', path: 'shelves/books', amountMinor: 10_700n, quantity: 1, discounts: [] }] });
    const before = await tax(ctx, facts);
    expect(before).toMatchObject({ outcome: 'decided', decision: { overlay: { roundingLevel: null, acceptedDrafts: [] }, lines: [{ category: 'goods.general', taxMinor: 1_708n }] } });
    await change(ctx, { kind: 'map_category', path: 'shelves', taxCategory: 'goods.book', from: '2026-03-01' });
    const after = await tax(ctx, facts);
    if (after.outcome !== 'decided') throw new Error(JSON.stringify(after.reasons));
    expect(after.decision).toMatchObject({ overlay: { version: 1 }, lines: [{ category: 'goods.book', ratePct: '7', taxMinor: 700n }], facts: { lines: [{ path: 'shelves/books' }] } });
    const decisionId = newId<TaxDecisionId>();
    await ctx.inTx((tx) => recordDecisions(tx, { packs }, [{ decisionId, consignmentId: newId(), orderId: newId(), decision: after.decision }]));
    await change(ctx, { kind: 'map_category', path: 'shelves', taxCategory: null, from: '2026-03-01' });
    expect(await tax(ctx, facts)).toMatchObject({ decision: { overlay: { version: 2 }, lines: [{ category: 'goods.general', taxMinor: 1_708n }] } });
    expect(await ctx.inTx(async (tx) => [(await getDecision(tx, decisionId)).decision.overlay.version, (await recomputeDecision(tx, decisionId)).same])).toEqual([1, true]);
    expect((await ctx.inTx((tx) => listOverlayChanges(tx, 10))).map((one) => [one.version, one.reason])).toEqual([[2, 'By letter of the tax office.'], [1, 'By letter of the tax office.']]);
    expect((await ctx.inTx((tx) => audited(tx))).map((row) => row.action)).toEqual(['tax.overlay_changed', 'tax.overlay_changed']);
  }));

test('a shelf has the tax category of the nearest above it that has one, from its day on; goods that name one themselves keep theirs', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, { registrations: [] }, db);
    await change(ctx, { kind: 'map_category', path: 'a', taxCategory: 'goods.book', from: '2026-03-01' });
    await change(ctx, { kind: 'map_category', path: 'a/b', taxCategory: 'goods.food', from: '2026-11-02' });
    const categoryAt = async (path: string | null, taxPoint = '2026-11-01T23:00:00Z') => {
      const answer = await tax(ctx, aConsignment({ taxPoint: new Date(taxPoint), lines: [{ id: 'l1', category: 'goods.toys', path, amountMinor: 100n, quantity: 1, discounts: [] }] }));
      return answer.outcome === 'decided' ? answer.decision.lines[0]!.category : answer.reasons;
    };
    // In Berlin it is midnight.
    expect(await Promise.all([categoryAt('a/b/c'), categoryAt('a/b', '2026-11-01T22:59:59Z'), categoryAt('a/bc'), categoryAt('ab'), categoryAt(null)])).toEqual(['goods.food', 'goods.book', 'goods.book', 'goods.toys', 'goods.toys']);
  }));

test('where the law leaves the choice, an agent is not the supplier: from its day on', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, { registrations: [] }, db);
    const saudi = (taxPoint: string) => aConsignment({ currency: 'SAR', taxPoint: new Date(taxPoint), shipFrom: place('SA'), shipTo: place('SA'), seller: { ...fromChina.seller, country: 'SA', establishments: ['SA'] } });
    await change(ctx, add('SA', 'vat', '300123456700003'));
    await change(ctx, { kind: 'choose_role', country: 'SA', role: 'agent', from: '2026-12-01' });
    expect([await conclusionOf(ctx, saudi('2026-11-30T20:59:59Z')), await conclusionOf(ctx, saudi('2026-11-30T21:00:00Z'))]).toEqual(['platform domestic 443', 'none domestic 0']);
  }));

test('whoever saw an older version changes nothing', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, { registrations: [] }, db);
    await change(ctx, add('DE', 'vat', 'DE287441905'));
    await expect(ctx.inTx((tx) => changeOverlay(tx, { packs }, { change: add('NO', 'voec', '2021234'), reason: 'A second window.', expectedVersion: 0 }))).rejects.toMatchObject({ code: 'tax.overlay_changed_meanwhile' });
    expect((await ctx.inTx((tx) => getOverlay(tx))).registrations.map((one) => one.country)).toEqual(['DE']);
  }));

test('a change is told by the sales it makes others, from its first day, and again from the day after its last', () => {
  const before = openingOverlay([]);
  const registration = add('NO', 'voec', '2021234', { from: '2026-12-01', to: '2026-12-31' });
  const effects = effectsOf(packs, { before, after: apply([registration]), change: registration }, { places: ['DE', 'NO'], home: 'DE', now });
  expect(effects).toEqual([{
    place: 'NO', situation: 'sent_from_abroad', from: '2026-12-01', was: { scheme: 'import_border', liable: 'importer', treatment: 'border_tax', rates: '0' }, becomes: { scheme: 'voec', liable: 'platform', treatment: 'standard', rates: '25' },
  }]);
});

test('the marketplace’s own service is taxed by the registrations it has on that day', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, { registrations: [] }, db);
    const commission = aConsignment({
      seller: { ...aConsignment().seller, id: 'marketplace', isPlatform: true, smallBusiness: true, registrations: [] }, platform: { role: 'supplier', establishment: 'DE', registrations: [] },
      customer: { type: 'business', taxId: 'DE129273398', taxIdValid: true }, lines: [{ id: '1', category: 'service.commission', amountMinor: 11_900n, quantity: 1, discounts: [] }],
    });
    expect(await conclusionOf(ctx, commission)).toBe('none small_enterprise 0');

    await change(ctx, add('DE', 'vat', 'DE129273398', { from: '2026-11-02' }));

    expect(await conclusionOf(ctx, commission)).toBe('seller domestic 1900');
    expect(await conclusionOf(ctx, { ...commission, taxPoint: new Date('2026-11-01T11:00:00Z') })).toBe('none small_enterprise 0');
  }));
