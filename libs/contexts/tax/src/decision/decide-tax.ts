import type { TxCtx } from '@stoa/platform/context';
import { evaluate } from '../evaluation/evaluate.js';
import { noOverlay, type ConsignmentFacts, type Overlay } from '../evaluation/facts.js';
import type { PackSet } from '../pack/pack.js';
import { exchange } from '../evaluation/exchange.js';
import { listSoldAcross } from '../threshold/sold.query.js';
import { listAcceptedDrafts } from '../draft/draft.repository.js';
import { listRates } from '../exchange/rate.repository.js';
import { currenciesAsked, rateDay, ratesOfSale } from '../exchange/reference-rate.js';
import type { TaxAnswer } from './decision.js';

/** Decides the tax of one consignment under the marketplace's own overlay (the drafts it accepted). Stores nothing: quotes ask here too. */
export async function decideTax(ctx: TxCtx, deps: { packs: PackSet }, facts: ConsignmentFacts): Promise<TaxAnswer> {
  const [answer] = await decideTaxes(ctx, deps, [facts]);
  return answer!;
}

/** Decides the consignments of one order, in their order: a fee that is due once per order is charged with the first that owes it. */
export async function decideTaxes(ctx: TxCtx, deps: { packs: PackSet }, consignments: readonly ConsignmentFacts[]): Promise<TaxAnswer[]> {
  const facts = await withRunningTotals(ctx, deps, await withExchangeRates(ctx, deps, consignments));
  const { overlay, wasAsked } = withoutDrafts();
  const answers = decideUnder(deps.packs, facts, overlay);
  if (!wasAsked()) return answers.map((answer) => (answer.outcome === 'decided' ? { ...answer, decision: { ...answer.decision, overlay: noOverlay } } : answer));
  return decideUnder(deps.packs, facts, { ...noOverlay, acceptedDrafts: (await listAcceptedDrafts(ctx)).map((accepted) => accepted.draft) });
}

function decideUnder(packs: PackSet, consignments: readonly ConsignmentFacts[], overlay: Overlay): TaxAnswer[] {
  const charged = new Set<string>();
  return consignments.map((facts) => {
    const answer = evaluate(packs, { ...facts, orderFeesCharged: [...(facts.orderFeesCharged ?? []), ...charged] }, overlay);
    if (answer.outcome === 'decided') for (const fee of answer.decision.fees) if (fee.per === 'order') charged.add(fee.code);
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

/** A vendor's sales across borders of the union count from the first cent of the year: to what the vendor says of other channels comes what was sold here. Asked only for those who
 *  are in no one-stop shop; the sum is frozen with the decision. */
async function withRunningTotals(ctx: TxCtx, { packs }: { packs: PackSet }, consignments: readonly ConsignmentFacts[]): Promise<readonly ConsignmentFacts[]> {
  const counted = consignments.map((facts) => (countsAcross(packs, facts) ? facts : null));
  const [first] = counted.filter((facts) => facts !== null);
  if (!first) return consignments;
  const union = packs.packs.get(packs.unionOf.get(first.shipFrom.country)!)!.pack;
  const sellers = [...new Set(counted.flatMap((facts) => (facts ? [facts.seller.id] : [])))];
  const sold = await listSoldAcross(ctx, { since: new Date(`${rateDay(packs, first).slice(0, 4)}-01-01T00:00:00Z`), members: union.members ?? [], sellers });
  return consignments.map((facts, i) => {
    const currency = union.exchange?.currency ?? facts.currency;
    const here = sold.filter((one) => one.sellerId === facts.seller.id).map((one) => exchange(facts, one.netMinor, one.currency, currency) ?? 0n);
    return counted[i] ? { ...facts, seller: { ...facts.seller, crossBorderYtdMinor: facts.seller.crossBorderYtdMinor + here.reduce((a, b) => a + b, 0n) } } : facts;
  });
}

const countsAcross = ({ unionOf }: PackSet, { seller, shipFrom, shipTo, customer }: ConsignmentFacts): boolean =>
  customer.type === 'consumer' && !seller.oss && seller.registrations.every((one) => one.scheme !== 'union_oss') && shipFrom.country !== shipTo.country
  && unionOf.has(shipFrom.country) && unionOf.get(shipFrom.country) === unionOf.get(shipTo.country);

/** An overlay that accepts no draft and tells whether anybody asked it: nearly no sale depends on one, and what was accepted is read only for those that do. */
function withoutDrafts(): { overlay: Overlay; wasAsked(): boolean } {
  let isAsked = false;
  const overlay: Overlay = {
    ...noOverlay,
    get acceptedDrafts() {
      isAsked = true;
      return [];
    },
  };
  return { overlay, wasAsked: () => isAsked };
}
