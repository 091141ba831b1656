import { createHash } from 'node:crypto';

/** After so many failures one must wait, longer each time. Counted for the e-mail from one address, and more generously for each of them alone. */
export const LIMITS = { pair: 5, email: 20, ip: 50 } as const;
export const WINDOW_MS = 15 * 60_000;
const LONGEST_WAIT_MS = 15 * 60_000;

export type ThrottleKey = { kind: keyof typeof LIMITS; key: string };

/** The names under which a try is counted; hashed, as an address is a person's. */
export const throttleKeys = (tokenSecret: string, email: string, ip: string): ThrottleKey[] => {
  const name = (kind: string, ...parts: string[]) => createHash('sha256').update(JSON.stringify([tokenSecret, kind, ...parts])).digest('base64url');
  return [{ kind: 'pair', key: name('pair', email, ip) }, { kind: 'email', key: name('email', email) }, { kind: 'ip', key: name('ip', ip) }];
};

/** How long to wait after the n-th failure: nothing up to the limit, then 2 s, 4 s, 8 s … at most a quarter of an hour. */
export function waitAfter(kind: ThrottleKey['kind'], failures: number): number {
  const beyond = failures - LIMITS[kind];
  return beyond < 0 ? 0 : Math.min(LONGEST_WAIT_MS, 2_000 * 2 ** beyond);
}
