import { hash, verify } from '@node-rs/argon2';
import { DomainError } from '@stoa/platform/errors';

/** OWASP's first choice for argon2id (algorithm 2): 19 MiB, two passes, one lane. */
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const CURRENT = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/;

/** So many hashes are computed at once, and so many wait; more is somebody burning our memory. */
const AT_ONCE = 4;
const WAITING_AT_MOST = 64;
let running = 0;
const waiting: (() => void)[] = [];

export const hashPassword = (password: string): Promise<string> => limited(() => hash(password, OPTIONS));

/** Compares with a hash; without one (no such account) it takes as long and says no. */
export async function verifyPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const against = passwordHash ?? (await dummyHash());
  const matches = await limited(() => verify(against, password, OPTIONS));
  return matches && passwordHash !== null;
}

/** Was it made with weaker settings than today's? Then it is made anew at the next sign-in. */
export const isOutdated = (passwordHash: string): boolean => !CURRENT.test(passwordHash);

let dummy: Promise<string> | null = null;
const dummyHash = (): Promise<string> => (dummy ??= hash('nobody has this password', OPTIONS));

async function limited<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING_AT_MOST) throw new DomainError('identity.busy', 'unavailable', 'Too many people are signing in at this moment. Try again in a few seconds.');
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    // The place is handed to the next one, so that nobody slips in between.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
