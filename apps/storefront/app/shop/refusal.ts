import type { Words } from '../words/words.js';
import type { Problem } from './store-types.js';

/** A refusal in the shopper's language where we have it, in the API's own English where not. A decline says no more than why to try again, and that nothing was charged. */
export function sayRefusal(problem: Problem, words: Words): string {
  if (problem.code === 'payments.declined') return words.declines[String(problem.details?.['reason'])] ?? words.declines['try_again'] ?? problem.title;
  return words.refusals[problem.code] ?? problem.title;
}
