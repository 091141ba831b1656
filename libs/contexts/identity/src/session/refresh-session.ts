import type { Knex } from 'knex';
import { hashToken } from '@stoa/platform/crypto';
import type { PlaceId } from '@stoa/events/identity';
import { findUser } from '../user/user.repository.js';
import { signAccessToken } from './access-token.js';
import { listPlaces } from './places.query.js';
import { sessionOver } from './session.errors.js';
import { isAlive, judgeRefresh, successorOf } from './session.js';
import { findRefreshToken, getSessionForUpdate, insertRefreshToken, markTokenUsed, revokeSession, touchSession } from './session.repository.js';
import type { SessionDeps, SignedIn } from './sign-in.js';

/** Takes a refresh token for the next one and a new access token. A token used twice, the grace apart, ends the whole session: one of the two is a thief. */
export async function refreshSession(deps: SessionDeps, token: string, now = new Date()): Promise<SignedIn> {
  // The revocation has to commit, so the refusal is thrown outside.
  const signedIn = await deps.db.transactionAsControl((tx) => rotate(deps, { tx }, token, now));
  if (!signedIn) throw sessionOver();
  return signedIn;
}

async function rotate(deps: SessionDeps, ctx: { tx: Knex.Transaction }, token: string, now: Date): Promise<SignedIn | null> {
  const claimed = await findRefreshToken(ctx, hashToken(token));
  if (!claimed) return null;
  const session = await getSessionForUpdate(ctx, claimed.sessionId);
  const shown = (await findRefreshToken(ctx, claimed.tokenHash))!; // again, now that the session is locked
  if (!isAlive(session, now)) return null;
  const refreshToken = successorOf(deps.sessionSecret, token);
  const successor = await findRefreshToken(ctx, hashToken(refreshToken));
  const verdict = judgeRefresh(shown, successor, now);
  if (verdict === 'reuse') {
    await revokeSession(ctx, session.id, 'reuse', now);
    return null;
  }
  if (verdict === 'rotate') {
    await markTokenUsed(ctx, shown.tokenHash, now);
    await insertRefreshToken(ctx, { tokenHash: hashToken(refreshToken), sessionId: session.id, membership: shown.membership, issuedAt: now, usedAt: null });
    await touchSession(ctx, session.id, now);
  }
  const user = await findUser(ctx, session.userId);
  if (!user || user.disabledAt !== null) return null;
  const places = await listPlaces(ctx, user.id);
  const wanted = successor?.membership ?? shown.membership;
  const place = places.find((one) => one.id === wanted);
  // An operator whose visit is over is back at their own desk.
  const membership: PlaceId | 'operator' | null = place ? place.id : wanted !== '' && user.isOperator ? 'operator' : null;
  return { accessToken: signAccessToken(deps.tokenSecret, { userId: user.id, sessionId: session.id, membership, tenantId: place?.tenantId ?? null }), refreshToken, user, places, membership };
}
