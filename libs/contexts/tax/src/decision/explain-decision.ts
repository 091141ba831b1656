import { formatMoney } from '@stoa/platform/money';
import type { Place } from '../evaluation/facts.js';
import type { Words } from '../pack/pack.js';
import type { TaxComponent, TaxDecision, TaxedLine } from './decision.js';
import { explanationWords, type ExplanationWords } from './explanation.words.js';

export type Names = { sellerName?: string; marketplaceName?: string; lineNames?: Readonly<Record<string, string>> };
export type ExplainedLine = { id: string; label: string; text: string; steps: string[]; code: string };
export type TaxExplanation = { headline: string; lines: ExplainedLine[]; fees: { code: string; label: string; text: string }[]; notes: string[]; citations: string[] };

/** Says a decision in the words of a shopper: what was taxed at which rate, why, by which law, and the sum written out. */
export function explainDecision(decision: TaxDecision, locale: string, names: Names = {}): TaxExplanation {
  const say: Saying = { decision, locale, words: explanationWords(locale), names, text: (words) => words[locale.slice(0, 2)] ?? words.en!, money: (minor) => formatMoney({ minor, currency: decision.currency }, locale), pct: (pct) => `${decimal(pct, locale)}${explanationWords(locale).percentGap}%` };
  const all = decision.shipping ? [...decision.lines, decision.shipping] : decision.lines;
  return {
    headline: headlineOf(say),
    lines: all.map((line) => explainLine(say, line)),
    fees: decision.fees.map((fee) => ({ code: fee.code, label: say.text(fee.name), text: say.words.fee(say.text(fee.name), say.money(fee.amountMinor)) })),
    notes: decision.notes.map((note) => say.text(note.text)),
    citations: decision.rules.map((rule) => `${rule.id}: ${rule.cite}`),
  };
}

type Saying = { decision: TaxDecision; locale: string; words: ExplanationWords; names: Names; text(words: Words): string; money(minor: bigint): string; pct(pct: string): string };

const decimal = (pct: string, locale: string): string => new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(Number(pct));
const addressOf = (place: Place): string => [townOf(place), place.postcode].filter((part, i, all) => part && all.indexOf(part) === i).join(' ');
const isTaxedWhereItLeaves = ({ place, facts: { shipFrom, shipTo } }: TaxDecision): boolean => shipFrom.country !== shipTo.country && place.split('-')[0] === shipFrom.country;
const townOf = (place: Place): string => place.city ?? place.postcode ?? place.region ?? place.country;

function headlineOf(say: Saying): string {
  const { decision, words } = say;
  const rates = [...new Set([...decision.lines, ...(decision.shipping ? [decision.shipping] : [])].filter((l) => l.taxMinor > 0n).flatMap((l) => (l.ratePct === 'mixed' ? [] : [say.pct(l.ratePct)])))];
  const tax = decision.totals.taxMinor === 0n ? words.noTax(say.text(decision.placeName)) : `${rates.join(', ')} ${taxName(say)}, ${say.text(decision.placeName)}`;
  return words.headline(tax, say.names.sellerName ?? words.theSeller, townOf(decision.facts.shipFrom), townOf(decision.facts.shipTo), schemeName(say));
}

const taxName = ({ decision, words }: Saying): string => ({ VAT: words.vat, SALES: words.salesTax })[decision.tax] ?? decision.tax;
/** Why a line holds no tax. Zero-rated goods are no export, and shipping is no goods. */
function untaxedWords({ decision, words }: Saying, { id, treatment }: TaxedLine): string | undefined {
  const named = treatment === 'zero_rated' && decision.scheme !== 'export' ? 'zero_rated_goods' : treatment;
  if (id !== 'shipping') return words.treatments[named];
  return words.treatments[{ exempt: 'exempt_shipping', zero_rated_goods: 'zero_rated_shipping' }[named as string] ?? named];
}
const schemeName = ({ decision, words }: Saying): string => words.schemes[decision.scheme] ?? decision.scheme;

function explainLine(say: Saying, line: TaxedLine): ExplainedLine {
  const { decision, words } = say;
  const label = line.id === 'shipping' ? words.shipping : (say.names.lineNames?.[line.id] ?? line.category);
  const text = line.taxMinor === 0n ? (untaxedWords(say, line) ?? words.noTax(say.text(decision.placeName))) : `${line.ratePct === 'mixed' ? '' : `${say.pct(line.ratePct)} `}${taxName(say)}: ${say.money(line.taxMinor)}`;
  const rules = line.why.join(', ');
  return { id: line.id, label, text, steps: stepsOf(say, line), code: words.code(rules, decision.packs.map((pack) => `${pack.id} ${pack.version}`).join(', ')) };
}

function stepsOf(say: Saying, line: TaxedLine): string[] {
  const { decision, words } = say;
  const [from, to, place] = [addressOf(decision.facts.shipFrom), addressOf(decision.facts.shipTo), say.text(decision.placeName)];
  const steps = [isTaxedWhereItLeaves(decision) ? words.routeFrom(from, to, place) : words.route(to, place)];
  if (line.taxMinor === 0n) return [...steps, untaxedWords(say, line) ?? schemeName(say)];
  if (line.ratePct === 'mixed') steps.push(words.split(line.components.map((c) => `${say.money(c.baseMinor)} × ${say.pct(c.ratePct)}`).join(', ')));
  else steps.push(...arithmeticOf(say, line));
  if (line.thirdPartyMinor > 0n) steps.push(words.thirdParty(say.money(line.thirdPartyMinor)));
  const who = line.liable === 'platform' ? (say.names.marketplaceName ?? words.theMarketplace) : (say.names.sellerName ?? words.theSeller);
  return [...steps, words.remits(capital(who), schemeName(say))];
}

function arithmeticOf(say: Saying, line: TaxedLine): string[] {
  const { decision, words } = say;
  const pct = say.pct(line.ratePct);
  const rate = line.components.length > 1 ? words.parts(line.components.map((c) => partOf(say, c)).join(' + '), pct) : words.rate(pct, line.components[0]!.authority === decision.place ? say.text(decision.placeName) : line.components[0]!.name);
  // Where the law taxes part of a price only, each authority's own base is written out.
  if (decision.priceMode === 'excl' && line.components.some((c) => c.baseMinor !== line.netMinor)) return [rate, ...line.components.map((c) => words.excl(say.money(c.baseMinor), say.pct(c.ratePct), say.money(c.taxMinor)))];
  const sum = decision.priceMode === 'incl' ? words.incl(say.money(line.grossMinor), decimal(line.ratePct, say.locale), decimal(String(100 + Number(line.ratePct)), say.locale), say.money(line.taxMinor)) : words.excl(say.money(line.netMinor), pct, say.money(line.taxMinor));
  return [rate, sum];
}

const partOf = (say: Saying, component: TaxComponent): string => `${component.name} ${say.pct(component.ratePct)}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
