import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { checkNotFound } from './tax-id.errors.js';
import { DAY_MS, type TaxIdAnswer, type TaxIdCheck, type WrittenTaxId } from './tax-id.js';

type Row = { id: string; country: string; tax_id: string; register: string | null; outcome: TaxIdCheck['outcome']; request_id: string | null; name: string | null; address: string | null; reason: string | null; checked_at: Date; forget_at: Date | null };
const checks = (ctx: TxCtx) => ctx.tx<Row>('tax.tax_id_checks').where('tenant_id', ctx.tenantId);
const columns = ['id', 'country', 'tax_id', 'register', 'outcome', 'request_id', 'name', 'address', 'reason', 'checked_at'] as const;
const fromRow = ({ tax_id: taxId, request_id: requestId, checked_at: checkedAt, ...row }: Omit<Row, 'forget_at'>): TaxIdCheck => ({ ...row, taxId, requestId, checkedAt });

/** Keeps a question and its answer for ever: it is what a marketplace shows when it is asked why it charged no tax. Whose the number is may be a person's name: that stays as long as the answer is fresh. */
export async function insertCheck(ctx: TxCtx, asked: WrittenTaxId, answer: TaxIdAnswer): Promise<TaxIdCheck> {
  const check: TaxIdCheck = {
    ...asked, id: newId(), outcome: answer.outcome, requestId: answer.outcome === 'unchecked' ? null : answer.requestId,
    name: answer.outcome === 'valid' ? answer.name : null, address: answer.outcome === 'valid' ? answer.address : null, reason: answer.outcome === 'unchecked' ? answer.reason : null, checkedAt: ctx.now,
  };
  await ctx.tx('tax.tax_id_checks').insert({
    tenant_id: ctx.tenantId, id: check.id, country: check.country, tax_id: check.taxId, register: check.register, outcome: check.outcome, request_id: check.requestId, name: check.name, address: check.address,
    reason: check.reason, checked_at: check.checkedAt, forget_at: check.name === null && check.address === null ? null : new Date(ctx.now.getTime() + DAY_MS),
  });
  return check;
}

/** The newest check of a number that got an answer. */
export async function findLastAnswer(ctx: TxCtx, { country, taxId }: Pick<WrittenTaxId, 'country' | 'taxId'>): Promise<TaxIdCheck | null> {
  const row = await checks(ctx).where({ country, tax_id: taxId }).whereNot({ outcome: 'unchecked' }).orderBy('checked_at', 'desc').first(...columns);
  return row ? fromRow(row) : null;
}

/** One check of this tenant, or `tax.tax_id_check_not_found`. */
export async function getCheck(ctx: TxCtx, id: string): Promise<TaxIdCheck> {
  const row = await checks(ctx).where({ id }).first(...columns);
  if (!row) throw checkNotFound();
  return fromRow(row);
}

/** Forgets whose numbers were, where the answers are no longer fresh; number, answer and request id stay. Says how many. */
export async function forgetNames(ctx: TxCtx, limit: number): Promise<number> {
  const due = await checks(ctx).where('forget_at', '<=', ctx.now).orderBy('forget_at').limit(limit).pluck('id');
  return due.length === 0 ? 0 : checks(ctx).whereIn('id', due).update({ name: null, address: null, forget_at: null });
}
