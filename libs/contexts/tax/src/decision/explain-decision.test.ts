import { evaluate } from '../evaluation/evaluate.js';
import { aCalifornianConsignment, aConsignment, thePacks } from '../testing.js';
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

test('a shopper in Sacramento reads every part of the rate', () => {
  const said = explainDecision(decide(aCalifornianConsignment()), 'en-US', { sellerName: 'Tule Fog Distilling', marketplaceName: 'Solano' });
  expect(said.headline).toBe('8.75% sales tax, California: sold by Tule Fog Distilling from Fresno to Sacramento (marketplace facilitator)');
  expect(said.lines[0]!.steps).toEqual([
    'Delivered to Sacramento 95814, so the rates of California apply.',
    'State of California 6% + Uniform local tax (Bradley-Burns) 1.25% + Sacramento Transportation Authority 0.5% + City of Sacramento 1% = 8.75%.',
    '$58.00 × 8.75% = $5.08.', 'Solano pays it to the tax authority (marketplace facilitator).',
  ]);
});
