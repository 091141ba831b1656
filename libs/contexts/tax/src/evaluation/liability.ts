import type { FactValue, Sheet } from '../pack/condition.js';
import type { Liable, LoadedPack, LoadedRule, Outcome } from '../pack/pack.js';
import type { Remitter } from '../decision/decision.js';
import type { LineFacts } from './facts.js';
import { NoAnswer } from './no-answer.js';
import type { RateComponent, ResolvedRate } from './rates.js';
import { sheetOf, type Situation, type Territory } from './situation.js';

/** Who owes the tax on what is supplied where, and by which rules. */
export type Verdict = {
  place: 'to' | 'from' | 'none'; liable: Liable; scheme: string; treatment: string; issuer: 'seller' | 'platform'; final: boolean;
  needs: LoadedRule | null; rules: { id: string; cite: string }[]; notes: { code: string; chain: readonly LoadedPack[] }[]; b2bLeg: Outcome['b2b_leg'] | null;
};

/** Cross-border sales are two-sided: the destination's packs decide consumption, the origin's the export; then both are merged. */
export function judgePlace(situation: Situation, line: LineFacts): Verdict {
  const { from, to } = situation;
  if (to.law === null) return judgeAtOrigin(situation, line);
  const destination = verdictOf(situation, to, line);
  if (from.law === null || rootOf(from) === rootOf(to)) return destination;
  const origin = verdictOf(situation, from, line);
  const rules = [...destination.rules, ...origin.rules];
  return NOTHING_DUE.has(destination.treatment) && !destination.final ? { ...origin, rules } : { ...destination, rules };
}

/** Without a pack of the destination there is one answer: a service that the supplier's own law places abroad, such as a marketplace's commission from a vendor there. Goods never: the origin alone would say "export, 0". */
function judgeAtOrigin(situation: Situation, line: LineFacts): Verdict {
  const { from, to } = situation;
  const origin = from.law === null ? null : verdictOf(situation, from, line);
  if (origin?.treatment !== 'out_of_scope') throw new NoAnswer('tax.no_pack', `There is no rule pack for ${to.jurisdiction} yet.`);
  return origin;
}

/** Where nothing is due at the destination, the origin says what the sale is: an export. */
const NOTHING_DUE = new Set(['no_tax', 'no_nexus']);
const rootOf = (territory: Territory): string => territory.chain.at(-1)!.pack.id;

/** Most laws do not look at the single line to say where a sale is taxed: then one look is enough for all. */
function verdictOf(situation: Situation, territory: Territory, line: LineFacts): Verdict {
  if (territory.law!.placeByLine) return judged(situation, territory, line);
  const end = territory === situation.to ? 'to' : 'from';
  return (situation.verdictAt[end] ??= judged(situation, territory, line));
}

function judged(situation: Situation, territory: Territory, line: LineFacts): Verdict {
  const rule = firstMatch(territory.law!.place, sheetOf(situation, territory, line));
  if (!rule) throw new NoAnswer('tax.no_rule', `No rule of ${territory.jurisdiction} says who owes the tax on this sale.`);
  refuseWithout(rule, territory);
  const { place, liable, scheme, treatment } = rule.then;
  return {
    place: place!, liable: liable!, scheme: scheme!, treatment: treatment!, issuer: rule.then.issuer ?? 'seller', final: rule.then.final ?? false,
    needs: rule.satisfied ? rule : null, rules: [{ id: rule.id, cite: rule.cite }],
    notes: rule.then.note ? [{ code: rule.then.note, chain: territory.chain }] : [], b2bLeg: rule.then.b2b_leg ?? null,
  };
}

const spoken = ({ liable, scheme, treatment }: Verdict): Record<string, FactValue> => ({ liable, scheme, treatment });

/** What the law of the place itself adds for one line: reverse charge, small businesses. */
export function judgeLocally(situation: Situation, territory: Territory, verdict: Verdict, line: LineFacts): Verdict {
  const rules = territory.law?.local ?? [];
  const rule = rules.length === 0 ? null : firstMatch(rules, sheetOf(situation, territory, line, spoken(verdict)));
  if (!rule || Object.keys(rule.then).length === 0) return verdict;
  const { then } = rule;
  refuseWithout(rule, territory);
  return {
    ...verdict, liable: then.liable ?? verdict.liable, scheme: then.scheme ?? verdict.scheme, treatment: then.treatment ?? verdict.treatment, issuer: then.issuer ?? verdict.issuer,
    needs: then.needs === null ? null : rule.satisfied ? rule : verdict.needs,
    rules: [...verdict.rules, { id: rule.id, cite: rule.cite }],
    notes: then.note ? [...verdict.notes, { code: then.note, chain: territory.chain }] : verdict.notes,
  };
}

export type RemittedComponent = RateComponent & { readonly remitter: Remitter };
export type Remittance = { components: readonly RemittedComponent[]; rules: readonly { id: string; cite: string }[] };

const NOTHING: Remittance = { components: [], rules: [] };

/** Says of each component who pays it to its authority, and leaves out those that nobody charges. */
export function judgeRemittance(situation: Situation, territory: Territory, verdict: Verdict, { line, rate }: { line: LineFacts; rate: ResolvedRate | null }): Remittance {
  if (rate === null) return NOTHING;
  const usual = remitterOf(verdict);
  const remit = territory.law?.remit ?? [];
  if (remit.length === 0) return asUsual(rate, usual);
  const rules: { id: string; cite: string }[] = [];
  const remitted = rate.components.flatMap((component): RemittedComponent[] => {
    const sheet = sheetOf(situation, territory, line, { ...spoken(verdict), component: component.authority });
    const rule = firstMatch(remit, sheet);
    if (!rule || Object.keys(rule.then).length === 0) return [remittedBy(component, usual)];
    refuseWithout(rule, territory);
    if (rule.satisfied && !situation.overlay.registrationsGranted && !rule.satisfied(sheet)) throw registrationMissing(rule);
    rules.push({ id: rule.id, cite: rule.cite });
    return rule.then.charged === false ? [] : [remittedBy(component, rule.then.remitter ?? usual)];
  });
  return { components: remitted, rules };
}

const remittedBy = ({ authority, name, rate, pct, band }: RateComponent, remitter: Remitter): RemittedComponent => ({ authority, name, rate, pct, band, remitter });

const usually = new WeakMap<ResolvedRate, Map<Remitter, Remittance>>();

/** Where the law leaves it to whoever is liable. A rate that is the same for all sales is dealt with once. */
function asUsual(rate: ResolvedRate, remitter: Remitter): Remittance {
  const known = rate.isFixed ? usually.get(rate)?.get(remitter) : undefined;
  if (known) return known;
  const remittance: Remittance = { components: rate.components.map((component) => remittedBy(component, remitter)), rules: NOTHING.rules };
  if (rate.isFixed) usually.set(rate, (usually.get(rate) ?? new Map<Remitter, Remittance>()).set(remitter, remittance));
  return remittance;
}

export const remitterOf = (verdict: Verdict): Remitter => (verdict.liable === 'seller' || verdict.liable === 'platform' ? verdict.liable : 'none');

function firstMatch(rules: readonly LoadedRule[], sheet: Sheet): LoadedRule | null {
  for (const rule of rules) if (rule.matches(sheet)) return rule;
  return null;
}

function refuseWithout({ id, then }: LoadedRule, territory: Territory): void {
  if (then.no_answer !== undefined) throw new NoAnswer('tax.not_set_up', `${then.no_answer} (${territory.jurisdiction}, ${id})`);
}

/** The liable party must hold the registration that the scheme works by; else nobody could file this tax. */
export function requireRegistration(situation: Situation, territory: Territory, verdict: Verdict, line: LineFacts): void {
  const { needs } = verdict;
  if (!needs?.satisfied || situation.overlay.registrationsGranted || needs.satisfied(sheetOf(situation, territory, line))) return;
  throw registrationMissing(needs);
}

const registrationMissing = ({ id, cite, then }: LoadedRule) => new NoAnswer('tax.registration_missing', `${then.needs_words ?? 'A tax registration is missing.'} (${id}, ${cite})`);
