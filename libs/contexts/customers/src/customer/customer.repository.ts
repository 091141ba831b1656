import type { TxCtx } from '@stoa/platform/context';
import type { CustomerId } from '@stoa/events/customers';
import type { SubjectId } from '@stoa/events/privacy';
import { FAILURE_WINDOW_MS, sessionEnd, type Customer } from './customer.js';

type Row = { tenant_id: string; id: CustomerId; subject_id: SubjectId; email_index: string; password_hash: string; created_at: Date; closed_at: Date | null };
type SessionRow = { tenant_id: string; token_hash: string; customer_id: CustomerId; created_at: Date; ends_at: Date; revoked_at: Date | null };
type FailureRow = { tenant_id: string; key: string; failures: number; since: Date };

const customers = (ctx: TxCtx) => ctx.tx<Row>('customers.customers').where('tenant_id', ctx.tenantId).whereNull('closed_at');
const sessions = (ctx: TxCtx) => ctx.tx<SessionRow>('customers.sessions').where('tenant_id', ctx.tenantId);
const failures = (ctx: TxCtx) => ctx.tx<FailureRow>('customers.sign_in_failures').where('tenant_id', ctx.tenantId);

/** Answers false when the mailbox has an account already. */
export async function insertCustomer(ctx: TxCtx, c: Customer): Promise<boolean> {
  const rows = await ctx.tx('customers.customers').insert({
    tenant_id: ctx.tenantId, id: c.id, subject_id: c.subjectId, email_index: c.emailIndex, password_hash: c.passwordHash, created_at: c.createdAt, closed_at: null,
  }).onConflict(['tenant_id', 'email_index']).ignore().returning('id');
  return rows.length === 1;
}

export async function findCustomer(ctx: TxCtx, id: CustomerId): Promise<Customer | null> {
  const row = await customers(ctx).where({ id }).first();
  return row ? fromRow(row as Row) : null;
}

export async function findCustomerByIndex(ctx: TxCtx, emailIndex: string): Promise<Customer | null> {
  const row = await customers(ctx).where({ email_index: emailIndex }).first();
  return row ? fromRow(row as Row) : null;
}

/** Keeps a session. `wallNow` is the wall clock: sessions do not follow the moved one. */
export async function insertSession(ctx: TxCtx, tokenHash: string, customerId: CustomerId, wallNow: Date): Promise<void> {
  await ctx.tx<SessionRow>('customers.sessions').insert({ tenant_id: ctx.tenantId, token_hash: tokenHash, customer_id: customerId, created_at: wallNow, ends_at: sessionEnd(wallNow), revoked_at: null });
}

export async function findSessionCustomer(ctx: TxCtx, tokenHash: string, wallNow: Date): Promise<CustomerId | null> {
  const row = await sessions(ctx).where({ token_hash: tokenHash }).whereNull('revoked_at').where('ends_at', '>', wallNow).first('customer_id');
  return row?.customer_id ?? null;
}

export async function revokeSession(ctx: TxCtx, tokenHash: string, wallNow: Date): Promise<void> {
  await sessions(ctx).where({ token_hash: tokenHash }).whereNull('revoked_at').update({ revoked_at: wallNow });
}

/** Failures of this mailbox within the last quarter of an hour. */
export async function recentFailures(ctx: TxCtx, key: string, wallNow: Date): Promise<number> {
  const row = await failures(ctx).where({ key }).where('since', '>', new Date(wallNow.getTime() - FAILURE_WINDOW_MS)).first('failures');
  return row?.failures ?? 0;
}

export async function countFailure(ctx: TxCtx, key: string, wallNow: Date): Promise<void> {
  const windowStart = new Date(wallNow.getTime() - FAILURE_WINDOW_MS);
  await ctx.tx.raw(
    `insert into customers.sign_in_failures as f (tenant_id, key, failures, since) values (?, ?, 1, ?)
     on conflict (tenant_id, key) do update set failures = case when f.since < ? then 1 else f.failures + 1 end, since = case when f.since < ? then excluded.since else f.since end`,
    [ctx.tenantId, key, wallNow, windowStart, windowStart],
  );
}

export async function forgetFailures(ctx: TxCtx, key: string): Promise<void> {
  await failures(ctx).where({ key }).delete();
}

const fromRow = (r: Row): Customer => ({ id: r.id, subjectId: r.subject_id, emailIndex: r.email_index, passwordHash: r.password_hash, createdAt: r.created_at });
