import { evaluate } from '../evaluation/evaluate.js';
import type { ConsignmentFacts } from '../evaluation/facts.js';
import { aConsignment, thePacks } from '../testing.js';
import { sumByRate } from './sum-by-rate.js';

const decided = (facts: ConsignmentFacts) => {
  const answer = evaluate(thePacks(), facts);
  if (answer.outcome !== 'decided') throw new Error(JSON.stringify(answer.reasons));
  return { decision: answer.decision, lineNames: { l1: 'Becher „Usva“' } };
};

test.each([['de', '19 %, Deutschland', 'gelten die Sätze von Deutschland'], ['fi', '19 %, Saksa', 'Sovelletaan verokantoja'], ['en', '19 %, Germany', 'the rates of Germany apply']])('two parcels under one rate are one line in %s, with the reasons', (locale, label, why) => {
  const one = decided(aConsignment());
  const sums = sumByRate([one, one], locale);

  expect(sums.map((sum) => [sum.label, sum.ratePct, sum.taxMinor])).toEqual([[label, '19', 2n * one.decision.totals.taxMinor]]);
  expect(sums[0]!.why).toContain(why);
  expect(sums[0]!.baseMinor).toBe(2n * one.decision.totals.netMinor);
});

test('two rates stay two lines, and shipping that goes with both is told by its parts', () => {
  const mixed = decided(aConsignment({ lines: [{ id: 'l1', category: 'goods.book', amountMinor: 1_070n, quantity: 1, discounts: [] }, { ...aConsignment().lines[0]!, id: 'l2' }] }));
  const sums = sumByRate([mixed], 'de');

  expect(sums.map((sum) => sum.ratePct).sort()).toEqual(['19', '7']);
  expect(sums.reduce((total, sum) => total + sum.taxMinor, 0n)).toBe(mixed.decision.totals.taxMinor);
});
