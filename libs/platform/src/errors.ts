/** How an outcome is answered over HTTP; every kind has exactly one status (platform/http). */
export type ErrorKind =
  | 'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'gone' | 'precondition_failed'
  | 'precondition_required' | 'too_large' | 'unprocessable' | 'too_many' | 'unavailable';

/** An outcome the caller can act on. Anything else that is thrown is a bug, and is answered with a bare 500. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  constructor(
    readonly code: `${string}.${string}`,
    readonly kind: ErrorKind,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

/** For what cannot happen. Never for what a user can cause. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}

/** Closes a switch over a union: a new member that nobody handles does not compile. */
export function unreachable(value: never): never {
  throw new Error(`Invariant broken: nobody handles ${JSON.stringify(value)}`);
}
