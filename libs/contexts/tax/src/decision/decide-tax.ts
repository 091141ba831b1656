import type { TxCtx } from '@stoa/platform/context';
import { evaluate } from '../evaluation/evaluate.js';
import { noOverlay, type ConsignmentFacts, type Overlay } from '../evaluation/facts.js';
import type { PackSet } from '../pack/pack.js';
import { packsAt, type ChosenPacks } from '../pack/packs-at.js';
import { isTaxRegistration } from '../overlay/registration-kinds.js';
import { findOverlay } from '../overlay/overlay.repository.js';
import { underOverlay } from '../overlay/overlay.js';
import { crossingOf, exchangeAt } from '../evaluation/exchange.js';
import { listSoldAcross } from '../threshold/sold.query.js';
import { yearsOf } from '../threshold/year.js';
import { listAcceptedDrafts } from '../draft/draft.repository.js';
import { listRates } from '../exchange/rate.repository.js';
import { currenciesAsked, rateDay, ratesOfSale, USUAL_SOURCES } from '../exchange/reference-rate.js';
import { lookUpProvided } from '../second-source/provided-rates.js';
import type { TaxAnswer } from './decision.js';

/** Decides the tax of one consignment under the marketplace's own overlay: its registrations, tax categories and versions of packs at the tax point, and the drafts it accepted. Stores nothing:
 *  quotes ask here too. */
export async function decideTax(ctx: TxCtx, deps: { packs: PackSet }, facts: ConsignmentFacts): Promise<TaxAnswer> {
  const [answer] = await decideTaxes(ctx, deps, [facts]);
  return answer!;
}

/** Decides the consignments of one order, in their order: a fee that is due once per order is charged with the first that owes it. They have one tax point. */
export async function decideTaxes(ctx: TxCtx, deps: { packs: PackSet }, consignments: readonly ConsignmentFacts[]): Promise<TaxAnswer[]> {
  if (consignments.length === 0) return [];
  const said = await findOverlay(ctx);
  const chosen = packsAt(deps.packs, said?.packs ?? [], consignments[0]!.taxPoint);
  const ours = consignments.map((facts) => underOverlay(chosen.packs, said, withTaxNumbers(chosen.packs, facts)));
  const counted = await withRunningTotals(ctx, chosen, await withExchangeRates(ctx, chosen, ours));
  const base: Overlay = said === null ? noOverlay : { ...noOverlay, version: said.version };
  const { overlay, wasAsked } = withoutDrafts(base);
  const answers = decideUnder(chosen, counted, overlay);
  if (!wasAsked()) return answers.map((answer) => (answer.outcome === 'decided' ? { ...answer, decision: { ...answer.decision, overlay: base } } : answer));
  // A company that was chosen for a place comes before a draft of it: it knows the address, the draft only the state.
  const looked = await lookUpProvided(ctx, counted.map(({ facts }) => facts), answers);
  const known = counted.map((one, i) => {
    const found = looked.get(i);
    return found && 'facts' in found ? { ...one, facts: found.facts } : one;
  });
  const decided = decideUnder(chosen, known, { ...base, acceptedDrafts: (await listAcceptedDrafts(ctx)).map((accepted) => accepted.draft) });
  return decided.map((answer, i) => {
    const found = looked.get(i);
    return found && 'reasons' in found ? { outcome: 'no_answer', reasons: found.reasons } : answer;
  });
}

/** Only what was given out for a tax: old decisions keep the facts that they were made of, and recompute to the same. */
const withTaxNumbers = (packs: PackSet, facts: ConsignmentFacts): ConsignmentFacts =>
  ({ ...facts, seller: { ...facts.seller, registrations: facts.seller.registrations.filter((one) => isTaxRegistration(packs, one)) } });

function decideUnder({ packs, gone }: ChosenPacks, consignments: readonly Counted[], overlay: Overlay): TaxAnswer[] {
  const charged = new Set<string>();
  return consignments.map(({ facts, uncounted }) => {
    if (uncounted !== null) return { outcome: 'no_answer', reasons: [{ code: 'tax.no_exchange_rate', message: `There is no exchange rate for what this vendor sold across borders in ${uncounted} this year.` }] };
    const answer = evaluate(packs, { ...facts, orderFeesCharged: [...(facts.orderFeesCharged ?? []), ...charged] }, overlay);
    if (answer.outcome === 'no_answer') return answer;
    // Never by another law than the one the marketplace chose.
    const missing = answer.decision.packs.find(({ id }) => gone.has(id));
    if (missing) return { outcome: 'no_answer', reasons: [{ code: 'tax.pack_version_missing', message: `The marketplace chose version ${gone.get(missing.id)!} of the rule pack ${missing.id}, which is not installed any more.` }] };
    for (const fee of answer.decision.fees) if (fee.per === 'order') charged.add(fee.code);
    return answer;
  });
}

/** Gives each consignment the published rates that the laws of its two ends ask for. They are kept with the decision as its facts: it recomputes to the same from them. */
async function withExchangeRates(ctx: TxCtx, { packs }: { packs: PackSet }, consignments: readonly ConsignmentFacts[]): Promise<readonly ConsignmentFacts[]> {
  const sales = consignments.map((facts) => ({ facts, asked: facts.exchangeRates ? [] : currenciesAsked(packs, facts), day: rateDay(packs, facts) }));
  const needy = sales.filter(({ asked }) => asked.length > 0);
  if (needy.length === 0) return consignments;
  const days = needy.map(({ day }) => day).sort();
  const quotes = [...new Set(needy.flatMap(({ facts, asked }) => [facts.currency, ...asked.map(({ currency }) => currency)]))];
  const known = await listRates(ctx, { from: days[0]!, to: days.at(-1)!, quotes });
  return sales.map(({ facts, asked, day }) => (asked.length === 0 ? facts : { ...facts, exchangeRates: ratesOfSale(known, asked, { currency: facts.currency, day }) }));
}

/** A consignment, and a currency of the vendor's earlier sales that no published rate leads out of: then nobody knows how near the limit is. */
type Counted = { readonly facts: ConsignmentFacts; readonly uncounted: string | null };

/** A vendor's sales across borders of the union count from the first cent of the year: to what the vendor says of other channels comes what was sold here. Asked only for those who
 *  are in no one-stop shop; the sum is frozen with the decision. */
async function withRunningTotals(ctx: TxCtx, { packs }: { packs: PackSet }, consignments: readonly ConsignmentFacts[]): Promise<readonly Counted[]> {
  const counts = consignments.map((facts) => countsAcross(packs, facts));
  const first = consignments[counts.indexOf(true)];
  if (!first) return consignments.map((facts) => ({ facts, uncounted: null }));
  const union = packs.packs.get(packs.unionOf.get(first.shipFrom.country)!)!.pack;
  const [day, law] = [rateDay(packs, first), union.exchange ?? { currency: first.currency, sources: USUAL_SOURCES }];
  const sellers = [...new Set(consignments.filter((_, i) => counts[i]).map((facts) => facts.seller.id))];
  const sold = await listSoldAcross(ctx, { years: yearsOf(packs, union.members ?? [], first.taxPoint), sellers });
  const others = [...new Set(sold.map((one) => one.currency))].filter((currency) => currency !== law.currency);
  const known = others.length === 0 ? [] : await listRates(ctx, { from: day, to: day, quotes: [law.currency, ...others] });
  const inLaw = new Map(others.map((currency) => [currency, crossingOf(ratesOfSale(known, [law], { currency, day }), currency, law.currency)]));
  return consignments.map((facts, i) => {
    if (!counts[i]) return { facts, uncounted: null };
    let { crossBorderYtdMinor } = facts.seller;
    for (const one of sold.filter(({ sellerId }) => sellerId === facts.seller.id)) {
      const crossing = inLaw.get(one.currency);
      if (crossing === null) return { facts, uncounted: one.currency };
      crossBorderYtdMinor += crossing === undefined ? one.netMinor : exchangeAt(crossing, one.netMinor, { from: one.currency, to: law.currency });
    }
    return { facts: { ...facts, seller: { ...facts.seller, crossBorderYtdMinor } }, uncounted: null };
  });
}

const countsAcross = ({ unionOf }: PackSet, { seller, shipFrom, shipTo, customer }: ConsignmentFacts): boolean =>
  customer.type === 'consumer' && !seller.oss && seller.registrations.every((one) => one.scheme !== 'union_oss') && shipFrom.country !== shipTo.country
  && unionOf.has(shipFrom.country) && unionOf.get(shipFrom.country) === unionOf.get(shipTo.country);

/** An overlay that accepts no draft and tells whether anybody asked it: nearly no sale depends on one, and what was accepted is read only for those that do. */
function withoutDrafts(base: Overlay): { overlay: Overlay; wasAsked(): boolean } {
  let isAsked = false;
  const overlay: Overlay = {
    ...base,
    get acceptedDrafts() {
      isAsked = true;
      return [];
    },
  };
  return { overlay, wasAsked: () => isAsked };
}
