import fc from 'fast-check';
import { canonical } from '../decision/decision.codec.js';
import { aCalifornianConsignment, aConsignment, place, thePacks } from '../testing.js';
import { evaluate } from './evaluate.js';
import type { ConsignmentFacts } from './facts.js';

const category = fc.constantFrom('goods.general', 'goods.food', 'goods.food.beverage.soft_drink', 'goods.book', 'goods.art', 'goods.alcohol.spirits', 'goods.clothing', 'goods.mobile_phone', 'goods.unheard_of', 'charge.handling');
const anyPlace = fc.constantFrom(
  place('DE', { postcode: '10115' }), place('DE', { postcode: '27498' }), place('FI', { postcode: '00100' }), place('FR', { postcode: '75001' }), place('US', { region: 'CA', postcode: '94110', city: 'San Francisco' }),
  place('US', { region: 'CA', postcode: '96134' }), place('US', { region: 'CO', postcode: '80302' }), place('US', { region: 'CO', city: 'Nowhere' }), place('US', { region: 'OR' }), place('CN'), place('NO'),
);
const minor = fc.bigInt({ min: 0n, max: 2_000_000n });
const line = fc.record({ category, amountMinor: minor, quantity: fc.integer({ min: 1, max: 9 }), discounts: fc.array(fc.record({ funder: fc.constantFrom('vendor' as const, 'tenant' as const, 'platform' as const), amountMinor: minor }), { maxLength: 2 }) });
const facts: fc.Arbitrary<ConsignmentFacts> = fc.record({
  shipFrom: anyPlace, shipTo: anyPlace, american: fc.boolean(), smallBusiness: fc.boolean(), oss: fc.boolean(), ytd: minor, business: fc.boolean(), valid: fc.boolean(), currency: fc.constantFrom('EUR', 'USD'),
  priceMode: fc.constantFrom('incl' as const, 'excl' as const), lines: fc.array(line, { minLength: 1, maxLength: 6 }), shipping: fc.option(fc.record({ amountMinor: minor })), country: fc.constantFrom('DE', 'FI', 'US', 'CN'),
}).map((r) => {
  const base = r.american ? aCalifornianConsignment() : aConsignment();
  return {
    ...base, currency: r.currency, shipFrom: r.shipFrom, shipTo: r.shipTo, priceMode: r.priceMode, shipping: r.shipping,
    platform: { ...base.platform, registrations: [...base.platform.registrations, { country: 'DE', region: null, scheme: 'ioss', number: 'IM1' }] },
    seller: { ...base.seller, country: r.country, establishments: [r.country], smallBusiness: r.smallBusiness, oss: r.oss, crossBorderYtdMinor: r.ytd, registrations: [{ country: r.country, scheme: 'vat', number: 'X1' }] },
    customer: { type: r.business ? 'business' as const : 'consumer' as const, taxId: r.valid ? 'DE1' : null, taxIdValid: r.valid }, lines: r.lines.map((l, i) => ({ ...l, id: `l${i}` })),
  };
});
const NOT_TAXED_BY_RULE = new Set(['exempt', 'zero_rated', 'exempt_no_credit', 'exempt_with_credit', 'reverse_charge', 'border_tax', 'no_tax', 'out_of_scope']);

test('every line: net + tax = gross, components sum to the tax, and 0 % only where a rule says why', () => {
  let answered = 0;
  fc.assert(fc.property(facts, (f) => {
    const answer = evaluate(thePacks(), f);
    if (answer.outcome === 'no_answer') return answer.reasons[0]!.message.length > 10;
    answered += 1;
    const { decision } = answer;
    for (const l of [...decision.lines, ...(decision.shipping ? [decision.shipping] : [])]) {
      expect(l.netMinor + l.taxMinor).toBe(l.grossMinor);
      expect(l.components.reduce((sum, c) => sum + c.taxMinor, 0n)).toBe(l.taxMinor);
      expect(l.components.every((c) => c.remitter !== 'none' || c.taxMinor === 0n)).toBe(true);
      if (l.components.length === 0) expect(NOT_TAXED_BY_RULE).toContain(l.treatment);
    }
    const { netMinor, taxMinor, grossMinor } = decision.totals;
    expect(netMinor + taxMinor).toBe(grossMinor);
    return decision.rules.every((rule) => rule.cite.length > 2) && decision.packs.length > 0;
  }), { numRuns: 1500 });
  expect(answered).toBeGreaterThan(200);
});

test('the order of the lines changes no amount', () => {
  fc.assert(fc.property(facts, (f) => {
    const there = evaluate(thePacks(), f);
    const back = evaluate(thePacks(), { ...f, lines: f.lines.toReversed() });
    if (there.outcome === 'no_answer' || back.outcome === 'no_answer') return there.outcome === back.outcome;
    expect(canonical(back.decision.totals)).toBe(canonical(there.decision.totals));
    expect(canonical(back.decision.lines.toReversed())).toBe(canonical(there.decision.lines));
    return true;
  }), { numRuns: 400 });
});
