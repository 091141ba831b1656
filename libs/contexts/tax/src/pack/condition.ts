import { minorOf } from '../evaluation/rate.js';

export type FactValue = string | boolean | null | number | { minor: bigint; currency: string } | readonly string[];
/** Facts as the rules of a stage may read them, and what comparing them needs. A fact is read by its slot: rules ask thousands of times for each name. */
export type Sheet = { at(slot: number, name: string): FactValue; /** A figure of the pack, by its name. */ param(name: string): FactValue; day(): string; /** Null where no rate of exchange is known. */ exchange(minor: bigint, from: string, to: string): bigint | null };
export type Predicate = (sheet: Sheet) => boolean;
export type Operand = string | boolean | null | readonly string[];
export const OPERATORS = ['eq', 'ne', 'in', 'nin', 're', 'lt', 'lte', 'gt', 'gte'] as const;
export type Operator = (typeof OPERATORS)[number];
/** Facts and tests on them, joined by "and". `any` is "or" over conditions, `not` negates one. No expressions, loops or code. */
export type Condition = { [fact: string]: unknown; any?: Condition[]; not?: Condition };
export type ParamValue = readonly [string, string] | string | readonly string[];
/** A figure of the law that changes with time: the last day is included. */
export type DatedParam = { rows: readonly { value: ParamValue; from?: string | null; to?: string | null }[] };
export type Params = Readonly<Record<string, ParamValue | DatedParam>>;

/** The closed fact vocabulary (facts 1.1). Anything else is a change of the format, not of a pack. */
export const FACTS: Readonly<Record<string, 'text' | 'flag' | 'money' | 'list' | 'count'>> = {
  tax_point: 'text', 'from.country': 'text', 'from.region': 'text', 'from.union': 'flag', 'to.country': 'text', 'to.region': 'text', 'to.postcode': 'text', 'to.union': 'flag',
  cross_border: 'flag', cross_region: 'flag', 'supply.kind': 'text', 'price.mode': 'text',
  'consignment.categories': 'list', 'consignment.value': 'money', 'consignment.net': 'money', 'import.tax': 'money', 'item.value': 'money', category: 'text',
  'seller.country': 'text', 'seller.union': 'flag', 'seller.small_business': 'flag', 'seller.oss': 'flag', 'seller.cross_border_total': 'money', 'seller.is_platform': 'flag',
  'seller.registered_to': 'flag', 'seller.registered_from': 'flag', 'seller.registrations': 'list', 'seller.schemes': 'list', 'seller.one_establishment': 'flag', 'seller.at_home': 'flag',
  'seller.established_to': 'flag', 'seller.sales_to_region': 'money', 'seller.transactions_to_region': 'count',
  'platform.role': 'text', 'platform.registered_to': 'flag', 'platform.registrations': 'list', 'platform.schemes': 'list', 'platform.establishment': 'text', 'platform.has_a_say': 'flag',
  'buyer.business': 'flag', 'buyer.tax_id_valid': 'flag', 'buyer.certificate': 'flag',
  liable: 'text', scheme: 'text', treatment: 'text', taxed_by: 'list', component: 'text',
};
/** The place of each fact of the vocabulary among all. A fact that is none of them (a pack from before) has none. */
export const SLOTS: ReadonlyMap<string, number> = new Map(Object.keys(FACTS).map((name, slot) => [name, slot]));
const NO_SLOT = -1;
/** Reads a param of the pack as a fact: states name their own test of nexus, one rule of the federation asks for it. */
export const PARAM_FACT = /^param\.[a-z_]+$/;

/** A money comparison across currencies without a rate: the sale has no answer. */
export class CurrenciesDiffer extends Error {
  override readonly name = 'CurrenciesDiffer';
  constructor(readonly fact: string, readonly have: string, readonly want: string) {
    super(`${fact} is in ${have}, the limit in ${want}`);
  }
}

/** Turns a condition into a function once, when its pack is loaded. The pack has passed lint, so what is unknown here is a bug. */
export function compileCondition(condition: Condition, params: Params): Predicate {
  const tests: Predicate[] = Object.entries(condition).map(([key, value]) => {
    if (key === 'any') return anyOf((value as Condition[]).map((c) => compileCondition(c, params)));
    if (key === 'not') return negate(compileCondition(value as Condition, params));
    return allOf(Object.entries(value as Record<Operator, Operand>).map(([operator, operand]) => compileTest(key, operator as Operator, operand, params)));
  });
  return allOf(tests);
}

function allOf(tests: Predicate[]): Predicate {
  if (tests.length === 0) return () => true;
  const [first, second] = tests as [Predicate, Predicate?];
  if (tests.length === 1) return first;
  if (tests.length === 2) return (sheet) => first(sheet) && second!(sheet);
  return (sheet) => {
    for (const test of tests) if (!test(sheet)) return false;
    return true;
  };
}
const anyOf = (tests: Predicate[]): Predicate => (sheet) => tests.some((test) => test(sheet));
const negate = (test: Predicate): Predicate => (sheet) => !test(sheet);

function compileTest(fact: string, operator: Operator, raw: Operand, params: Params): Predicate {
  const param = typeof raw === 'string' && raw.startsWith('$') ? params[raw.slice(1)]! : null;
  if (param !== null && isDated(param)) {
    const rows = param.rows.map((row) => ({ row, test: testOf(fact, operator, row.value) }));
    // Where the law had no figure on that day, nothing is compared with it.
    return (sheet) => rows.find(({ row }) => (row.from ?? '') <= sheet.day() && (row.to == null || sheet.day() <= row.to))?.test(sheet) ?? false;
  }
  return testOf(fact, operator, param ?? raw);
}

export const isDated = (param: ParamValue | DatedParam): param is DatedParam => typeof param === 'object' && 'rows' in param;

/** The figure of a param on a day, or null where the law had none. */
export function paramOn(param: ParamValue | DatedParam, day: string): ParamValue | null {
  if (!isDated(param)) return param;
  return param.rows.find((row) => (row.from ?? '') <= day && (row.to == null || day <= row.to))?.value ?? null;
}

function testOf(fact: string, operator: Operator, operand: Operand): Predicate {
  if (FACTS[fact] === 'money') return moneyTest(fact, operator, operand as readonly [string, string]);
  const slot = SLOTS.get(fact) ?? NO_SLOT;
  if (FACTS[fact] === 'count') {
    const limit = Number(operand);
    return (sheet) => compares(operator, Math.sign((sheet.at(slot, fact) as number) - limit) as -1 | 0 | 1);
  }
  if (FACTS[fact] === 'list') return listTest(fact, slot, { operator, operand });
  const holds = valueTest(operator, operand);
  if (PARAM_FACT.test(fact)) {
    const name = fact.slice('param.'.length);
    return (sheet) => holds(sheet.param(name));
  }
  if (operator === 'eq') return (sheet) => sheet.at(slot, fact) === operand;
  if (operator === 'ne') return (sheet) => sheet.at(slot, fact) !== operand;
  return (sheet) => holds(sheet.at(slot, fact));
}

const NEGATED: Partial<Record<Operator, Operator>> = { ne: 'eq', nin: 'in' };

/** True of a list where it is true of one of its members; of what is negated, where it is true of none. */
function listTest(fact: string, slot: number, { operator, operand }: { operator: Operator; operand: Operand }): Predicate {
  const isNegated = NEGATED[operator] !== undefined;
  const holds = valueTest(NEGATED[operator] ?? operator, operand);
  return (sheet) => {
    const value = sheet.at(slot, fact);
    return (Array.isArray(value) ? value.some(holds) : holds(value)) !== isNegated;
  };
}

/** The test of a single value. Long lists of states or countries are looked up, not read through. */
function valueTest(operator: Operator, operand: Operand): (value: FactValue) => boolean {
  switch (operator) {
    case 'eq': return (value) => value === operand;
    case 'ne': return (value) => value !== operand;
    case 'in': {
      const members = new Set(operand as readonly FactValue[]);
      return (value) => members.has(value);
    }
    case 'nin': {
      const members = new Set(operand as readonly FactValue[]);
      return (value) => !members.has(value);
    }
    case 're': {
      const pattern = new RegExp(operand as string);
      return (value) => typeof value === 'string' && pattern.test(value);
    }
    default: return (value) => typeof value === 'string' && compares(operator, value < (operand as string) ? -1 : value > (operand as string) ? 1 : 0);
  }
}

function moneyTest(fact: string, operator: Operator, [amount, currency]: readonly [string, string]): Predicate {
  const limit = minorOf(amount, currency);
  const slot = SLOTS.get(fact) ?? NO_SLOT;
  return (sheet) => {
    const value = sheet.at(slot, fact);
    if (value === null || typeof value !== 'object' || !('minor' in value)) return false;
    const minor = value.currency === currency ? value.minor : sheet.exchange(value.minor, value.currency, currency);
    if (minor === null) throw new CurrenciesDiffer(fact, value.currency, currency);
    return compares(operator, minor < limit ? -1 : minor > limit ? 1 : 0);
  };
}

function compares(operator: Operator, order: -1 | 0 | 1): boolean {
  switch (operator) {
    case 'lt': return order < 0;
    case 'lte': return order <= 0;
    case 'gt': return order > 0;
    case 'gte': return order >= 0;
    case 'ne': return order !== 0;
    default: return order === 0;
  }
}
