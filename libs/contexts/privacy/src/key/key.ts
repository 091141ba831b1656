import { hkdfSync } from 'node:crypto';
import { blindIndex, open, seal } from '@stoa/platform/crypto';
import { invariant } from '@stoa/platform/errors';

/** What a tenant's keys are for. `data` wraps the keys of subjects, `index` makes blind indexes, `retention` seals what the law makes us keep. */
export const keyPurposes = ['data', 'index', 'retention'] as const;
export type KeyPurpose = (typeof keyPurposes)[number];
export type TenantKeys = Readonly<Record<KeyPurpose, Buffer>>;

/** Text under AES-256-GCM, bound to the place (tenant and row) it was sealed for: copied to another row it does not open. */
export type Sealed = string & { readonly __brand: 'Sealed' };

export const sealText = (key: Buffer, place: string, text: string): Sealed => seal(key, text, place) as Sealed;

/** Opens what was sealed with the same key for the same place; anything else is a bug or an attack, and throws. */
export const openText = (key: Buffer, place: string, sealed: Sealed): string => open(key, sealed, place);

export const wrapKey = (wrapping: Buffer, place: string, key: Buffer): Sealed => sealText(wrapping, place, key.toString('base64'));
export const unwrapKey = (wrapping: Buffer, place: string, wrapped: Sealed): Buffer => Buffer.from(openText(wrapping, place, wrapped), 'base64');

/** A name for a value that only the tenant's index key can make: equal values have equal names, and names tell nothing. */
export const blindName = blindIndex;

/** The master key as configuration gives it: 32 bytes in hex or base64. */
export function readMasterKey(text: string): Buffer {
  const key = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64');
  invariant(key.length === 32, 'MASTER_KEY is 32 bytes, in hex or base64');
  return key;
}

/** A key of its own for another purpose of the process (sealing a gateway's webhook secrets), so that none of them is the master key itself. */
export const deriveKey = (masterKey: string, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', readMasterKey(masterKey), 'stoa', purpose, 32));
