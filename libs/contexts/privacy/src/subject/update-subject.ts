import type { TxCtx } from '@stoa/platform/context';
import type { SubjectId } from '@stoa/events/privacy';
import { getTenantKeys } from '../key/tenant-keys.js';
import { openSubject, resealSubject } from './seal-subject.js';
import { subjectErasedAlready, subjectNotFound } from './subject.errors.js';
import type { Subject, SubjectData } from './subject.js';
import { findSubjectForUpdate, replaceSubject } from './subject.repository.js';

/** Changes the named fields of a person; the others stay. Refuses an erased one: erasure is for good. */
export async function updateSubject(ctx: TxCtx, id: SubjectId, changes: Partial<SubjectData>): Promise<Subject> {
  const found = await findSubjectForUpdate(ctx, id);
  if (!found) throw subjectNotFound();
  const { wrappedKey } = found;
  if (wrappedKey === null) throw subjectErasedAlready();
  const keys = await getTenantKeys(ctx);
  const { id: _id, isErased: _isErased, ...data } = openSubject(keys, ctx.tenantId, found);
  const changed = { ...data, ...changes };
  await replaceSubject(ctx, resealSubject(keys, ctx.tenantId, { ...found, wrappedKey }, changed));
  return { id, ...changed, isErased: false };
}
