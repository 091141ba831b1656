import fc from 'fast-check';
import { canonical } from '../decision/decision.codec.js';
import type { TaxComponent, TaxDecision, TaxedLine } from '../decision/decision.js';
import { place, thePacks } from '../testing.js';
import { evaluate } from './evaluate.js';
import type { ConsignmentFacts, Overlay } from './facts.js';
import { refundOf, type Refunded } from './refund.js';

const packs = thePacks();
const places = [...packs.packs.values()].filter(({ pack }) => pack.kind !== 'union').map(({ pack }) => {
  const [country, region = null] = pack.id.split('-') as [string, string?];
  return place(country, { region });
});
const postcodes = ['10001', '94110', '78701', '32801', '35001', '6691', '9500-321', 'BT1 1AA', 'SW1A 1AA', '98004', '37201', '27498', null];
const currencies = ['EUR', 'USD', 'GBP', 'NOK', 'CHF', 'AUD', 'NZD', 'SGD', 'JPY', 'INR', 'CAD', 'KRW'];
const rates = currencies.filter((c) => c !== 'EUR').map((quote, i) => ({ base: 'EUR', quote, rate: `${1 + i}.25`, source: 'test', date: '2026-11-01' }));
const schemes = ['vat', 'gst', 'hst', 'pst', 'rst', 'qst', 'sales_tax', 'ioss', 'union_oss', 'voec'];
const category = fc.constantFrom('goods.general', 'goods.food', 'goods.food.basic', 'goods.food.candy', 'goods.book', 'goods.alcohol.wine', 'goods.clothing', 'goods.clothing.child', 'goods.medicine.otc', 'goods.mobile_phone', 'goods.unheard_of', 'charge.handling', 'service.commission');
const anyPlace = fc.record({ at: fc.constantFrom(...places, place('CN'), place('BR')), postcode: fc.constantFrom(...postcodes) }).map(({ at, postcode }) => ({ ...at, postcode }));
const minor = fc.bigInt({ min: 0n, max: 900_000n });
const line = fc.record({ category, amountMinor: minor, quantity: fc.integer({ min: 1, max: 9 }), discounts: fc.array(fc.record({ funder: fc.constantFrom('vendor' as const, 'tenant' as const, 'platform' as const), amountMinor: minor }), { maxLength: 2 }) });

const facts: fc.Arbitrary<ConsignmentFacts> = fc.record({
  from: anyPlace, to: anyPlace, home: fc.boolean(), country: fc.constantFrom('DE', 'US', 'GB', 'CN', 'CA', 'IN', 'AU'), registered: fc.boolean(), permits: fc.boolean(), small: fc.boolean(), oss: fc.boolean(), business: fc.boolean(),
  valid: fc.boolean(), role: fc.constantFrom('marketplace' as const, 'first_party' as const), mode: fc.constantFrom('incl' as const, 'excl' as const), day: fc.date({ min: new Date('2019-01-01'), max: new Date('2029-12-31'), noInvalidDate: true }),
  currency: fc.constantFrom(...currencies), lines: fc.array(line, { minLength: 1, maxLength: 5 }), shipping: fc.option(fc.record({ amountMinor: minor, separatelyStated: fc.boolean() })),
}).map((r) => {
  const from = r.home ? r.to : r.from;
  const country = r.home ? r.to.country : r.country;
  return {
    taxPoint: r.day, currency: r.currency, shipFrom: from, shipTo: r.to, priceMode: r.mode, shipping: r.shipping, exchangeRates: rates,
    seller: { id: 's', country, establishments: [country], smallBusiness: r.small, oss: r.oss, crossBorderYtdMinor: 0n, registrations: r.registered ? [from, r.to].map((p) => ({ country: p.country, scheme: p.country === 'CA' || p.country === 'IN' ? 'gst' : 'vat', number: '1' })) : [] },
    platform: { role: r.role, establishment: 'IE', registrations: r.permits ? schemes.map((scheme) => ({ country: r.to.country, region: r.to.region, scheme, number: '1' })) : [] },
    customer: { type: r.business ? 'business' as const : 'consumer' as const, taxId: r.valid ? 'X1' : null, taxIdValid: r.valid }, lines: r.lines.map((l, i) => ({ ...l, id: `l${i}` })),
  };
});
const overlay = fc.record({ roundingLevel: fc.constantFrom('line' as const, 'document_rate' as const, 'component' as const, null), accepted: fc.boolean() }).map((o): Overlay => ({ roundingLevel: o.roundingLevel, acceptedDrafts: o.accepted ? ['*'] : [] }));
const SAID = new Set(['exempt', 'zero_rated', 'exempt_no_credit', 'exempt_with_credit', 'exempt_certificate', 'reverse_charge', 'border_tax', 'no_tax', 'no_nexus', 'not_registered', 'out_of_scope', 'holiday_exempt']);

test('10,000 random carts between all places: an answer that adds up and says why where nothing is taxed, or a reason in words', () => {
  const places = new Set<string>();
  fc.assert(fc.property(facts, overlay, (f, o) => {
    const answer = evaluate(packs, f, o);
    if (answer.outcome === 'no_answer') return answer.reasons[0]!.message.length > 10;
    const { decision } = answer;
    places.add(decision.place);
    for (const l of [...decision.lines, ...(decision.shipping ? [decision.shipping] : [])]) {
      if (l.netMinor + l.taxMinor !== l.grossMinor || l.taxMinor < 0n) throw new Error(`${l.id}: net + tax is not the gross`);
      if (l.components.reduce((sum, c) => sum + c.taxMinor, 0n) !== l.taxMinor) throw new Error(`${l.id}: components do not sum`);
      if (l.components.some((c) => c.taxMinor > 0n && c.remitter === 'none')) throw new Error(`${l.id}: nobody remits`);
      if (l.components.length === 0 && !SAID.has(l.treatment)) throw new Error(`${l.id}: silent 0 % (${decision.place}, ${l.treatment})`);
    }
    const { netMinor, taxMinor, grossMinor } = decision.totals;
    return netMinor + taxMinor === grossMinor && decision.rules.length > 0 && decision.rules.every((rule) => rule.cite.length > 2) && decision.notes.every((note) => note.text !== undefined);
  }), { numRuns: 10_000 });
  expect(places.size).toBeGreaterThan(60);
}, 120_000);

test('a delivery of goods below the price from which they are taxed is free as they are, and says so', () => {
  const to = { ...place('US', { region: 'RI' }), postcode: '02903' };
  const clothes = (amountMinor: bigint): ConsignmentFacts => ({
    taxPoint: new Date('2026-03-01T12:00:00Z'), currency: 'USD', shipFrom: to, shipTo: to, priceMode: 'excl', shipping: { amountMinor: 500n, separatelyStated: false }, exchangeRates: [],
    seller: { id: 's', country: 'US', establishments: ['US'], smallBusiness: false, oss: false, crossBorderYtdMinor: 0n, registrations: [{ country: 'US', region: 'RI', scheme: 'sales_tax', number: '1' }] },
    platform: { role: 'marketplace', establishment: 'US', registrations: [{ country: 'US', region: 'RI', scheme: 'sales_tax', number: '1' }] }, customer: { type: 'consumer', taxId: null, taxIdValid: false },
    lines: [{ id: 'l0', category: 'goods.clothing', amountMinor, quantity: 1, discounts: [] }],
  });
  const shippingOf = (amountMinor: bigint) => {
    const answer = evaluate(packs, clothes(amountMinor), { roundingLevel: null, acceptedDrafts: ['*'] });
    return answer.outcome === 'no_answer' ? answer : { treatment: answer.decision.shipping?.treatment, tax: answer.decision.shipping?.taxMinor };
  };
  expect(shippingOf(24_900n)).toEqual({ treatment: 'exempt', tax: 0n });
  expect(shippingOf(26_000n)).toEqual({ treatment: 'standard', tax: 35n });
});

test('the order of the lines changes no amount, at any level of rounding', () => {
  fc.assert(fc.property(facts, overlay, (f, o) => {
    const there = evaluate(packs, f, o);
    const back = evaluate(packs, { ...f, lines: f.lines.toReversed() }, o);
    if (there.outcome === 'no_answer' || back.outcome === 'no_answer') return there.outcome === back.outcome;
    expect(canonical([back.decision.totals, back.decision.shipping, back.decision.lines.toReversed(), back.decision.liable, back.decision.place])).toBe(canonical([there.decision.totals, there.decision.shipping, there.decision.lines, there.decision.liable, there.decision.place]));
    return true;
  }), { numRuns: 1_500 });
}, 60_000);

test('refunds in any parts never exceed the tax that was paid, component by component, none is ever negative, and they end exactly at zero', () => {
  let refunded = 0;
  fc.assert(fc.property(facts, fc.array(fc.bigInt({ min: 0n, max: 60n }), { minLength: 1, maxLength: 6 }), (f, weights) => {
    const answer = evaluate(packs, f, { roundingLevel: null, acceptedDrafts: ['*'] });
    if (answer.outcome === 'no_answer') return true;
    const { decision } = answer;
    const before: Refunded[] = [];
    for (const l of [...decision.lines, ...(decision.shipping ? [decision.shipping] : [])]) {
      const whole = decision.priceMode === 'incl' ? l.grossMinor : l.netMinor;
      let left = whole;
      const given = new Map<string, bigint>();
      const bases: bigint[] = [];
      let tax = 0n;
      for (const amountMinor of [...weights.map((w) => (whole * w) / 100n), null]) {
        const now = amountMinor === null || amountMinor > left ? left : amountMinor;
        const { lines } = refundOf(decision, [{ lineId: l.id, amountMinor: now }], before);
        before.push({ lineId: l.id, amountMinor: now });
        left -= now;
        tax += lines[0]!.taxMinor;
        if (tax > l.taxMinor) return false;
        if (lines[0]!.components.some((c) => c.taxMinor < 0n)) return false;
        for (const c of lines[0]!.components) given.set(c.authority, (given.get(c.authority) ?? 0n) + c.taxMinor);
        lines[0]!.components.forEach((c, i) => { bases[i] = (bases[i] ?? 0n) + c.baseMinor; });
      }
      refunded += 1;
      if (whole > 0n && tax !== l.taxMinor) return false;
      if (whole > 0n && l.components.some((c, i) => given.get(c.authority) !== sumOf(l.components, c.authority) || bases[i] !== c.baseMinor)) return false;
    }
    return true;
  }), { numRuns: 1_000 });
  expect(refunded).toBeGreaterThan(100);
}, 60_000);

/** Dealt by largest remainder the second office would give 17 cents at 52 and 18 at 53, the third 5 and then 4: a refund of one cent would take one from it. */
test('a cent more given back never takes one from another authority', () => {
  const components = [59n, 15n, 60n, 46n].map((taxMinor, i): TaxComponent => ({ authority: `A${i}`, name: `A${i}`, ratePct: '25', baseMinor: 180n, taxMinor, remitter: 'platform' }));
  const line: TaxedLine = { id: 'l', category: 'goods.general', rateCode: 'standard', treatment: 'standard', liable: 'platform', ratePct: '100', netMinor: 180n, taxMinor: 180n, grossMinor: 360n, thirdPartyMinor: 0n, components, why: [] };
  const decision = { priceMode: 'excl', lines: [line], shipping: null } as unknown as TaxDecision;
  const given = Array.from({ length: 180 }, (_, i) => refundOf(decision, [{ lineId: 'l', amountMinor: 1n }], [{ lineId: 'l', amountMinor: BigInt(i) }]).lines[0]!.components.map((c) => c.taxMinor));
  expect(given.flat().filter((minor) => minor < 0n)).toEqual([]);
  expect(components.map((_, i) => given.reduce((sum, parts) => sum + parts[i]!, 0n))).toEqual([59n, 15n, 60n, 46n]);
});

/** Shipping that goods of two rates share: 100.00 net, of which 60.00 at 19 % and 40.00 at 7 %. Were each part given back on the whole, a tax return would take the base off twice. */
test('what is given back of a line that two rates share has each rate’s part of the base, to the last cent', () => {
  const components = [{ ratePct: '19', baseMinor: 6_000n, taxMinor: 1_140n }, { ratePct: '7', baseMinor: 4_000n, taxMinor: 280n }].map((part): TaxComponent => ({ authority: 'DE', name: 'USt', remitter: 'seller', ...part }));
  const line: TaxedLine = { id: 'shipping', category: 'service.shipping', rateCode: 'mixed', treatment: 'standard', liable: 'seller', ratePct: 'mixed', netMinor: 10_000n, taxMinor: 1_420n, grossMinor: 11_420n, thirdPartyMinor: 0n, components, why: [] };
  for (const priceMode of ['incl', 'excl'] as const) {
    const decision = { priceMode, lines: [], shipping: line } as unknown as TaxDecision;
    const whole = priceMode === 'incl' ? 11_420n : 10_000n;
    const bases = (from: bigint, to: bigint) => refundOf(decision, [{ lineId: 'shipping', amountMinor: to - from }], [{ lineId: 'shipping', amountMinor: from }]).lines[0]!;
    expect(bases(0n, whole).components.map((c) => c.baseMinor)).toEqual([6_000n, 4_000n]);
    const parts = [bases(0n, 3_333n), bases(3_333n, 7_001n), bases(7_001n, whole)];
    for (const part of parts) expect(part.components.reduce((sum, c) => sum + c.baseMinor, 0n)).toBe(part.netMinor);
    expect([0, 1].map((i) => parts.reduce((sum, part) => sum + part.components[i]!.baseMinor, 0n))).toEqual([6_000n, 4_000n]);
  }
});

/** New York taxes clothing in some counties only beyond a price: the base of a tax may be less than the price, and what is given back of it is that share. */
test('a tax on part of a price goes back on that part', () => {
  const components: TaxComponent[] = [{ authority: 'US-NY', name: 'New York', ratePct: '4', baseMinor: 5_000n, taxMinor: 200n, remitter: 'platform' }, { authority: 'US-NY-X', name: 'County', ratePct: '4', baseMinor: 20_000n, taxMinor: 800n, remitter: 'platform' }];
  const line: TaxedLine = { id: 'l', category: 'goods.clothing', rateCode: 'standard', treatment: 'standard', liable: 'platform', ratePct: '8', netMinor: 20_000n, taxMinor: 1_000n, grossMinor: 21_000n, thirdPartyMinor: 0n, components, why: [] };
  const decision = { priceMode: 'excl', lines: [line], shipping: null } as unknown as TaxDecision;
  const half = { lineId: 'l', amountMinor: 10_000n };
  expect(refundOf(decision, [half]).lines[0]!.components.map((c) => [c.baseMinor, c.taxMinor])).toEqual([[2_500n, 100n], [10_000n, 400n]]);
  expect(refundOf(decision, [half], [half]).lines[0]!.components.map((c) => [c.baseMinor, c.taxMinor])).toEqual([[2_500n, 100n], [10_000n, 400n]]);
});

const sumOf = (components: readonly { authority: string; taxMinor: bigint }[], authority: string): bigint => components.reduce((sum, c) => (c.authority === authority ? sum + c.taxMinor : sum), 0n);

test('a refund takes the rate of the sale, and each refund is the rest of what came before', () => {
  const texas = place('US', { region: 'TX', postcode: '78701' });
  const sale: ConsignmentFacts = {
    taxPoint: new Date('2026-11-02T18:00:00Z'), currency: 'USD', shipFrom: texas, shipTo: texas, priceMode: 'excl', shipping: null,
    seller: { id: 's', country: 'US', establishments: ['US'], registrations: [], smallBusiness: false, crossBorderYtdMinor: 0n, oss: false }, customer: { type: 'consumer', taxId: null, taxIdValid: false },
    platform: { role: 'marketplace', establishment: 'US', registrations: [{ country: 'US', region: 'TX', scheme: 'sales_tax', number: '1' }] }, lines: [{ id: 'l1', category: 'goods.general', amountMinor: 10_000n, quantity: 2, discounts: [] }],
  };
  const answer = evaluate(packs, sale);
  if (answer.outcome !== 'decided') throw new Error(answer.reasons[0]!.message);
  const half = { lineId: 'l1', amountMinor: 5_000n };
  expect(refundOf(answer.decision, [half]).totals).toEqual({ netMinor: 5_000n, taxMinor: 413n, grossMinor: 5_413n });
  expect(refundOf(answer.decision, [half], [half]).totals).toEqual({ netMinor: 5_000n, taxMinor: 412n, grossMinor: 5_412n });
  expect(() => refundOf(answer.decision, [{ lineId: 'l1', amountMinor: 1n }], [half, half])).toThrow('no more is given back');
});
