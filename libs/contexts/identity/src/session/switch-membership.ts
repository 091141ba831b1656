import type { PlaceId } from '@stoa/events/identity';
import { findUser } from '../user/user.repository.js';
import { signAccessToken, type AccessClaims } from './access-token.js';
import { findSessionOwner, listPlaces } from './places.query.js';
import { membershipNotFound, sessionOver } from './session.errors.js';
import { moveTokensTo } from './session.repository.js';
import type { SessionDeps, SignedIn } from './sign-in.js';

/** Mints a token for another of the person's places; the session stays, and its next refresh stays in that place. */
export async function switchMembership(deps: SessionDeps, claims: AccessClaims, wanted: PlaceId | 'operator'): Promise<Omit<SignedIn, 'refreshToken'>> {
  return deps.db.transactionAsControl(async (tx) => {
    const { user, places } = await whoIs({ tx }, claims);
    const place = places.find((one) => one.id === wanted);
    if (!place && !(wanted === 'operator' && user.isOperator)) throw membershipNotFound();
    await moveTokensTo({ tx }, claims.sessionId, wanted);
    return { accessToken: signAccessToken(deps.tokenSecret, { ...claims, membership: wanted, tenantId: place?.tenantId ?? null }), user, places, membership: wanted };
  });
}

/** The person behind a token and all places they may work in. */
export const describeSession = (deps: SessionDeps, claims: AccessClaims) => deps.db.transactionAsControl((tx) => whoIs({ tx }, claims));

async function whoIs(ctx: Parameters<typeof findUser>[0], claims: AccessClaims) {
  const owner = await findSessionOwner(ctx, claims.sessionId, new Date());
  const user = owner?.userId === claims.userId ? await findUser(ctx, claims.userId) : null;
  if (!user) throw sessionOver();
  return { user, places: await listPlaces(ctx, user.id) };
}
