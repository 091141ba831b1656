import { theOfferingPacks } from '../testing.js';
import { deliveryWindows } from './delivery-windows.js';
import { ageOn, judgeDelivery } from './judge-delivery.js';

const packs = theOfferingPacks();
const california = { country: 'US', region: 'CA' };
const colorado = { country: 'US', region: 'CO' };
const at = new Date('2026-11-02T18:00:00Z');
const judge = (more: Partial<Parameters<typeof judgeDelivery>[1]>) => judgeDelivery(packs, { market: california, categories: ['goods.alcohol.spirits'], at, deliveryAt: null, ageDeclared: 30, ...more });
const codesOf = (verdict: ReturnType<typeof judgeDelivery>) => (verdict.outcome === 'refused' ? verdict.refusals.map((refusal) => `${refusal.code} ${refusal.rule}`) : []);

test('an adult of 30 may have spirits delivered in California, and shows an ID at the door', () => {
  expect(judge({})).toMatchObject({ outcome: 'allowed', documents: [{ kind: 'document', params: { document: 'id_at_door_21' } }] });
});

test.each([
  ['nobody said an age', { ageDeclared: null }, ['age_needed CA-ABC-25658']],
  ['20 years old', { ageDeclared: 20 }, ['too_young CA-ABC-25658']],
  ['spirits for Finland', { market: { country: 'FI', region: null } }, ['forbidden FI-ALK-35']],
  ['a place without rules', { market: { country: 'BR', region: null } }, ['no_rules NO-PACK']],
  ['a state without rules of its own, in a country where states have them', { market: { country: 'US', region: 'GU' } }, ['no_rules NO-PACK']],
  ['spirits for Norway, where the state has the monopoly', { market: { country: 'NO', region: null } }, ['forbidden NO-ALCOHOL']],
  ['spirits for a state that lets only licensees ship them', { market: { country: 'US', region: 'NV' } }, ['forbidden NV-ALCOHOL']],
  ['wine for a Lithuanian of 19', { market: { country: 'LT', region: null }, categories: ['goods.alcohol.wine'], ageDeclared: 19 }, ['too_young LT-ALCOHOL-AGE']],
  ['spirits for Singapore at eleven at night', { market: { country: 'SG', region: null }, deliveryAt: new Date('2026-11-02T15:00:00Z') }, ['outside_hours SG-ALCOHOL-HOURS']],
])('refused: %s', (_what, more, codes) => {
  expect(codesOf(judge(more))).toEqual(codes);
});

test('a part of a country whose law is one needs no rules of its own', () => {
  expect(judge({ market: { country: 'DE', region: 'BY' } })).toMatchObject({ outcome: 'allowed' });
});

test('hot sauce asks nobody anything', () => {
  expect(judge({ categories: ['goods.food.sauce'], ageDeclared: null })).toEqual({ outcome: 'allowed', documents: [] });
});

test('hours are those of the destination, to the minute, before and after the clocks change', () => {
  const open = (text: string, market = california) => codesOf(judge({ market, deliveryAt: new Date(text) })).length === 0;
  // Pacific standard time in winter (UTC-8), daylight time in summer (UTC-7): 01:59 and 02:00, 05:59 and 06:00.
  expect([open('2026-12-01T09:59:00Z'), open('2026-12-01T10:00:00Z'), open('2026-12-01T13:59:00Z'), open('2026-12-01T14:00:00Z')]).toEqual([true, false, false, true]);
  expect([open('2026-07-01T08:59:00Z'), open('2026-07-01T09:00:00Z'), open('2026-07-01T12:59:00Z'), open('2026-07-01T13:00:00Z')]).toEqual([true, false, false, true]);
  // Mountain time: midnight closes, 8 opens.
  expect([open('2026-12-02T06:59:00Z', colorado), open('2026-12-02T07:00:00Z', colorado), open('2026-12-02T14:59:00Z', colorado), open('2026-12-02T15:00:00Z', colorado)]).toEqual([true, false, false, true]);
});

test('the windows of the night on which summer time begins skip the hour that does not exist', () => {
  const { timeZone, windows } = deliveryWindows(packs, { market: california, categories: ['goods.alcohol.wine'], from: new Date('2026-03-07T20:00:00Z'), days: 2 });
  expect(timeZone).toBe('America/Los_Angeles');
  expect(windows.map((w) => [w.from.toISOString(), w.to.toISOString()])).toEqual([
    ['2026-03-07T20:00:00.000Z', '2026-03-08T10:00:00.000Z'], // noon to 2 in the morning, the instant at which the clock jumps to 3
    ['2026-03-08T13:00:00.000Z', '2026-03-09T07:00:00.000Z'], // from 6 in daylight time to the end of the span
  ]);
});

test('where no rule sets hours the whole span is open', () => {
  const from = new Date('2026-11-02T10:00:00Z');
  expect(deliveryWindows(packs, { market: { country: 'DE', region: null }, categories: ['goods.household'], from, days: 1 }).windows).toEqual([{ from, to: new Date('2026-11-02T23:00:00Z') }]);
});

test('an age is counted in whole years, and one is a year older on the birthday', () => {
  expect([ageOn('2005-11-21', '2026-11-20'), ageOn('2005-11-21', '2026-11-21'), ageOn('2008-02-29', '2026-02-28'), ageOn('2008-02-29', '2026-03-01')]).toEqual([20, 21, 17, 18]);
});
