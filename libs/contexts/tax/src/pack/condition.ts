import { minorOf } from '../evaluation/rate.js';

export type FactValue = string | boolean | null | { minor: bigint; currency: string } | readonly string[];
export type FactReader = (name: string) => FactValue;
export type Predicate = (facts: FactReader) => boolean;
export type Operand = string | boolean | null | string[];
export const OPERATORS = ['eq', 'ne', 'in', 'nin', 're', 'lt', 'lte', 'gt', 'gte'] as const;
export type Operator = (typeof OPERATORS)[number];
/** Facts and tests on them, joined by "and". `any` is "or" over conditions, `not` negates one. No expressions, loops or code. */
export type Condition = { [fact: string]: unknown; any?: Condition[]; not?: Condition };
export type Params = Readonly<Record<string, readonly [string, string] | string | string[]>>;

/** The closed fact vocabulary (facts 1.1). Anything else is a change of the format, not of a pack. */
export const FACTS: Readonly<Record<string, 'text' | 'flag' | 'money' | 'list'>> = {
  'from.country': 'text', 'from.region': 'text', 'from.union': 'flag', 'to.country': 'text', 'to.region': 'text', 'to.postcode': 'text', 'to.union': 'flag',
  cross_border: 'flag', 'supply.kind': 'text', 'consignment.categories': 'list', 'consignment.value': 'money', 'consignment.net': 'money', 'price.mode': 'text',
  'seller.country': 'text', 'seller.union': 'flag', 'seller.small_business': 'flag', 'seller.oss': 'flag', 'seller.cross_border_total': 'money',
  'seller.registered_to': 'flag', 'seller.registered_from': 'flag', 'seller.schemes': 'list', 'seller.one_establishment': 'flag', 'seller.at_home': 'flag',
  'platform.role': 'text', 'platform.registered_to': 'flag', 'platform.schemes': 'list', 'platform.establishment': 'text',
  'buyer.business': 'flag', 'buyer.tax_id_valid': 'flag',
  category: 'text', liable: 'text', scheme: 'text', treatment: 'text', taxed_by: 'list',
};

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
    if (key === 'not') {
      const inner = compileCondition(value as Condition, params);
      return (facts) => !inner(facts);
    }
    return allOf(Object.entries(value as Record<Operator, Operand>).map(([operator, operand]) => compileTest(key, operator as Operator, operand, params)));
  });
  return allOf(tests);
}

const allOf = (tests: Predicate[]): Predicate => (tests.length === 1 ? tests[0]! : (facts) => tests.every((test) => test(facts)));
const anyOf = (tests: Predicate[]): Predicate => (facts) => tests.some((test) => test(facts));

function compileTest(fact: string, operator: Operator, raw: Operand, params: Params): Predicate {
  const operand = typeof raw === 'string' && raw.startsWith('$') ? params[raw.slice(1)]! : raw;
  if (FACTS[fact] === 'money') return compileMoneyTest(fact, operator, operand as readonly [string, string]);
  const some = (test: (value: FactValue) => boolean): Predicate => (facts) => {
    const value = facts(fact);
    return Array.isArray(value) ? value.some(test) : test(value);
  };
  switch (operator) {
    case 'eq': return some((value) => value === operand);
    case 'ne': return negate(some((value) => value === operand));
    case 'in': return some((value) => (operand as readonly FactValue[]).includes(value));
    case 'nin': return negate(some((value) => (operand as readonly FactValue[]).includes(value)));
    case 're': {
      const pattern = new RegExp(operand as string);
      return some((value) => typeof value === 'string' && pattern.test(value));
    }
    default: return some((value) => typeof value === 'string' && compares(operator, value < (operand as string) ? -1 : value > (operand as string) ? 1 : 0));
  }
}

const negate = (test: Predicate): Predicate => (facts) => !test(facts);

function compileMoneyTest(fact: string, operator: Operator, [amount, currency]: readonly [string, string]): Predicate {
  const limit = minorOf(amount, currency);
  return (facts) => {
    const value = facts(fact);
    if (value === null || typeof value !== 'object' || !('minor' in value)) return false;
    if (value.currency !== currency) throw new CurrenciesDiffer(fact, value.currency, currency);
    return compares(operator, value.minor < limit ? -1 : value.minor > limit ? 1 : 0);
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
