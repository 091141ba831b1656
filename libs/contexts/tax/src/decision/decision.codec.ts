import { createHash } from 'node:crypto';
import type { ConsignmentFacts } from '../evaluation/facts.js';
import type { TaxDecision } from './decision.js';

/** The one text of a value: keys sorted, amounts (bigint) as text, times in ISO. Equal values have equal bytes. */
export function canonical(value: unknown): string {
  if (typeof value === 'bigint') return `"${value}"`;
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, v]) => v !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, v]) => `${JSON.stringify(key)}:${canonical(v)}`).join(',')}}`;
}

export const factsHash = (facts: ConsignmentFacts): string => createHash('sha256').update(canonical(facts)).digest('hex');

/** Reads a decision back from its JSON: amounts are the keys that end in `Minor`, the only time is the tax point. */
export const reviveDecision = (stored: unknown): TaxDecision => revive(stored) as TaxDecision;
/** The same for parts of decisions that are kept by themselves. */
export const reviveValue = (stored: unknown): unknown => revive(stored);

function revive(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return key.endsWith('Minor') || key === 'minor' ? BigInt(value) : key === 'taxPoint' ? new Date(value) : value;
  if (Array.isArray(value)) return value.map((item) => revive(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, revive(v, k)]));
}
