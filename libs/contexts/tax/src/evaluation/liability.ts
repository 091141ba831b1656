import type { Liable, LoadedPack, LoadedRule, Outcome, Stage } from '../pack/pack.js';
import type { FactReader } from '../pack/condition.js';
import { NoAnswer } from './no-answer.js';
import { readerOf, type Situation, type Territory } from './situation.js';

/** Who owes the tax on what is supplied where, and by which rules. */
export type Verdict = {
  place: 'to' | 'from' | 'none'; liable: Liable; scheme: string; treatment: string; issuer: 'seller' | 'platform';
  needs: LoadedRule | null; rules: { id: string; cite: string }[]; notes: { code: string; chain: LoadedPack[] }[]; b2bLeg: Outcome['b2b_leg'] | null;
};

/** Cross-border sales are two-sided: the destination's packs decide consumption, the origin's the export; then both are merged. */
export function judgePlace(situation: Situation): Verdict {
  const { from, to } = situation;
  if (to.chain.length === 0) throw new NoAnswer('tax.no_pack', `There is no rule pack for ${to.jurisdiction} yet.`);
  const destination = verdictOf(situation, to);
  if (from.chain.length === 0 || rootOf(from) === rootOf(to)) return destination;
  const origin = verdictOf(situation, from);
  if (destination.treatment === 'no_tax') return { ...origin, rules: [...destination.rules, ...origin.rules] };
  return { ...destination, rules: [...destination.rules, ...origin.rules] };
}

const rootOf = (territory: Territory): string => territory.chain.at(-1)!.pack.id;

function verdictOf(situation: Situation, territory: Territory): Verdict {
  const rule = firstMatch(territory.chain, 'place', readerOf(situation));
  if (!rule) throw new NoAnswer('tax.no_rule', `No rule of ${territory.jurisdiction} says who owes the tax on this sale.`);
  if (rule.then.no_answer !== undefined) throw new NoAnswer('tax.not_set_up', `${rule.then.no_answer} (${territory.jurisdiction}, ${rule.id})`);
  const { place, liable, scheme, treatment } = rule.then;
  return {
    place: place!, liable: liable!, scheme: scheme!, treatment: treatment!, issuer: rule.then.issuer ?? 'seller',
    needs: rule.satisfied ? rule : null, rules: [{ id: rule.id, cite: rule.cite }],
    notes: rule.then.note ? [{ code: rule.then.note, chain: territory.chain }] : [], b2bLeg: rule.then.b2b_leg ?? null,
  };
}

/** What the law of the place itself adds for one line: reverse charge, small businesses, certificates. */
export function judgeLocally(situation: Situation, territory: Territory, verdict: Verdict, category: string): Verdict {
  const reader = readerOf(situation, { category, liable: verdict.liable, scheme: verdict.scheme, treatment: verdict.treatment });
  const rule = firstMatch(territory.chain, 'local', reader);
  if (!rule || Object.keys(rule.then).length === 0) return verdict;
  const { then } = rule;
  if (then.no_answer !== undefined) throw new NoAnswer('tax.not_set_up', `${then.no_answer} (${territory.jurisdiction}, ${rule.id})`);
  return {
    ...verdict, liable: then.liable ?? verdict.liable, scheme: then.scheme ?? verdict.scheme, treatment: then.treatment ?? verdict.treatment, issuer: then.issuer ?? verdict.issuer,
    needs: then.needs === null ? null : rule.satisfied ? rule : verdict.needs,
    rules: [...verdict.rules, { id: rule.id, cite: rule.cite }],
    notes: then.note ? [...verdict.notes, { code: then.note, chain: territory.chain }] : verdict.notes,
  };
}

function firstMatch(chain: LoadedPack[], stage: Stage, reader: FactReader): LoadedRule | null {
  for (const loaded of chain) {
    const rule = loaded[stage].find((r) => r.matches(reader));
    if (rule) return rule;
  }
  return null;
}

/** The liable party must hold the registration that the scheme works by; else nobody could file this tax. */
export function requireRegistration(situation: Situation, verdict: Verdict): void {
  const { needs } = verdict;
  if (!needs?.satisfied || needs.satisfied(readerOf(situation))) return;
  throw new NoAnswer('tax.registration_missing', `${needs.then.needs_words ?? 'A tax registration is missing.'} (${needs.id}, ${needs.cite})`);
}
