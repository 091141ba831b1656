import type { Knex } from 'knex';
import type { SessionId, UserId } from '@stoa/events/identity';
import type { RefreshToken, Session } from './session.js';

type SessionRow = { id: SessionId; user_id: UserId; user_agent: string; created_at: Date; last_used_at: Date; ends_at: Date; revoked_at: Date | null; revoked_reason: RevokedReason | null };
type TokenRow = { token_hash: string; session_id: SessionId; membership: string; issued_at: Date; used_at: Date | null };
type Control = { tx: Knex.Transaction };
export type RevokedReason = 'signed_out' | 'reuse' | 'password_changed';

export async function insertSession(ctx: Control, s: Session): Promise<void> {
  await ctx.tx<SessionRow>('identity.sessions').insert({ id: s.id, user_id: s.userId, user_agent: s.userAgent, created_at: s.createdAt, last_used_at: s.lastUsedAt, ends_at: s.endsAt, revoked_at: null, revoked_reason: null });
}

/** Locked: two refreshes of one session happen one after the other. */
export async function getSessionForUpdate(ctx: Control, id: SessionId): Promise<Session> {
  const row = await ctx.tx<SessionRow>('identity.sessions').where({ id }).forUpdate().first();
  if (!row) throw new Error(`Invariant broken: the session ${id} of a token exists`);
  return toSession(row);
}

export async function touchSession(ctx: Control, id: SessionId, now: Date): Promise<void> {
  await ctx.tx<SessionRow>('identity.sessions').where({ id }).update({ last_used_at: now });
}

export async function revokeSession(ctx: Control, id: SessionId, reason: RevokedReason, now: Date): Promise<void> {
  await ctx.tx<SessionRow>('identity.sessions').where({ id }).whereNull('revoked_at').update({ revoked_at: now, revoked_reason: reason });
}

export async function insertRefreshToken(ctx: Control, t: RefreshToken): Promise<void> {
  await ctx.tx<TokenRow>('identity.refresh_tokens').insert({ token_hash: t.tokenHash, session_id: t.sessionId, membership: t.membership, issued_at: t.issuedAt, used_at: t.usedAt });
}

export async function findRefreshToken(ctx: Control, tokenHash: string): Promise<RefreshToken | null> {
  const row = await ctx.tx<TokenRow>('identity.refresh_tokens').where({ token_hash: tokenHash }).first();
  return row ? { tokenHash: row.token_hash, sessionId: row.session_id, membership: row.membership, issuedAt: row.issued_at, usedAt: row.used_at } : null;
}

export async function markTokenUsed(ctx: Control, tokenHash: string, now: Date): Promise<void> {
  await ctx.tx<TokenRow>('identity.refresh_tokens').where({ token_hash: tokenHash }).update({ used_at: now });
}

/** Remembers which place the session works in, for the next refresh. */
export async function moveTokensTo(ctx: Control, sessionId: SessionId, membership: string): Promise<void> {
  await ctx.tx<TokenRow>('identity.refresh_tokens').where({ session_id: sessionId }).whereNull('used_at').update({ membership });
}

const toSession = (r: SessionRow): Session => ({ id: r.id, userId: r.user_id, userAgent: r.user_agent, createdAt: r.created_at, lastUsedAt: r.last_used_at, endsAt: r.ends_at, revokedAt: r.revoked_at });
