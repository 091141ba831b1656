import type { Knex } from 'knex';
import type { UserId } from '@stoa/events/identity';
import type { User } from './user.js';

type Row = { id: UserId; email: string; name: string; password_hash: string; is_operator: boolean; created_at: Date; disabled_at: Date | null };
/** As stoa_control: users belong to no marketplace. */
type Control = { tx: Knex.Transaction };

export async function findUserByEmail(ctx: Control, email: string): Promise<User | null> {
  const row = await ctx.tx<Row>('identity.users').where({ email }).first();
  return row ? fromRow(row) : null;
}

export async function findUser(ctx: Control, id: UserId): Promise<User | null> {
  const row = await ctx.tx<Row>('identity.users').where({ id }).first();
  return row ? fromRow(row) : null;
}

/** Answers false when the e-mail address has an account already. */
export async function insertUser(ctx: Control, user: User): Promise<boolean> {
  const rows = await ctx.tx('identity.users').insert({
    id: user.id, email: user.email, name: user.name, password_hash: user.passwordHash, is_operator: user.isOperator, created_at: user.createdAt, disabled_at: null,
  }).onConflict('email').ignore().returning('id');
  return rows.length === 1;
}

export async function replacePasswordHash(ctx: Control, id: UserId, passwordHash: string): Promise<void> {
  await ctx.tx<Row>('identity.users').where({ id }).update({ password_hash: passwordHash });
}

const fromRow = (r: Row): User => ({ id: r.id, email: r.email, name: r.name, passwordHash: r.password_hash, isOperator: r.is_operator, createdAt: r.created_at, disabledAt: r.disabled_at });
