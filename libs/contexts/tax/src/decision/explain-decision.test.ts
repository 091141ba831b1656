import { evaluate } from '../evaluation/evaluate.js';
import { aCalifornianConsignment, aConsignment, place, thePacks } from '../testing.js';
import { explainDecision } from './explain-decision.js';
import type { ConsignmentFacts } from '../evaluation/facts.js';

const decide = (facts: ConsignmentFacts) => {
  const answer = evaluate(thePacks(), facts);
  if (answer.outcome !== 'decided') throw new Error(JSON.stringify(answer.reasons));
  return answer.decision;
};

test('a shopper in Berlin reads what the price holds and by which law', () => {
  const said = explainDecision(decide(aConsignment()), 'de', { sellerName: 'Töpferei Brandt', lineNames: { l1: 'Becher „Usva“' } });
  expect(said.headline).toBe('19\u00a0% MwSt., Deutschland: verkauft von Töpferei Brandt, aus Leipzig nach Berlin (Verkauf im Inland)');
  expect(said.lines[0]).toMatchObject({ label: 'Becher „Usva“', steps: ['Die Ware geht nach Berlin 10115; es gelten die Sätze von Deutschland.', 'Satz: 19\u00a0%, Deutschland.', expect.stringContaining('× 19 ÷ 119 = 5,43'), 'Töpferei Brandt führt sie ab (Verkauf im Inland).'] });
  expect(said.citations).toEqual(['DE-rate:standard: UStG § 12 Abs. 1', 'EU-50: Dir. 2006/112/EC Art. 32']);
});

test('where a small vendor’s sale to Finland is taxed at home, the reader is not told that it is for its arrival', () => {
  const steps = (locale: string) => explainDecision(decide(aConsignment({ shipTo: place('FI', { postcode: '00100', city: 'Helsinki' }) })), locale).lines[0]!.steps[0];
  expect([steps('en'), steps('de'), steps('fi')]).toEqual([
    'Sent from Leipzig 04109 to Helsinki 00100 and taxed where it leaves, so the rates of Germany apply.', 'Die Ware geht von Leipzig 04109 nach Helsinki 00100 und wird am Versandort besteuert; es gelten die Sätze von Deutschland.',
    'Toimitus: Leipzig 04109 – Helsinki 00100, verotetaan lähtöpaikassa. Sovelletaan verokantoja: Saksa.',
  ]);
});

test('a shopper in Sacramento reads every part of the rate', () => {
  const said = explainDecision(decide(aCalifornianConsignment()), 'en-US', { sellerName: 'Tule Fog Distilling', marketplaceName: 'Solano' });
  expect(said.headline).toBe('8.75% sales tax, California: sold by Tule Fog Distilling from Fresno to Sacramento (marketplace facilitator)');
  expect(said.lines[0]!.steps).toEqual([
    'Delivered to Sacramento 95814, so the rates of California apply.',
    'State of California 6% + Uniform local tax (Bradley-Burns) 1.25% + Sacramento Transportation Authority 0.5% + City of Sacramento 1% = 8.75%.',
    '$58.00 × 8.75% = $5.08.', 'Solano pays it to the tax authority (marketplace facilitator).',
  ]);
});

test('a dear jacket in Massachusetts: only what it costs above 175 dollars is counted; a British book is taxed at nothing, not exported', () => {
  const permit = { role: 'marketplace' as const, establishment: 'US', registrations: [{ country: 'US', region: null, scheme: 'sales_tax', number: '1' }] };
  const jacket = decide(aCalifornianConsignment({ platform: permit, shipTo: place('US', { region: 'MA', postcode: '02127', city: 'Boston' }), lines: [{ id: 'l1', category: 'goods.clothing', amountMinor: 20_500n, quantity: 1, discounts: [] }] }));
  expect(explainDecision(jacket, 'en-US').lines[0]!.steps).toContain('$30.00 × 6.25% = $1.88.');
  const london = place('GB', { postcode: 'SW1A 1AA', city: 'London' });
  const book = decide(aConsignment({ currency: 'GBP', shipFrom: london, shipTo: london, seller: { ...aConsignment().seller, country: 'GB', establishments: ['GB'], registrations: [{ country: 'GB', scheme: 'vat', number: 'GB1' }] }, lines: [{ id: 'l1', category: 'goods.book', amountMinor: 1_200n, quantity: 1, discounts: [] }] }));
  expect(explainDecision(book, 'en').lines[0]!.text).toBe('These goods are taxed at 0 % there.');
});

test.each([['en-US', 'Delivery is not taxed there.'], ['de', 'Der Versand wird dort nicht besteuert.'], ['fi', 'Toimitusta ei veroteta siellä.']])('delivery that is not taxed is called delivery, not goods (%s)', (locale, words) => {
  const shipped = decide(aCalifornianConsignment({ shipping: { amountMinor: 900n, separatelyStated: true } }));
  const shipping = explainDecision(shipped, locale).lines.find((line) => line.id === 'shipping')!;
  expect([shipped.shipping!.taxMinor, shipping.text, shipping.steps.at(-1)]).toEqual([0n, words, words]);
});
