import { FACTS, isDated, OPERATORS, PARAM_FACT, type Condition, type Operator, type Params } from './condition.js';
import type { Path } from './json-lines.js';
import { noParam, type Say } from './lint-pack.js';
import { likely } from './lint-words.js';
import type { Rule, Stage, TaxPack } from './pack.js';
import { regexProblem } from './safe-regex.js';

/** What later stages find out cannot be asked before them. */
const without = (...later: string[]): ReadonlySet<string> => new Set(Object.keys(FACTS).filter((fact) => !later.includes(fact)));
export const LINE_FACTS = without('liable', 'scheme', 'treatment', 'taxed_by', 'component');
const KNOWN_AT: Readonly<Record<Stage, ReadonlySet<string>>> = { place: LINE_FACTS, local: without('taxed_by', 'component'), remit: without('taxed_by') };

const WHEN_KNOWN: Readonly<Record<string, string>> = { liable: 'stage "local" or "remit"', scheme: 'stage "local" or "remit"', treatment: 'stage "local" or "remit"', component: 'stage "remit"', taxed_by: 'a fee or a withholding' };

/** Checks the rules of a pack: their conditions, what they say, and that every stage of a root pack comes to an end. */
export function checkRules(pack: TaxPack, packs: ReadonlyMap<string, TaxPack>, say: Say): void {
  const rules = pack.rules ?? [];
  const parent = pack.extends ? packs.get(pack.extends) : undefined;
  const params = { ...parent?.params, ...pack.params };
  for (const [i, rule] of rules.entries()) {
    const at = ['rules', i];
    if (rules.slice(0, i).some((other) => other.id === rule.id)) say([...at, 'id'], `the id ${rule.id} is taken: write another`);
    checkCondition(rule.when, params, [...at, 'when'], KNOWN_AT[rule.stage], say);
    if (rule.then.needs) checkCondition(rule.then.needs, params, [...at, 'then', 'needs'], LINE_FACTS, say);
    if (rule.then.needs && !rule.then.needs_words) say([...at, 'then', 'needs_words'], 'say in words what is missing: "needs_words": "…"');
    checkOutcome(rule, { pack, parent, at }, say);
  }
  for (const stage of ['place', 'local', 'remit'] as const) checkEnd(rules, stage, pack, say);
}

function checkOutcome({ stage, then }: Rule, { pack, parent, at }: { pack: TaxPack; parent: TaxPack | undefined; at: Path }, say: Say): void {
  if (stage === 'place' && then.no_answer === undefined) {
    for (const field of ['place', 'liable', 'scheme', 'treatment'] as const) if (then[field] === undefined) say([...at, 'then', field], `a rule of stage place says "${field}" (or "no_answer")`);
  }
  if (stage !== 'remit' && (then.remitter ?? then.charged) !== undefined) say([...at, 'then'], '"remitter" and "charged" belong to stage remit: write "stage": "remit", or take them out');
  if (then.treatment === 'standard' && then.liable !== undefined && !['seller', 'platform'].includes(then.liable)) say([...at, 'then', 'liable'], 'taxed sales are owed by "seller" or "platform"');
  if (then.note == null || [pack, parent].some((p) => p?.notes?.[then.note!])) return;
  say([...at, 'then', 'note'], `there is no note "${then.note}" in this pack or the one it extends: add it under "notes"`);
}

function checkEnd(rules: readonly Rule[], stage: Stage, pack: TaxPack, say: Say): void {
  const own = rules.filter((rule) => rule.stage === stage);
  const isRoot = pack.extends == null;
  if (stage === 'place' && isRoot && own.length === 0) return say(['rules'], 'a pack that extends none needs rules of stage "place": write at least one whose "when" is empty');
  if (own.length === 0) return;
  const open = own.findIndex((rule) => Object.keys(rule.when).length === 0);
  if (open >= 0 && open < own.length - 1) say(['rules', rules.indexOf(own[open]!)], 'an empty "when" matches everything: rules after it are never reached; put it last');
  if (open < 0 && isRoot) say(['rules'], `stage "${stage}" must end with a rule whose "when" is empty`);
}

/** Checks one condition against the closed vocabulary of facts and operators. */
export function checkCondition(condition: Condition, params: Params, at: Path, allowed: ReadonlySet<string> | null, say: Say): void {
  for (const [key, value] of Object.entries(condition)) {
    const here = [...at, key];
    if (key === 'any') {
      if (!Array.isArray(value) || value.length === 0) say(here, 'write a list of conditions: [{…}, {…}]');
      else value.forEach((inner, i) => checkCondition(inner as Condition, params, [...here, i], allowed, say));
    } else if (key === 'not') checkCondition(value as Condition, params, here, allowed, say);
    else if (PARAM_FACT.test(key)) checkTests(key, value, params, here, say);
    else if (!(key in FACTS)) say(here, `"${key}" is not a fact of the vocabulary: write one of ${likely(key, Object.keys(FACTS))}`);
    else if (allowed && !allowed.has(key)) say(here, `"${key}" is not known yet at this stage: ask for it in ${WHEN_KNOWN[key] ?? 'a later stage'}`);
    else checkTests(key, value, params, here, say);
  }
}

function checkTests(fact: string, tests: unknown, params: Params, at: Path, say: Say): void {
  if (typeof tests !== 'object' || tests === null || Array.isArray(tests) || Object.keys(tests).length === 0) return say(at, 'write an operator: {"eq": …}');
  for (const [operator, operand] of Object.entries(tests)) {
    if (!OPERATORS.includes(operator as Operator)) say(at, `"${operator}" is not an operator: write one of ${OPERATORS.join(', ')}`);
    const isParam = typeof operand === 'string' && operand.startsWith('$');
    if (isParam && !(operand.slice(1) in params)) {
      say(at, noParam(operand.slice(1), params));
      continue;
    }
    const param = isParam ? params[operand.slice(1)]! : null;
    const values: unknown[] = param === null ? [operand] : isDated(param) ? param.rows.map((row) => row.value) : [param];
    for (const value of values) checkOperand(fact, operator, value, at, say);
  }
}

function checkOperand(fact: string, operator: string, value: unknown, at: Path, say: Say): void {
  if (operator === 're') {
    const problem = typeof value === 'string' ? regexProblem(value) : 'write the pattern as text';
    if (problem) say(at, problem);
  }
  if ((operator === 'in' || operator === 'nin') && !Array.isArray(value)) say(at, `"${operator}" takes a list: ["…", "…"]`);
  if (FACTS[fact] === 'money' && !(Array.isArray(value) && value.length === 2 && /^\d+(\.\d+)?$/.test(String(value[0])) && /^[A-Z]{3}$/.test(String(value[1])))) say(at, 'compare money with an amount and its currency: ["150", "EUR"] or a param');
  if (FACTS[fact] === 'flag' && typeof value !== 'boolean') say(at, 'compare with true or false');
  if (FACTS[fact] === 'count' && !(typeof value === 'string' && /^\d+$/.test(value))) say(at, 'compare a count with a whole number as text: "200"');
}
