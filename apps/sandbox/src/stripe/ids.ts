import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const letters = (bytes: Uint8Array) => [...bytes].map((b) => ALPHABET[b % 62]).join('');

/** A new id in the shape of Stripe's: `pi_` and 24 letters and digits. */
export const newId = (prefix: string, length = 24): string => `${prefix}_${letters(randomBytes(length))}`;

export type Key = { kind: 'secret' | 'publishable'; account: string };

/** Which account a key opens: `sk_test_x`, `rk_test_x` and `pk_test_x` are keys of one account. Null for what is no test key. */
export function readKey(key: string): Key | null {
  const match = /^(sk|rk|pk)_test_(\w{1,250})$/.exec(key);
  if (!match) return null;
  return { kind: match[1] === 'pk' ? 'publishable' : 'secret', account: platformAccountOf(match[2]!) };
}

const platformAccountOf = (secret: string) => `acct_1${letters(createHash('sha256').update(secret).digest().subarray(0, 15))}`;
