import type { PayoutAccountId, PayoutAccountState } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import type { Requirement } from '../provider.js';
import type { PayoutAccount } from './payout-account.js';
import { accountNotFound } from './payout-account.errors.js';

type Row = {
  id: PayoutAccountId; vendor_id: VendorId; secret_ref: string; account_ref: string | null; state: PayoutAccountState; country: string; requirements: Requirement[]; reasons: string[];
  created_at: Date; first_active_at: Date | null; read_at: Date | null; polls: number; due_at: Date | null;
};

const accounts = (ctx: TxCtx) => ctx.tx<Row>('payouts.accounts').where('tenant_id', ctx.tenantId);

export async function findAccountOfVendor(ctx: TxCtx, vendorId: VendorId): Promise<PayoutAccount | null> {
  const row = await accounts(ctx).where({ vendor_id: vendorId }).first();
  return row ? fromRow(row) : null;
}

export async function findAccountByRef(ctx: TxCtx, accountRef: string): Promise<PayoutAccount | null> {
  const row = await accounts(ctx).where({ account_ref: accountRef }).first();
  return row ? fromRow(row) : null;
}

export async function lockAccount(ctx: TxCtx, id: PayoutAccountId): Promise<PayoutAccount> {
  const row = await accounts(ctx).where({ id }).forUpdate().first();
  if (!row) throw accountNotFound();
  return fromRow(row);
}

/** Takes the vendor's place, or answers with the account that has it. */
export async function claimAccount(ctx: TxCtx, account: PayoutAccount): Promise<{ account: PayoutAccount; isNew: boolean }> {
  const inserted = await ctx.tx('payouts.accounts').insert({ tenant_id: ctx.tenantId, ...toRow(account) }).onConflict(['tenant_id', 'vendor_id']).ignore().returning('id');
  const row = await accounts(ctx).where({ vendor_id: account.vendorId }).first();
  if (!row) throw accountNotFound();
  return { account: fromRow(row), isNew: inserted.length === 1 };
}

/** Saves a locked account. */
export async function updateAccount(ctx: TxCtx, account: PayoutAccount): Promise<void> {
  const { id, ...changes } = toRow(account);
  await accounts(ctx).where({ id }).update(changes as object);
}

/** Takes accounts that are due for a look, and leaves them alone for a minute. */
export async function claimDueAccounts(ctx: TxCtx, limit: number): Promise<PayoutAccount[]> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `update payouts.accounts set due_at = ?::timestamptz + interval '1 minute', polls = polls + 1
      where tenant_id = ? and id in (select id from payouts.accounts where tenant_id = ? and due_at <= ? order by due_at limit ? for update skip locked) returning *`,
    [ctx.now, ctx.tenantId, ctx.tenantId, ctx.now, limit],
  );
  return rows.map(fromRow);
}

const toRow = (a: PayoutAccount) => ({
  id: a.id, vendor_id: a.vendorId, secret_ref: a.secretRef, account_ref: a.accountRef, state: a.state, country: a.country, requirements: JSON.stringify(a.requirements), reasons: JSON.stringify(a.reasons),
  created_at: a.createdAt, first_active_at: a.firstActiveAt, read_at: a.readAt, polls: a.polls, due_at: a.dueAt,
});
const fromRow = (row: Row): PayoutAccount => ({
  id: row.id, vendorId: row.vendor_id, secretRef: row.secret_ref, accountRef: row.account_ref, state: row.state, country: row.country, requirements: row.requirements, reasons: row.reasons,
  createdAt: row.created_at, firstActiveAt: row.first_active_at, readAt: row.read_at, polls: row.polls, dueAt: row.due_at,
});
