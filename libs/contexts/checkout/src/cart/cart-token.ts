import { createHash } from 'node:crypto';
import { newToken } from '@stoa/platform/crypto';
import { cartNotFound } from './cart.errors.js';

const TOKEN_BYTES = 16;

/** A new opaque token of 128 bits. Whoever holds it holds the cart, so only its hash is kept. */
export const newCartToken = (): string => newToken(TOKEN_BYTES);

export const hashCartToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The hash of the token that came with a request; without one there is no cart. */
export function tokenHashOf(token: string | null): Buffer {
  if (token === null || token === '') throw cartNotFound();
  return hashCartToken(token);
}
