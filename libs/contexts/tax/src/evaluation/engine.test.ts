import type { TaxDecision } from '../decision/decision.js';
import { aCalifornianConsignment, aConsignment, place, thePacks } from '../testing.js';
import { ENGINE } from './engine.js';
import { evaluate } from './evaluate.js';
import { type ConsignmentFacts, noOverlay } from './facts.js';

/** What was decided by an older revision of the engine is worked out as it was; what is decided now goes by the newest. */
const by = (engine: number, facts: ConsignmentFacts): TaxDecision => {
  const answer = evaluate(thePacks(), facts, { ...noOverlay, acceptedDrafts: ['US-AK:local'] }, engine);
  if (answer.outcome !== 'decided') throw new Error(JSON.stringify(answer.reasons));
  return answer.decision;
};
const line = (id: string, category: string, amountMinor: bigint) => ({ id, category, amountMinor, quantity: 1, discounts: [] });

test('a decision says by which revision it was made, and it is the newest', () => {
  expect([by(1, aConsignment()).engine, by(2, aConsignment()).engine, ENGINE]).toEqual([1, 2, 2]);
  expect(evaluate(thePacks(), aConsignment())).toMatchObject({ decision: { engine: ENGINE } });
});

test('gift wrap around food took the ordinary rate, and takes that of the goods since the second', () => {
  const wrapped = aConsignment({ lines: [line('honey', 'goods.food', 5_350n), line('wrap', 'charge.gift_wrap', 1_070n)] });
  const wrap = (engine: number) => by(engine, wrapped).lines.find(({ id }) => id === 'wrap')!;
  expect([wrap(1), wrap(2)].map(({ ratePct, netMinor, taxMinor }) => [ratePct, netMinor, taxMinor])).toEqual([['19', 899n, 171n], ['7', 1_000n, 70n]]);
});

test('Madeira was found by its postcode alone, and by its region since the second', () => {
  const funchal = aConsignment({
    shipFrom: place('PT', { postcode: '1000-001', city: 'Lisboa' }), shipTo: place('PT', { region: 'PT-30', city: 'Funchal' }),
    seller: { ...aConsignment().seller, country: 'PT', establishments: ['PT'], registrations: [{ country: 'PT', scheme: 'vat', number: 'PT501964843' }] },
  });
  expect([by(1, funchal), by(2, funchal)].map(({ lines }) => lines[0]!.ratePct)).toEqual(['23', '22']);
  const withPostcode = { ...funchal, shipTo: place('PT', { postcode: '9000-018', city: 'Funchal' }) };
  expect([by(1, withPostcode), by(2, withPostcode)].map(({ lines }) => lines[0]!.ratePct)).toEqual(['22', '22']);
});

test('what a place does not tax was owed by whom its law names, and is owed by nobody since the second', () => {
  const facts = aCalifornianConsignment();
  const toAnchorage = aCalifornianConsignment({ shipTo: place('US', { region: 'AK', postcode: '99501', city: 'Anchorage' }), platform: { ...facts.platform, registrations: [{ country: 'US', region: 'AK', scheme: 'sales_tax', number: 'AK-1' }] }, lines: [line('l1', 'goods.general', 5_800n)] });
  const [first, second] = [by(1, toAnchorage), by(2, toAnchorage)];
  expect([first, second].map(({ lines }) => [lines[0]!.treatment, lines[0]!.taxMinor])).toEqual([['no_tax', 0n], ['no_tax', 0n]]);
  expect([first.liable, first.lines[0]!.liable]).toEqual(['platform', 'platform']);
  expect([second.liable, second.lines[0]!.liable]).toEqual(['none', 'none']);
});
