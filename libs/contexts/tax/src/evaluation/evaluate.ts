import { invariant } from '@stoa/platform/errors';
import type { TaxAnswer, TaxDecision, TaxedDuty, TaxedFee, TaxedLine } from '../decision/decision.js';
import { CurrenciesDiffer } from '../pack/condition.js';
import type { LoadedPack, PackSet, Words } from '../pack/pack.js';
import { ENGINE } from './engine.js';
import { crossingOf, exchange } from './exchange.js';
import { noOverlay, type ConsignmentFacts, type LineFacts, type Overlay } from './facts.js';
import { chargesOf, withheldOf } from './fees.js';
import { judgeLocally, judgePlace, judgeRemittance, requireRegistration, type Remittance, type Verdict } from './liability.js';
import { NoAnswer } from './no-answer.js';
import { itemOf, refuseInclusiveParts, taxesOf, toTaxedLine, type JudgedLine, type Rounding } from './price-lines.js';
import { sharesOf, toShippingLine, type Share, type Shipping } from './price-shipping.js';
import { resolveRate, resolveShippingRate } from './rates.js';
import { nameOf, situate, type Situation, type Territory } from './situation.js';

const TAXED = new Set(['standard']);

/** Says who owes which tax on a consignment, at which rates, and why. Pure: the same packs, facts and revision of the engine give the same decision, for ever. */
export function evaluate(packs: PackSet, facts: ConsignmentFacts, overlay: Overlay = noOverlay, engine: number = ENGINE): TaxAnswer {
  invariant(facts.lines.length > 0, 'a consignment has lines');
  invariant(facts.lines.every((line) => line.amountMinor >= 0n && line.quantity >= 1) && (facts.shipping?.amountMinor ?? 0n) >= 0n, 'amounts of a sale are not negative');
  try {
    return { outcome: 'decided', decision: decide(situate(packs, facts, overlay, engine)) };
  } catch (error) {
    if (error instanceof NoAnswer) return { outcome: 'no_answer', reasons: [{ code: error.code, message: error.message }] };
    if (error instanceof CurrenciesDiffer) return { outcome: 'no_answer', reasons: [{ code: 'tax.no_exchange_rate', message: `There is no exchange rate for a limit of the law: ${error.message}.` }] };
    throw error;
  }
}

type Judged = JudgedLine & { territory: Territory; why: Remittance['rules'] };

function decide(situation: Situation): TaxDecision {
  const { facts } = situation;
  const judged = facts.lines.map((line) => judgeLine(situation, line));
  const leading = leadOf(judged);
  const { territory } = leading;
  const rounding = roundingOf(situation, territory);
  const { lines, shipping } = price(situation, judged, { leading, rounding });
  const all = shipping ? [...lines, shipping] : lines;
  if (situation.engine >= 2) for (const line of all) if (line.treatment === 'no_tax') line.liable = 'none';
  const head = headOf(leading, judged, lines);
  const { fees, duties, notes } = chargesOf(situation, territory, { ...head, liable: leading.verdict.liable }, all);
  return {
    liable: head.liable, issuer: head.issuer, scheme: head.scheme, treatment: head.treatment,
    place: head.place === 'none' ? 'none' : territory.jurisdiction, placeName: nameOf(territory), tax: territory.leaf?.pack.tax ?? territory.chain[0]?.pack.tax ?? 'TAX',
    currency: facts.currency, priceMode: facts.priceMode, lines, shipping, fees, totals: totalsOf(all, fees), b2bLeg: head.b2bLeg ?? null,
    rules: rulesOf(judged, shipping, territory, { fees, duties }), packs: packsOf(situation), notes: textsOf([...notesOf(judged), ...notes]), rounding, overlay: situation.overlay, engine: situation.engine, facts,
    duties, withheld: withheldOf(situation, territory, head, all), local: localOf(facts, territory, all),
  };
}

function judgeLine(situation: Situation, line: LineFacts): Judged {
  const place = judgePlace(situation, line);
  const territory = place.place === 'from' ? situation.from : situation.to;
  const verdict = place.place === 'none' ? place : judgeLocally(situation, territory, place, line);
  requireRegistration(situation, territory, verdict, line);
  const rate = TAXED.has(verdict.treatment) ? resolveRate(situation, territory, line) : null;
  const { components, rules } = judgeRemittance(situation, territory, verdict, { line, rate });
  return { line, verdict, rate, components, item: itemOf(line, verdict, rate, components), territory, why: rules };
}

/** Net and tax in the money of the place, as its invoices and returns want them, where a rate of the day is known. */
function localOf(facts: ConsignmentFacts, { leaf }: Territory, lines: readonly TaxedLine[]): TaxDecision['local'] {
  const currency = leaf?.pack.currency;
  if (currency === undefined || currency === facts.currency || lines.every((line) => line.taxMinor === 0n)) return null;
  const crossing = crossingOf(facts.exchangeRates ?? [], facts.currency, currency);
  const inLocal = (minor: bigint) => exchange(facts, minor, facts.currency, currency)!;
  return crossing && { currency, netMinor: inLocal(lines.reduce((sum, line) => sum + line.netMinor, 0n)), taxMinor: inLocal(lines.reduce((sum, line) => sum + line.taxMinor, 0n)), rates: [...crossing.by] };
}

/** The line that speaks for the consignment where its lines differ: one that is taxed, the first by id. */
const leadOf = (judged: readonly Judged[]): Judged =>
  judged.reduce((lead, j) => ((j.components.length > 0) !== (lead.components.length > 0) ? (j.components.length > 0 ? j : lead) : j.line.id < lead.line.id ? j : lead));

function price(situation: Situation, judged: readonly Judged[], { leading, rounding }: { leading: Judged; rounding: Rounding }): { lines: TaxedLine[]; shipping: TaxedLine | null } {
  const { facts } = situation;
  const mode = facts.priceMode;
  const items = judged.map(({ item }) => item);
  if (!facts.shipping) {
    const taxes = taxesOf(items, mode, rounding);
    return { lines: judged.map((j, i) => toTaxedLine(j, taxes[i]!, mode, rounding)), shipping: null };
  }
  if (mode === 'incl') refuseInclusiveParts(items);
  const shipping: Shipping = { amountMinor: facts.shipping.amountMinor, separatelyStated: facts.shipping.separatelyStated ?? true, ...shippingRule(leading.territory) };
  const shares: Share[] = sharesOf(judged, shipping, { mode, rounding, ownRate: () => ownRate(situation, leading, shipping.amountMinor) });
  for (const { item } of shares) items.push(item);
  const taxes = taxesOf(items, mode, rounding);
  return { lines: judged.map((j, i) => toTaxedLine(j, taxes[i]!, mode, rounding)), shipping: toShippingLine(shares, taxes.slice(judged.length), shipping, { mode, rounding }) };
}

function ownRate(situation: Situation, { territory, verdict, line }: Judged, amountMinor: bigint) {
  const rate = resolveShippingRate(situation, territory, amountMinor);
  return { rate, components: judgeRemittance(situation, territory, verdict, { line, rate }).components };
}

/** The marketplace may choose another way to round where the pack allows it. */
function roundingOf({ overlay }: Situation, territory: Territory): Rounding {
  const own = territory.leaf?.pack.rounding;
  const level = overlay.roundingLevel && own?.allowed?.includes(overlay.roundingLevel) ? overlay.roundingLevel : (own?.level ?? 'line');
  const mode = overlay.roundingMode && own?.modes?.includes(overlay.roundingMode) ? overlay.roundingMode : (own?.mode ?? 'half_up');
  return { level, mode };
}

const shippingRule = (territory: Territory) => ({ policy: territory.leaf?.pack.base?.shipping ?? ('follows_goods' as const), ruleId: `${territory.leaf?.pack.id ?? territory.jurisdiction}-shipping` });

/** The consignment's headline: the one verdict and treatment of all lines, or that of its leading line where they differ. */
function headOf(leading: Judged, judged: readonly Judged[], lines: readonly TaxedLine[]): Verdict {
  const lead = lines[judged.indexOf(leading)]!;
  const isOneTreatment = lines.every(({ treatment }) => treatment === lead.treatment);
  return { ...leading.verdict, treatment: isOneTreatment ? lead.treatment : leading.verdict.treatment, liable: lines.every((line) => line.liable === 'none') ? 'none' : leading.verdict.liable };
}

function totalsOf(lines: readonly TaxedLine[], fees: readonly TaxedFee[]): TaxDecision['totals'] {
  let [netMinor, taxMinor, grossMinor, paidByOthers, charged] = [0n, 0n, 0n, 0n, 0n];
  for (const line of lines) {
    netMinor += line.netMinor;
    taxMinor += line.taxMinor;
    grossMinor += line.grossMinor;
    paidByOthers += line.thirdPartyMinor;
  }
  for (const fee of fees) charged += fee.amountMinor;
  return { netMinor, taxMinor, grossMinor, customerPaysMinor: grossMinor - paidByOthers + charged };
}

type Cited = { id: string; cite: string };

function rulesOf(judged: readonly Judged[], shipping: TaxedLine | null, territory: Territory, { fees, duties }: { fees: readonly TaxedFee[]; duties: readonly TaxedDuty[] }): TaxDecision['rules'] {
  const rules: Cited[] = [];
  for (const { verdict, rate, why } of judged) {
    for (const rule of verdict.rules) cite(rules, rule);
    if (rate !== null) for (const rule of rate.why) cite(rules, rule);
    for (const rule of why) cite(rules, rule);
  }
  const base = territory.leaf?.pack.base;
  if (shipping && base) cite(rules, { id: shippingRule(territory).ruleId, cite: base.shipping_cite });
  for (const fee of fees) cite(rules, { id: fee.code, cite: fee.cite });
  for (const duty of duties) cite(rules, { id: duty.code, cite: duty.cite });
  return rules.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Each rule once: lines of one sale mostly go by the same ones. */
function cite(rules: Cited[], rule: Cited): void {
  for (let i = 0; i < rules.length; i += 1) {
    if (rules[i]!.id !== rule.id) continue;
    rules[i] = rule;
    return;
  }
  rules.push(rule);
}

type Note = { code: string; chain: readonly LoadedPack[] };

function notesOf(judged: readonly Judged[]): Note[] {
  const notes: Note[] = [];
  for (const { verdict, rate, territory } of judged) {
    notes.push(...verdict.notes);
    if (rate?.note) notes.push({ code: rate.note, chain: territory.chain });
  }
  if (notes.length < 2) return notes;
  return [...new Map(notes.map((note) => [note.code, note])).values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

const textsOf = (notes: readonly Note[]): TaxDecision['notes'] => notes.map((note) => ({ code: note.code, text: textOf(note)! }));

/** The words of the pack itself come before those of its federation or union. */
function textOf({ code, chain }: Note): Words | undefined {
  for (const { pack } of chain) if (pack.notes?.[code]) return pack.notes[code];
  return undefined;
}

const named = new WeakMap<PackSet, Map<string, TaxDecision['packs']>>();

/** The packs of both ends and their tables, by the hash of their bytes: all that the answer could depend on. */
function packsOf({ packs, from, to }: Situation): TaxDecision['packs'] {
  const key = `${from.law?.pack.id ?? '-'}/${from.sentBy?.pack.id ?? '-'} ${to.law?.pack.id ?? '-'}/${to.sentBy?.pack.id ?? '-'}`;
  const cache = named.get(packs) ?? new Map<string, TaxDecision['packs']>();
  named.set(packs, cache);
  const known = cache.get(key);
  if (known) return known;
  const chained = [from, to].flatMap((t) => [...t.chain, ...(t.sentBy ? [t.sentBy] : [])]);
  const tables = chained.flatMap((loaded) => loaded.pack.rates ?? []).flatMap((rate) => (rate.source === undefined ? [] : [rate.source.slice('table:'.length)]));
  const list = [...new Set([...chained.map((loaded) => loaded.pack.id), ...tables])].sort().map((id) => {
    const { document } = (packs.packs.get(id) ?? packs.tables.get(id))!;
    return { id, version: document.version, sha256: document.sha256 };
  });
  cache.set(key, list);
  return list;
}
