import fc from 'fast-check';
import { evaluate } from '../evaluation/evaluate.js';
import { packsAt } from '../pack/packs-at.js';
import { aConsignment, place, thePacks } from '../testing.js';
import { changed, type OverlayChange } from './overlay-change.js';
import { openingOverlay, underOverlay, type TenantOverlay } from './overlay.js';
import { kindsIn } from './registration-kinds.js';

const packs = thePacks();
const now = new Date('2026-03-01T09:00:00Z');
const countries = [...packs.packs.values()].filter(({ pack }) => pack.rates !== undefined).map(({ pack }) => pack.id);
const kinds = countries.flatMap((id) => kindsIn(packs, id));
const day = fc.constantFrom('2026-03-01', '2026-06-30', '2026-07-01', '2026-12-31', '2027-01-01');
const holder = fc.record({ kind: fc.constantFrom(...kinds), from: fc.option(day), to: fc.option(day) });
const change: fc.Arbitrary<OverlayChange> = fc.oneof(
  holder.map(({ kind, from, to }): OverlayChange => ({ kind: 'add_registration', country: kind.place.slice(0, 2), region: kind.place.slice(3) || null, scheme: kind.scheme, number: kind.example, intermediary: null, from, to })),
  fc.record({ id: fc.constantFrom('r1', 'r2', 'r3', 'r4'), to: day }).map(({ id, to }): OverlayChange => ({ kind: 'change_registration', id, number: '1', intermediary: null, from: null, to })),
  fc.record({ from: day, role: fc.constantFrom('agent' as const, 'marketplace' as const) }).map((said): OverlayChange => ({ kind: 'choose_role', country: 'SA', ...said })),
  fc.record({ path: fc.constantFrom('a', 'a/b', 'a/b/c'), taxCategory: fc.constantFrom('goods.book', 'goods.food', 'goods.general', 'goods.clothing', null), from: day }).map((said): OverlayChange => ({ kind: 'map_category', ...said })),
  fc.record({ pack: fc.constantFrom('DE', 'EU', 'FI'), version: fc.constantFrom('2026.11.2', '2019.1.1', null), at: fc.constantFrom('2026-03-01T00:00:00.000Z', '2026-07-01T00:00:00.000Z') }).map((said): OverlayChange => ({ kind: 'choose_version', ...said })),
);
const sale = fc.record({ to: fc.constantFrom(...countries), from: fc.constantFrom('same', 'CN', 'DE', 'US'), seller: fc.constantFrom('DE', 'CN', 'US', 'SA'), at: fc.constantFrom('2026-03-01T12:00:00Z', '2026-06-30T21:59:59Z', '2026-07-01T12:00:00Z', '2027-02-01T00:00:00Z'), path: fc.constantFrom('a', 'a/b/c', 'z', null) });
const SAID = new Set(['exempt', 'zero_rated', 'exempt_no_credit', 'exempt_with_credit', 'exempt_certificate', 'reverse_charge', 'border_tax', 'no_tax', 'no_nexus', 'not_registered', 'out_of_scope', 'holiday_exempt']);

/** What can be said is said; what is refused (days that overlap, a number that is none) changes nothing. */
function saying(changes: readonly OverlayChange[]): TenantOverlay {
  return changes.reduce((overlay, one) => {
    try {
      return changed(overlay, one, { packs, now, home: 'DE' });
    } catch (error) {
      if ((error as { code?: string }).code?.startsWith('tax.')) return overlay;
      throw error;
    }
  }, openingOverlay([]));
}

test('whatever a marketplace says of itself, a sale has an answer with its law or a reason in words: no crash, and no silent 0 %', () => {
  const reached = { registered: 0, mapped: 0, decided: 0 };
  fc.assert(fc.property(fc.array(change, { maxLength: 8 }), sale, (changes, said) => {
    const overlay = saying(changes);
    const [country, region = null] = said.to.split('-') as [string, string?];
    const to = place(country, { region });
    const facts = aConsignment({
      taxPoint: new Date(said.at), currency: packs.packs.get(said.to)!.pack.currency!, shipTo: to, shipFrom: said.from === 'same' ? to : place(said.from), seller: { ...aConsignment().seller, country: said.seller, establishments: [said.seller] },
      exchangeRates: [], lines: [{ id: 'l1', category: 'goods.toys', path: said.path, amountMinor: 5_000n, quantity: 1, discounts: [] }],
    });
    const chosen = packsAt(packs, overlay.packs, facts.taxPoint).packs;
    const under = underOverlay(chosen, overlay, facts);
    const answer = evaluate(chosen, under, { roundingLevel: null, acceptedDrafts: ['*'], version: overlay.version });
    if (answer.outcome === 'no_answer') return answer.reasons.every((reason) => reason.message.length > 10);
    const [line] = answer.decision.lines;
    reached.decided += 1;
    if (under.platform.registrations.length > 0) reached.registered += 1;
    if (under.lines[0]!.path !== undefined) reached.mapped += 1;
    if (line!.taxMinor === 0n && !SAID.has(line!.treatment)) throw new Error(`silent 0 % (${answer.decision.place}, ${line!.treatment})`);
    return line!.netMinor + line!.taxMinor === line!.grossMinor && answer.decision.rules.every((rule) => rule.cite.length > 2) && answer.decision.overlay.version === overlay.version;
  }), { numRuns: 3_000 });
  expect([reached.decided > 500, reached.registered > 100, reached.mapped > 50]).toEqual([true, true, true]);
});
