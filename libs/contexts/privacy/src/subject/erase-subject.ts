import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { subjectErased, type SubjectId } from '@stoa/events/privacy';
import { findSubjects, destroySubject } from './subject.repository.js';
import { subjectNotFound } from './subject.errors.js';

/** Destroys a person's key, and with it every copy of their data. Frozen documents the law makes us keep stand under another key. Erasing twice is erasing once. */
export async function eraseSubject(ctx: TxCtx, id: SubjectId): Promise<void> {
  const [found] = await findSubjects(ctx, [id]);
  if (!found) throw subjectNotFound();
  if (!(await destroySubject(ctx, id))) return;
  await audit(ctx, { action: 'privacy.subject_erased', subject: { kind: 'subject', id }, before: null, after: { erased: true } });
  await announce(ctx, subjectErased, { subjectId: id });
}
