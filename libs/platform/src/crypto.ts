import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { invariant } from './errors.js';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts a text with a 256-bit key. `context` (such as a subject's id) is bound to it: the same bytes do not open elsewhere. */
export const seal = (key: Buffer, text: string, context = ''): string => `${VERSION}.${sealBytes(key, Buffer.from(text, 'utf8'), context).toString('base64url')}`;

/** Decrypts what `seal` made; throws when the key or the context is another, or a bit was changed. */
export function open(key: Buffer, sealed: string, context = ''): string {
  const [version, body] = sealed.split('.');
  invariant(version === VERSION && body !== undefined, 'a sealed text names its version');
  return openBytes(key, Buffer.from(body, 'base64url'), context).toString('utf8');
}

/** The same for bytes, such as a file. */
export function sealBytes(key: Buffer, plain: Buffer, context = ''): Buffer {
  invariant(key.length === 32, 'a key has 32 bytes');
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(context));
  const sealed = [cipher.update(plain), cipher.final()];
  return Buffer.concat([iv, cipher.getAuthTag(), ...sealed]);
}

/** Decrypts what `sealBytes` made. */
export function openBytes(key: Buffer, sealed: Buffer, context = ''): Buffer {
  invariant(key.length === 32, 'a key has 32 bytes');
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}

/** A fresh 256-bit key. */
export const newKey = (): Buffer => randomBytes(32);

/** A token for `purpose` that only holders of the secret can make; a higher `version` makes the former ones worthless. */
export const hmacToken = (secret: string, purpose: string, id: string, version = 1): string =>
  createHmac('sha256', secret).update(JSON.stringify([purpose, id, version])).digest('base64url');

/** A keyed hash by which an encrypted value is found again. Normalise the value first. */
export const blindIndex = (key: Buffer, value: string): string => createHmac('sha256', key).update(value).digest('base64url');

/** A token to give away once; store `hashToken` of it only. */
export const newToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Compares two texts in a time that says nothing about where they differ. */
export function equalSecrets(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(left, right);
}
