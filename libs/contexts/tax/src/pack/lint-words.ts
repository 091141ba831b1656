import type { z } from 'zod';

const SHOWN = 12;

/** Names to choose from, as many as one reads. */
export const oneOf = (names: Iterable<string>): string => {
  const all = [...new Set(names)];
  return all.length > SHOWN ? `${all.slice(0, SHOWN).join(', ')}, …` : all.join(', ');
};

/** What there is not, and what to write instead: one of those there are, or where to add it. */
export function thereIsNo(what: string, known: Iterable<string>, place: string): string {
  const names = oneOf(known);
  return `there is no ${what}: ${names === '' ? '' : `write one of ${names}, or `}add it ${place}`;
}

/** Of a vocabulary the words that somebody probably meant: those of the same family, else all families. */
export function likely(word: string, vocabulary: Iterable<string>): string {
  const all = [...vocabulary];
  const family = all.filter((one) => one.includes('.') && one.split('.')[0] === word.split('.')[0]);
  return family.length > 0 ? oneOf(family) : [...new Set(all.map((one) => (one.includes('.') ? `${one.split('.')[0]}.…` : one)))].join(', ');
}

/** What the format says of a value, in words that tell what to write. */
export function formatWords(issue: z.core.$ZodIssue, value: unknown): string {
  // Where the format has words of its own, they are better.
  if (!/^(Invalid|Too small|Unrecognized)/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'unrecognized_keys': return `${issue.keys.map((key) => `"${key}"`).join(', ')} is no field of the format: take it out, or mend its spelling`;
    case 'too_small': return issue.origin === 'array' ? 'the list is too short: write at least one entry' : issue.message;
    case 'invalid_type': return value === undefined ? `is missing: write ${an(issue.expected)}` : issue.expected === 'string' && typeof value === 'number' ? `write it as text: "${value}"` : `write ${an(issue.expected)}, not ${an(kindOf(value))}`;
    case 'invalid_value': return `write one of ${issue.values.map((one) => JSON.stringify(one)).join(', ')}`;
    default: return issue.message;
  }
}

const NAMES: Readonly<Record<string, string>> = { string: 'a text', number: 'a number', boolean: 'true or false', array: 'a list', object: 'an object', record: 'an object', tuple: 'a list', null: 'null' };
const an = (kind: string): string => NAMES[kind] ?? kind;
const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
