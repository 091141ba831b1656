import { FACTS, OPERATORS, type Condition, type Operator, type Params } from './condition.js';
import { covers, type Rate, type RateTable, type Rule, type Stage, type TaxPack } from './pack.js';
import { packSchema, tableSchema } from './pack.schemas.js';
import { regexProblem } from './safe-regex.js';

/** What is wrong where in which pack, and what to write instead. */
export type LintProblem = { pack: string; at: string; problem: string };
export type Surroundings = { packs: ReadonlyMap<string, TaxPack>; tables: ReadonlyMap<string, RateTable> };

/** Holds a pack against its format and against the packs around it. An empty list means that it may be loaded. */
export function lintPack(raw: unknown, around: Surroundings): LintProblem[] {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? String(raw.id) : '(no id)';
  const parsed = packSchema.safeParse(raw);
  if (!parsed.success) return parsed.error.issues.map((issue) => ({ pack: id, at: issue.path.join('.'), problem: issue.message }));
  const pack = raw as TaxPack;
  const found: LintProblem[] = [];
  const say = (at: string, problem: string) => void found.push({ pack: id, at, problem });
  checkHead(pack, around, say);
  checkRates(pack, around, say);
  checkCategories(pack, say);
  checkRules(pack, around, say);
  checkFees(pack, say);
  return found;
}

type Say = (at: string, problem: string) => void;

function checkHead(pack: TaxPack, around: Surroundings, say: Say): void {
  if (pack.extends != null && !around.packs.has(pack.extends)) say('extends', `there is no pack ${pack.extends}: add it or write null`);
  if (pack.valid_to != null && pack.valid_to < pack.valid_from) say('valid_to', 'must not lie before valid_from');
  if (pack.kind === 'union' && !pack.members?.length) say('members', 'a union names its member countries');
  for (const [i, [, pattern]] of (pack.not_vat_territory ?? []).entries()) {
    const problem = regexProblem(pattern);
    if (problem) say(`not_vat_territory.${i}`, problem);
  }
  if (!pack.rates) return;
  for (const field of ['currency', 'tax', 'time_zone', 'rounding', 'base', 'categories'] as const) if (pack[field] === undefined) say(field, `a pack with rates needs "${field}"`);
  if (pack.rounding && pack.rounding.scale !== 2) say('rounding.scale', 'must be the exponent of the currency: 2');
}

function checkRates(pack: TaxPack, around: Surroundings, say: Say): void {
  for (const [i, rate] of (pack.rates ?? []).entries()) {
    const at = `rates.${i}`;
    if ((rate.pct === undefined) === (rate.source === undefined)) say(at, 'write either "pct" or "source"');
    if (rate.to != null && rate.to < rate.from) say(`${at}.to`, 'must not lie before "from"');
    if (rate.source !== undefined && !around.tables.has(rate.source.slice(6))) say(`${at}.source`, `there is no table ${rate.source.slice(6)}`);
    if (rate.source !== undefined && pack.unlisted === undefined) say('unlisted', 'say what holds for an address that the table does not list');
    if (rate.pct === '0' && !rate.treatment) say(`${at}.treatment`, 'a rate of 0 says why: "exempt" or "zero_rated"');
    if (rate.pct !== undefined && !rate.cite) say(`${at}.cite`, 'name the law in "cite"');
    if (pack.rates!.slice(0, i).some((other) => overlaps(other, rate))) say(at, `the ${rate.code} rate overlaps an earlier row: end that one with "to"`);
  }
}

const overlaps = (a: Rate, b: Rate): boolean => a.code === b.code && (a.to == null || b.from <= a.to) && (b.to == null || a.from <= b.to);

function checkCategories(pack: TaxPack, say: Say): void {
  const rows = pack.categories ?? [];
  for (const [i, [prefix, code, from, to]] of rows.entries()) {
    const at = `categories.${i}`;
    if (!pack.rates?.some((rate) => rate.code === code)) say(at, `there is no rate "${code}"`);
    if (prefix !== '*' && !/^(goods|service|charge)(\.[a-z0-9_]+)*$/.test(prefix)) say(at, `"${prefix}" is no category: goods.…, service.…, charge.… or *`);
    if (from && to && to < from) say(at, 'ends before it begins');
    const shadow = rows.slice(0, i).find(([p, , f, t]) => covers(p, prefix) && !f && !t);
    if (shadow) say(at, `never reached: ${shadow[0]} above covers it`);
  }
  if (pack.rates && rows.at(-1)?.[0] !== '*') say('categories', 'end with ["*", "standard"]: an unknown category is never untaxed');
  for (const code of new Set(pack.rates?.map((r) => r.code))) if (!rows.some((row) => row[1] === code)) say('rates', `no category uses the rate "${code}"`);
}

function checkRules(pack: TaxPack, around: Surroundings, say: Say): void {
  const rules = pack.rules ?? [];
  for (const [i, rule] of rules.entries()) {
    const at = `rules.${i}`;
    if (rules.slice(0, i).some((other) => other.id === rule.id)) say(`${at}.id`, `the id ${rule.id} is taken`);
    checkCondition(rule.when, pack.params ?? {}, `${at}.when`, rule.stage === 'place' ? PLACE_FACTS : null, say);
    if (rule.then.needs) checkCondition(rule.then.needs, pack.params ?? {}, `${at}.then.needs`, PLACE_FACTS, say);
    if (rule.then.needs && !rule.then.needs_words) say(`${at}.then.needs_words`, 'say in words what is missing');
    checkOutcome(rule, pack, around, at, say);
  }
  for (const stage of ['place', 'local'] as const) checkEnd(rules, stage, pack, say);
}

/** What depends on a line, or on what this stage is to find out, cannot be asked before it. */
const LATER_FACTS = new Set(['category', 'liable', 'scheme', 'treatment', 'taxed_by']);
const PLACE_FACTS = new Set(Object.keys(FACTS).filter((fact) => !LATER_FACTS.has(fact)));

function checkOutcome(rule: Rule, pack: TaxPack, around: Surroundings, at: string, say: Say): void {
  if (rule.stage === 'place' && rule.then.no_answer === undefined) {
    for (const field of ['place', 'liable', 'scheme', 'treatment'] as const) if (rule.then[field] === undefined) say(`${at}.then.${field}`, `a rule of stage place says "${field}" (or "no_answer")`);
  }
  if (rule.then.note == null) return;
  const known = [pack, ...(pack.extends ? [around.packs.get(pack.extends)] : [])].some((p) => p?.notes?.[rule.then.note!]);
  if (!known) say(`${at}.then.note`, `there is no note "${rule.then.note}" in this pack or the one it extends`);
}

function checkEnd(rules: readonly Rule[], stage: Stage, pack: TaxPack, say: Say): void {
  const own = rules.filter((rule) => rule.stage === stage);
  const isRoot = pack.extends == null;
  if (stage === 'place' && isRoot && own.length === 0) return say('rules', 'a pack that extends none needs rules of stage "place"');
  if (own.length === 0) return;
  const open = own.findIndex((rule) => Object.keys(rule.when).length === 0);
  if (open >= 0 && open < own.length - 1) say(`rules (${own[open]!.id})`, 'an empty "when" matches everything: rules after it are never reached');
  if (open < 0 && isRoot) say('rules', `stage "${stage}" must end with a rule whose "when" is empty`);
}

/** Checks one condition against the closed vocabulary of facts and operators. Shared with the offering packs of compliance by its shape only. */
export function checkCondition(condition: Condition, params: Params, at: string, allowed: ReadonlySet<string> | null, say: Say): void {
  for (const [key, value] of Object.entries(condition)) {
    if (key === 'any') {
      if (!Array.isArray(value) || value.length === 0) say(`${at}.any`, 'write a list of conditions');
      else value.forEach((inner, i) => checkCondition(inner as Condition, params, `${at}.any.${i}`, allowed, say));
    } else if (key === 'not') checkCondition(value as Condition, params, `${at}.not`, allowed, say);
    else if (!(key in FACTS)) say(`${at}.${key}`, `"${key}" is not a fact of the vocabulary`);
    else if (allowed && !allowed.has(key)) say(`${at}.${key}`, `"${key}" is not known yet at this stage`);
    else checkTests(key, value, params, `${at}.${key}`, say);
  }
}

function checkTests(fact: string, tests: unknown, params: Params, at: string, say: Say): void {
  if (typeof tests !== 'object' || tests === null || Object.keys(tests).length === 0) return say(at, 'write an operator: {"eq": …}');
  for (const [operator, operand] of Object.entries(tests)) {
    if (!OPERATORS.includes(operator as Operator)) say(at, `"${operator}" is not an operator: ${OPERATORS.join(' ')}`);
    const isParam = typeof operand === 'string' && operand.startsWith('$');
    if (isParam && !(operand.slice(1) in params)) say(at, `there is no param "${operand.slice(1)}"`);
    const value: unknown = isParam ? params[operand.slice(1)] : operand;
    if (operator === 're') {
      const problem = typeof value === 'string' ? regexProblem(value) : 'write the pattern as text';
      if (problem) say(at, problem);
    }
    if ((operator === 'in' || operator === 'nin') && !Array.isArray(value)) say(at, `"${operator}" takes a list`);
    if (FACTS[fact] === 'money' && !(Array.isArray(value) && value.length === 2)) say(at, 'compare money with an amount and its currency: ["150", "EUR"] or a param');
    if (FACTS[fact] === 'flag' && typeof value !== 'boolean') say(at, 'compare with true or false');
  }
}

function checkFees(pack: TaxPack, say: Say): void {
  for (const [i, fee] of (pack.fees ?? []).entries()) {
    checkCondition(fee.when, pack.params ?? {}, `fees.${i}.when`, null, say);
    for (const [k, row] of fee.amounts.entries()) {
      if (fee.amounts.slice(0, k).some((other) => (other.to == null || row.from <= other.to) && (row.to == null || other.from <= row.to))) say(`fees.${i}.amounts.${k}`, 'overlaps an earlier amount: end that one with "to"');
      if (row.confirmed_to && !pack.notes?.fee_amount_carried) say('notes', 'an amount carried past "confirmed_to" needs the note "fee_amount_carried"');
    }
  }
}

/** Holds a table of local rates against its format. */
export function lintTable(raw: unknown): LintProblem[] {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? String(raw.id) : '(no id)';
  const parsed = tableSchema.safeParse(raw);
  if (!parsed.success) return parsed.error.issues.map((issue) => ({ pack: id, at: issue.path.join('.'), problem: issue.message }));
  const table = raw as RateTable;
  const found: LintProblem[] = [];
  const seen = new Map<string, string>();
  for (const [i, row] of table.rows.entries()) {
    for (const key of [...row.postcodes, ...(row.city === null ? [] : [`city ${row.city}`])]) {
      if (seen.has(key)) found.push({ pack: id, at: `rows.${i}`, problem: `${key} stands in ${seen.get(key)!} too` });
      seen.set(key, row.id);
    }
    for (const [authority, , from, to] of row.components) {
      if (!table.authorities[authority]) found.push({ pack: id, at: `rows.${i}`, problem: `there is no authority "${authority}"` });
      if (to != null && to < from) found.push({ pack: id, at: `rows.${i}`, problem: `${authority} ends before it begins` });
    }
  }
  return found;
}
