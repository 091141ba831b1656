/** What is counted: attempts to pay with one e-mail, and from one address. */
export type VelocityKind = 'email' | 'address';
export type VelocityLimit = { readonly kind: VelocityKind; readonly maxAttempts: number; readonly windowSeconds: number };

/** The house's limits, against people who try stolen cards one after another. Offices share an address, so it may do more than an e-mail. */
export const HOUSE_LIMITS: readonly VelocityLimit[] = [
  { kind: 'email', maxAttempts: 10, windowSeconds: 3_600 },
  { kind: 'address', maxAttempts: 30, windowSeconds: 3_600 },
];

/** The first kind that went over its limit, or null. `attempts` are the moments that count, this one included. */
export function findExceeded(all: readonly { limit: VelocityLimit; attempts: readonly Date[] }[]): { limit: VelocityLimit; freeAt: Date } | null {
  for (const { limit, attempts: counted } of all) {
    if (counted.length <= limit.maxAttempts) continue;
    // Free again when as many have left the window as are too many now.
    const leaves = [...counted].sort((a, b) => a.getTime() - b.getTime())[counted.length - 1 - limit.maxAttempts]!;
    return { limit, freeAt: new Date(leaves.getTime() + limit.windowSeconds * 1000) };
  }
  return null;
}
