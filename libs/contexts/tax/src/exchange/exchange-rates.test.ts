import { asTenant, audited, switchTenant } from '@stoa/platform/testing';
import { decideTax } from '../decision/decide-tax.js';
import { recordDecisions } from '../decision/record-decisions.js';
import { recomputeDecision } from '../decision/recompute-decision.js';
import { exchange } from '../evaluation/exchange.js';
import type { ExchangeRate } from '../evaluation/facts.js';
import { aConsignment, place, savedDecision, thePacks } from '../testing.js';
import type { TaxDecisionId } from '@stoa/events/tax';
import { newId } from '@stoa/platform/ids';
import { readEcbRates } from './ecb-rates.js';
import { enterRates } from './enter-rates.js';
import { listRates } from './rate.repository.js';
import { ratesOfSale, type ReferenceRate } from './reference-rate.js';

const packs = thePacks();
const published = (more: Partial<ReferenceRate> = {}): ReferenceRate => ({ source: 'ecb', base: 'EUR', quote: 'NOK', rate: '11.6240', from: '2026-11-02', to: null, ...more });
const toNorway = (amountMinor = 3_400n) => aConsignment({ shipTo: place('NO', { postcode: '0150', city: 'Oslo' }), platform: { role: 'marketplace', establishment: 'DE', registrations: [{ country: 'NO', region: null, scheme: 'voec', number: 'V1' }] }, lines: [{ id: 'l1', category: 'goods.household', amountMinor, quantity: 1, discounts: [] }] });
const daily = (from: string, rates: Record<string, string>, more: { source?: string; base?: string; to?: string | null } = {}) => ({ source: 'ecb', base: 'EUR', to: null, from, rates, ...more });

test.each([
  ['the day it was published', '2026-11-02', ['11.6240']], ['a week later, over feasts', '2026-11-09', ['11.6240']], ['eight days later nothing is known any more', '2026-11-10', []], ['the day before', '2026-11-01', []],
])('a daily rate: %s', (_what, day, rates) => {
  expect(ratesOfSale([published()], [{ currency: 'NOK', sources: ['ecb'] }], { currency: 'EUR', day }).map((rate) => rate.rate)).toEqual(rates);
});

test('the newest rate that holds is taken, a monthly one to its last day, and the source the law prefers before any other', () => {
  const known = [published(), published({ from: '2026-11-04', rate: '11.7000' }), published({ source: 'no_customs', base: 'EUR', from: '2026-11-01', to: '2026-11-30', rate: '11.5' })];
  const on = (day: string, sources: string[]) => ratesOfSale(known, [{ currency: 'NOK', sources }], { currency: 'EUR', day });
  expect(on('2026-11-05', ['ecb']).map((r) => [r.rate, r.date])).toEqual([['11.7000', '2026-11-04']]);
  expect(on('2026-11-05', ['no_customs', 'ecb']).map((r) => [r.source, r.rate])).toEqual([['no_customs', '11.5']]);
  expect(on('2026-12-01', ['no_customs', 'ecb'])).toEqual([]);
});

test('a dollar in crowns goes over the euro both are quoted against, rounded once', () => {
  const rate = (quote: string, text: string): ExchangeRate => ({ base: 'EUR', quote, rate: text, source: 'ecb', date: '2026-11-02' });
  const facts = { ...aConsignment(), exchangeRates: [rate('USD', '1.1600'), rate('NOK', '11.6000')] };
  expect(exchange(facts, 10_000n, 'USD', 'NOK')).toBe(100_000n);
  expect(exchange(facts, 1n, 'USD', 'NOK')).toBe(10n);
  expect(exchange(facts, 10_000n, 'USD', 'JPY')).toBeNull();
  const mixed = { ...facts, exchangeRates: [rate('USD', '1.1600'), { ...rate('NOK', '11.6000'), source: 'no_customs' }] };
  expect(exchange(mixed, 10_000n, 'USD', 'NOK')).toBeNull();
});

test('without a rate a delivery to Norway has no answer; with one the limit is compared, the tax told in crowns, and the decision recomputes after the rate was corrected', () =>
  asTenant(async (ctx) => {
    expect(await decideTax(ctx, { packs }, toNorway())).toMatchObject({ outcome: 'no_answer', reasons: [{ code: 'tax.no_exchange_rate' }] });
    await enterRates(ctx, daily('2026-11-02', { NOK: '11.6240' }));
    const answer = await decideTax(ctx, { packs }, toNorway());
    // 20 % of the gross of 34.00: 6.80 of tax, 27.20 net; at 11.6240 that is 79.04 and 316.17 crowns.
    expect(answer).toMatchObject({ outcome: 'decided', decision: { scheme: 'voec', liable: 'platform', totals: { taxMinor: 680n }, local: { currency: 'NOK', taxMinor: 7_904n, netMinor: 31_617n } } });
    if (answer.outcome !== 'decided') return;
    const id = newId<TaxDecisionId>();
    await recordDecisions(ctx, { packs }, [{ decisionId: id, consignmentId: newId(), orderId: newId(), decision: answer.decision }]);
    await enterRates(ctx, daily('2026-11-02', { NOK: '12' }));
    expect(await recomputeDecision(ctx, id)).toMatchObject({ same: true });
    expect(await decideTax(ctx, { packs }, toNorway())).toMatchObject({ decision: { local: { taxMinor: 8_160n } } });
  }));

test('3,000 crowns an item is the limit, net, in crowns: above it the importer pays at the border', () =>
  asTenant(async (ctx) => {
    await enterRates(ctx, daily('2026-11-02', { NOK: '10' }));
    const scheme = async (gross: bigint) => {
      const answer = await decideTax(ctx, { packs }, toNorway(gross));
      return answer.outcome === 'decided' ? answer.decision.scheme : answer.reasons[0]!.code;
    };
    expect([await scheme(37_498n), await scheme(37_500n)]).toEqual(['voec', 'import_border']);
  }));

test('the same figures change nothing; others replace them, and the trail keeps both', () =>
  asTenant(async (ctx) => {
    expect(await enterRates(ctx, daily('2026-11-02', { NOK: '11.6', GBP: '0.87' }))).toBe(2);
    expect(await enterRates(ctx, daily('2026-11-02', { NOK: '11.6', GBP: '0.87' }))).toBe(0);
    expect(await enterRates(ctx, daily('2026-11-02', { NOK: '11.7', GBP: '0.87' }))).toBe(1);
    expect((await audited(ctx)).map((row) => row.action)).toEqual(['tax.rates_entered', 'tax.rates_entered']);
    expect((await listRates(ctx, { from: '2026-11-03', to: '2026-11-03' })).map((rate) => [rate.quote, rate.rate])).toEqual([['GBP', '0.87'], ['NOK', '11.7']]);
    expect(await listRates(await switchTenant(ctx), { from: '2026-11-03', to: '2026-11-03' })).toEqual([]);
  }));

test.each([[{ NOK: '0' }, null], [{ EUR: '1.1' }, null], [{ NOK: '0.000' }, null], [{ NOK: '11' }, '2026-11-01']])('a rate that cannot be is refused, and nothing is written: %p until %p', (rates, to) =>
  asTenant(async (ctx) => {
    await expect(enterRates(ctx, daily('2026-11-02', { GBP: '0.87', ...rates } as Record<string, string>, { to }))).rejects.toMatchObject({ code: 'tax.bad_exchange_rate' });
    expect(await listRates(ctx, { from: '2026-11-03', to: '2026-11-03' })).toEqual([]);
  }));

test('the list of the European Central Bank is read as it is published, with what is no currency of ours left out', () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?><gesmes:Envelope><Cube><Cube time='2026-11-20'><Cube currency='USD' rate='1.1521'/><Cube currency='NOK' rate='11.6240'/><Cube currency='XQQ' rate='1'/></Cube>
    <Cube time="2026-11-19"><Cube currency="USD" rate="1.1500"/></Cube></Cube></gesmes:Envelope>`;
  expect(readEcbRates(xml)).toEqual([daily('2026-11-19', { USD: '1.1500' }), daily('2026-11-20', { USD: '1.1521', NOK: '11.6240' })]);
  expect(() => readEcbRates('<html>Not found</html>')).toThrow('it names no day');
});

test('a sale within the euro asks for no rate, and keeps none', () =>
  asTenant(async (ctx) => {
    await enterRates(ctx, daily('2026-11-02', { NOK: '11.6240' }));
    const { decision } = await savedDecision(ctx);
    expect(decision.facts.exchangeRates).toBeUndefined();
    expect(await decideTax(ctx, { packs }, aConsignment())).not.toMatchObject({ decision: { facts: { exchangeRates: expect.anything() } } });
  }));
