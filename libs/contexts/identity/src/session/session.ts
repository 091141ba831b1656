import { hashToken, hmacToken } from '@stoa/platform/crypto';
import type { SessionId, UserId } from '@stoa/events/identity';

/** One sign-in on one device: a family of refresh tokens of which only the youngest is good. Times are wall clock. */
export type Session = {
  readonly id: SessionId; readonly userId: UserId; readonly userAgent: string; readonly createdAt: Date; readonly lastUsedAt: Date; readonly endsAt: Date; readonly revokedAt: Date | null;
};
export type RefreshToken = { readonly tokenHash: string; readonly sessionId: SessionId; readonly membership: string; readonly issuedAt: Date; readonly usedAt: Date | null };

export const IDLE_MS = 12 * 3_600_000;
export const ABSOLUTE_MS = 30 * 86_400_000;
/** Two tabs, or a lost answer, may show the same token twice within this time. Later it is theft. */
export const GRACE_MS = 15_000;

export const isAlive = (session: Session, now: Date): boolean =>
  session.revokedAt === null && now < session.endsAt && now.getTime() - session.lastUsedAt.getTime() < IDLE_MS;

/** The token that follows: derived, so that a repeat within the grace is answered with the same one though no table holds it. */
export const successorOf = (sessionSecret: string, token: string): string => hmacToken(sessionSecret, 'refresh', hashToken(token));

/** What to do with a token that was shown to us. */
export function judgeRefresh(token: RefreshToken, successor: RefreshToken | null, now: Date): 'rotate' | 'repeat' | 'reuse' {
  if (token.usedAt === null) return 'rotate';
  const isFresh = now.getTime() - token.usedAt.getTime() <= GRACE_MS;
  return isFresh && successor !== null && successor.usedAt === null ? 'repeat' : 'reuse';
}
