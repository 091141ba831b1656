import { hashToken } from '@stoa/platform/crypto';
import { findRefreshToken, revokeSession } from './session.repository.js';
import type { SessionDeps } from './sign-in.js';

/** Ends the session of a refresh token. Signing out twice, or with a token nobody knows, is as good as once. */
export async function signOut(deps: Pick<SessionDeps, 'db'>, token: string): Promise<void> {
  await deps.db.transactionAsControl(async (tx) => {
    const found = await findRefreshToken({ tx }, hashToken(token));
    if (found) await revokeSession({ tx }, found.sessionId, 'signed_out', new Date());
  });
}
