import type { TxCtx } from '@stoa/platform/context';
import type { SubjectId } from '@stoa/events/privacy';
import type { Sealed } from '../key/key.js';

/** A subject as it lies in the table: a key of its own, wrapped by the tenant's, and the text under that key. Both are gone once erased. */
export type SealedSubject = { id: SubjectId; wrappedKey: Sealed | null; content: Sealed | null; emailIndex: string | null };
type Row = { tenant_id: string; id: SubjectId; wrapped_key: Sealed | null; content: Sealed | null; email_index: string | null; created_at: Date; changed_at: Date; erased_at: Date | null };

const subjects = (ctx: TxCtx) => ctx.tx<Row>('privacy.subjects').where('tenant_id', ctx.tenantId);

export async function insertSubject(ctx: TxCtx, subject: SealedSubject): Promise<void> {
  const { id, wrappedKey, content, emailIndex } = subject;
  await ctx.tx<Row>('privacy.subjects').insert({ tenant_id: ctx.tenantId, id, wrapped_key: wrappedKey, content, email_index: emailIndex, created_at: ctx.now, changed_at: ctx.now });
}

export async function findSubjects(ctx: TxCtx, ids: readonly SubjectId[]): Promise<SealedSubject[]> {
  if (ids.length === 0) return [];
  return (await subjects(ctx).whereIn('id', [...ids]).select('id', 'wrapped_key', 'content', 'email_index')).map(fromRow);
}

/** The same, locked: what is read is what the coming update replaces. */
export async function findSubjectForUpdate(ctx: TxCtx, id: SubjectId): Promise<SealedSubject | null> {
  const row = await subjects(ctx).where({ id }).forUpdate().first();
  return row ? fromRow(row) : null;
}

export async function replaceSubject(ctx: TxCtx, subject: SealedSubject): Promise<void> {
  await subjects(ctx).where({ id: subject.id }).update({ content: subject.content, email_index: subject.emailIndex, changed_at: ctx.now });
}

export async function findNewestByIndex(ctx: TxCtx, emailIndex: string): Promise<SubjectId | null> {
  const row = await subjects(ctx).where({ email_index: emailIndex }).orderBy('id', 'desc').select('id').first();
  return row?.id ?? null;
}

/** Destroys the key and the text. Answers whether there was something to destroy. */
export async function destroySubject(ctx: TxCtx, id: SubjectId): Promise<boolean> {
  const changed = await subjects(ctx).where({ id }).whereNull('erased_at').update({ wrapped_key: null, content: null, email_index: null, erased_at: ctx.now, changed_at: ctx.now });
  return changed === 1;
}

const fromRow = (row: Pick<Row, 'id' | 'wrapped_key' | 'content' | 'email_index'>): SealedSubject => ({ id: row.id, wrappedKey: row.wrapped_key, content: row.content, emailIndex: row.email_index });
