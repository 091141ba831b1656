import { invariant } from '@stoa/platform/errors';
import type { TaxAnswer, TaxDecision, TaxedFee, TaxedLine } from '../decision/decision.js';
import { CurrenciesDiffer } from '../pack/condition.js';
import { holdsOn, type LoadedPack, type PackSet } from '../pack/pack.js';
import { noOverlay, type ConsignmentFacts, type Overlay } from './facts.js';
import { judgeLocally, judgePlace, requireRegistration, type Verdict } from './liability.js';
import { NoAnswer } from './no-answer.js';
import { priceLines, remitterOf, type JudgedLine, type Rounding } from './price-lines.js';
import { priceShipping } from './price-shipping.js';
import { minorOf } from './rate.js';
import { resolveRate } from './rates.js';
import { dayIn, nameOf, readerOf, situate, type Situation, type Territory } from './situation.js';

const TAXED = new Set(['standard']);

/** Says who owes which tax on a consignment, at which rates, and why. Pure: the same packs and facts give the same decision, for ever. */
export function evaluate(packs: PackSet, facts: ConsignmentFacts, overlay: Overlay = noOverlay): TaxAnswer {
  invariant(facts.lines.length > 0, 'a consignment has lines');
  invariant(facts.lines.every((line) => line.amountMinor >= 0n) && (facts.shipping?.amountMinor ?? 0n) >= 0n, 'amounts of a sale are not negative');
  try {
    return { outcome: 'decided', decision: decide(situate(packs, facts, overlay)) };
  } catch (error) {
    if (error instanceof NoAnswer) return { outcome: 'no_answer', reasons: [{ code: error.code, message: error.message }] };
    if (error instanceof CurrenciesDiffer) return { outcome: 'no_answer', reasons: [{ code: 'tax.no_exchange_rate', message: `There is no exchange rate for a limit of the law: ${error.message}.` }] };
    throw error;
  }
}

function decide(situation: Situation): TaxDecision {
  const { facts } = situation;
  const verdict = judgePlace(situation);
  const territory = verdict.place === 'from' ? situation.from : situation.to;
  const judged = facts.lines.map((line) => judgeLine(situation, territory, verdict, line));
  const rounding = roundingOf(situation, territory);
  const lines = priceLines(judged, facts.priceMode, rounding);
  const shipping = facts.shipping && priceShipping(judged, lines, { ...facts.shipping, ...shippingRule(territory) }, facts.priceMode, rounding);
  const all = shipping ? [...lines, shipping] : lines;
  const head = headOf(verdict, judged, lines);
  const { fees, notes: feeNotes } = feesOf(situation, territory, head, [...new Set(all.flatMap((line) => line.components).filter((c) => c.taxMinor > 0n).map((c) => c.authority))]);
  return {
    liable: head.liable, issuer: head.issuer, scheme: head.scheme, treatment: head.treatment,
    place: verdict.place === 'none' ? 'none' : territory.jurisdiction, placeName: nameOf(territory), tax: territory.leaf?.pack.tax ?? territory.chain[0]!.pack.tax ?? 'TAX',
    currency: facts.currency, priceMode: facts.priceMode, lines, shipping, fees, totals: totalsOf(all, fees), b2bLeg: head.b2bLeg ?? null,
    rules: rulesOf(judged, shipping, territory, fees), packs: packsOf(situation), notes: [...notesOf(judged, territory), ...feeNotes], rounding, overlay: situation.overlay, facts,
  };
}

function judgeLine(situation: Situation, territory: Territory, verdict: Verdict, line: ConsignmentFacts['lines'][number]): JudgedLine {
  const local = verdict.place === 'none' ? verdict : judgeLocally(situation, territory, verdict, line.category);
  requireRegistration(situation, local);
  return { line, verdict: local, rate: TAXED.has(local.treatment) ? resolveRate(situation, territory, line.category) : null };
}

function roundingOf(situation: Situation, territory: Territory): Rounding {
  const own = territory.leaf?.pack.rounding;
  const wanted = situation.overlay.roundingLevel;
  const level = wanted && own?.allowed?.includes(wanted) ? wanted : (own?.level ?? 'line');
  return { level, mode: own?.mode ?? 'half_up' };
}

const shippingRule = (territory: Territory) => ({ policy: territory.leaf?.pack.base?.shipping ?? ('follows_goods' as const), ruleId: `${territory.leaf?.pack.id ?? territory.jurisdiction}-shipping` });

/** The consignment's headline: the one verdict and treatment of all lines, or that of its first taxed line where they differ. */
function headOf(place: Verdict, judged: readonly JudgedLine[], lines: readonly TaxedLine[]): Verdict {
  const uniform = judged.every((j) => j.verdict.liable === judged[0]!.verdict.liable && j.verdict.scheme === judged[0]!.verdict.scheme);
  const head = uniform ? judged[0]!.verdict : place;
  const treatments = new Set(lines.map((line) => line.treatment));
  return { ...head, treatment: treatments.size === 1 ? lines[0]!.treatment : head.treatment };
}

function feesOf(situation: Situation, territory: Territory, head: Verdict, taxedBy: readonly string[]): { fees: TaxedFee[]; notes: TaxDecision['notes'] } {
  const reader = readerOf(situation, { liable: head.liable, scheme: head.scheme, treatment: head.treatment, taxed_by: taxedBy });
  const due = territory.chain.flatMap((loaded) => loaded.fees.map((fee) => ({ loaded, fee }))).filter(({ fee }) => fee.applies(reader) && !situation.facts.orderFeesCharged?.includes(fee.code));
  const notes: TaxDecision['notes'] = [];
  const fees = due.map(({ loaded, fee }) => {
    const day = dayIn(situation, loaded.pack.time_zone ?? 'UTC');
    const row = fee.amounts.find((a) => holdsOn(a, day));
    if (!row) throw new NoAnswer('tax.no_fee_amount', `The amount of the fee "${fee.name.en}" on ${day} is not known.`);
    if (row.amount[1] !== situation.facts.currency) throw new NoAnswer('tax.no_exchange_rate', `The fee "${fee.name.en}" is in ${row.amount[1]}.`);
    if (row.confirmed_to != null && day > row.confirmed_to) notes.push(...textsOf([{ code: 'fee_amount_carried', chain: [loaded] }]));
    const remitter = remitterOf(head);
    return { code: fee.code, name: fee.name, authority: fee.authority, per: fee.per, amountMinor: minorOf(...row.amount), remitter, cite: fee.cite };
  });
  return { fees, notes };
}

function totalsOf(lines: readonly TaxedLine[], fees: readonly TaxedFee[]): TaxDecision['totals'] {
  const total = (pick: (line: TaxedLine) => bigint) => lines.reduce((sum, line) => sum + pick(line), 0n);
  const grossMinor = total((line) => line.grossMinor);
  return {
    netMinor: total((line) => line.netMinor), taxMinor: total((line) => line.taxMinor), grossMinor,
    customerPaysMinor: grossMinor - total((line) => line.thirdPartyMinor) + fees.reduce((sum, fee) => sum + fee.amountMinor, 0n),
  };
}

function rulesOf(judged: readonly JudgedLine[], shipping: TaxedLine | null, territory: Territory, fees: readonly TaxedFee[]): TaxDecision['rules'] {
  const rules = new Map(judged.flatMap((j) => [...j.verdict.rules, ...(j.rate?.why ?? [])]).map((rule) => [rule.id, rule]));
  const base = territory.leaf?.pack.base;
  if (shipping && base) rules.set(shippingRule(territory).ruleId, { id: shippingRule(territory).ruleId, cite: base.shipping_cite });
  for (const fee of fees) rules.set(fee.code, { id: fee.code, cite: fee.cite });
  return [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function notesOf(judged: readonly JudgedLine[], territory: Territory): TaxDecision['notes'] {
  const codes = judged.flatMap((j) => [...j.verdict.notes, ...(j.rate?.note ? [{ code: j.rate.note, chain: territory.chain }] : [])]);
  return textsOf([...new Map(codes.map((note) => [note.code, note])).values()].sort((a, b) => (a.code < b.code ? -1 : 1)));
}

const textsOf = (notes: { code: string; chain: LoadedPack[] }[]): TaxDecision['notes'] =>
  notes.map(({ code, chain }) => ({ code, text: chain.map((loaded) => loaded.pack.notes?.[code]).find((text) => text !== undefined)! }));

/** The packs of both ends and their tables, by the hash of their bytes: all that the answer could depend on. */
function packsOf({ packs, from, to }: Situation): TaxDecision['packs'] {
  const chained = [...from.chain, ...to.chain];
  const tables = chained.flatMap((loaded) => loaded.pack.rates ?? []).flatMap((rate) => (rate.source === undefined ? [] : [rate.source.slice('table:'.length)]));
  return [...new Set([...chained.map((loaded) => loaded.pack.id), ...tables])].sort().map((id) => {
    const { document } = (packs.packs.get(id) ?? packs.tables.get(id))!;
    return { id, version: document.version, sha256: document.sha256 };
  });
}
