import type { Database } from '@stoa/platform/database';
import { hashToken, newToken } from '@stoa/platform/crypto';
import { newId } from '@stoa/platform/ids';
import type { MembershipId, PlaceId, SessionId } from '@stoa/events/identity';
import { hashPassword, isOutdated, verifyPassword } from '../user/password.js';
import { findUserByEmail, replacePasswordHash } from '../user/user.repository.js';
import { normalizeEmail, type User } from '../user/user.js';
import { signAccessToken } from './access-token.js';
import { listPlaces, type Place } from './places.query.js';
import { tooManyAttempts, wrongCredentials } from './session.errors.js';
import { ABSOLUTE_MS } from './session.js';
import { insertRefreshToken, insertSession } from './session.repository.js';
import { blockedUntil, countFailure, forgetFailures } from './throttle.repository.js';
import { throttleKeys } from './throttle.js';

export type SessionDeps = { db: Database; tokenSecret: string; sessionSecret: string };
/** What somebody gets who has shown who they are. `membership` is null when they have to choose, or have nowhere to work yet. */
export type SignedIn = { accessToken: string; refreshToken: string; user: User; places: Place[]; membership: PlaceId | 'operator' | null };

/** Opens a session for an e-mail address and its password. Wrong ones are counted; an unknown address takes as long and says the same. */
export async function signIn(deps: SessionDeps, input: { email: string; password: string; ip: string; userAgent: string }): Promise<SignedIn> {
  const email = normalizeEmail(input.email);
  const keys = throttleKeys(deps.tokenSecret, email, input.ip);
  const now = new Date(); // sign-in lives by the wall clock
  const { user, until } = await deps.db.transactionAsControl(async (tx) => ({ until: await blockedUntil({ tx }, keys, now), user: await findUserByEmail({ tx }, email) }));
  if (until) throw tooManyAttempts(Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)));
  const isRight = await verifyPassword(input.password, user?.passwordHash ?? null);
  if (!user || !isRight || user.disabledAt !== null) {
    await deps.db.transactionAsControl((tx) => countFailure({ tx }, keys, now));
    throw wrongCredentials();
  }
  const renewed = isOutdated(user.passwordHash) ? await hashPassword(input.password) : null;
  return deps.db.transactionAsControl(async (tx) => {
    await forgetFailures({ tx }, keys);
    if (renewed) await replacePasswordHash({ tx }, user.id, renewed);
    return openSession(deps, { tx }, user, input.userAgent);
  });
}

/** Starts the family of refresh tokens. With one place only (or for an operator) there is nothing to choose. */
export async function openSession(deps: SessionDeps, ctx: Parameters<typeof insertSession>[0], user: User, userAgent: string, prefer: MembershipId | null = null): Promise<SignedIn> {
  const now = new Date();
  const sessionId = newId<SessionId>();
  const places = await listPlaces(ctx, user.id);
  const membership = prefer ?? firstPlace(user, places);
  const refreshToken = newToken();
  await insertSession(ctx, { id: sessionId, userId: user.id, userAgent, createdAt: now, lastUsedAt: now, endsAt: new Date(now.getTime() + ABSOLUTE_MS), revokedAt: null });
  await insertRefreshToken(ctx, { tokenHash: hashToken(refreshToken), sessionId, membership: membership ?? '', issuedAt: now, usedAt: null });
  const tenantId = places.find((place) => place.id === membership)?.tenantId ?? null;
  return { accessToken: signAccessToken(deps.tokenSecret, { userId: user.id, sessionId, membership, tenantId }), refreshToken, user, places, membership };
}

function firstPlace(user: User, all: readonly Place[]): PlaceId | 'operator' | null {
  const places = all.filter((place) => place.visit === null); // a visit is entered on purpose
  if (user.isOperator) return places.length === 0 ? 'operator' : null;
  return places.length === 1 ? places[0]!.id : null;
}
