import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { findExceeded } from './velocity.js';
import { tooManyAttempts } from './velocity.errors.js';
import { countAttempt } from './velocity.repository.js';

/** Counts this attempt to pay and refuses the one too many, per e-mail and per address. Both come as keyed hashes. A refused attempt does not count: its
 *  transaction is rolled back. */
export async function checkVelocity(ctx: TxCtx, who: { emailIndex: string; addressHash: string }): Promise<void> {
  invariant(who.emailIndex !== '' && who.addressHash !== '', 'an attempt to pay comes from somebody');
  const exceeded = findExceeded(await countAttempt(ctx, { email: who.emailIndex, address: who.addressHash }));
  if (exceeded) throw tooManyAttempts(Math.max(1, Math.ceil((exceeded.freeAt.getTime() - ctx.now.getTime()) / 1000)));
}
