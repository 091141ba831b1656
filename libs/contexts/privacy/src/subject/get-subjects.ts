import type { TxCtx } from '@stoa/platform/context';
import type { SubjectId } from '@stoa/events/privacy';
import { blindName } from '../key/key.js';
import { findTenantKeys, getTenantKeys } from '../key/tenant-keys.js';
import { openSubject } from './seal-subject.js';
import { subjectNotFound } from './subject.errors.js';
import { normalizeEmail, type Subject } from './subject.js';
import { findNewestByIndex, findSubjects } from './subject.repository.js';

/** A person by id. An erased one is answered too, with nothing in it. */
export async function getSubject(ctx: TxCtx, id: SubjectId): Promise<Subject> {
  const subject = (await getSubjects(ctx, [id])).get(id);
  if (!subject) throw subjectNotFound();
  return subject;
}

/** Many persons in one statement; ids that nobody has are simply absent. */
export async function getSubjects(ctx: TxCtx, ids: readonly SubjectId[]): Promise<Map<SubjectId, Subject>> {
  const sealed = await findSubjects(ctx, [...new Set(ids)]);
  if (sealed.length === 0) return new Map();
  const keys = await getTenantKeys(ctx);
  return new Map(sealed.map((one) => [one.id, openSubject(keys, ctx.tenantId, one)]));
}

/** The newest person who gave this e-mail address, erased ones excepted; null when there is none. */
export async function findSubjectByEmail(ctx: TxCtx, email: string): Promise<SubjectId | null> {
  const keys = await findTenantKeys(ctx);
  return keys && findNewestByIndex(ctx, blindName(keys.index, `email:${normalizeEmail(email)}`));
}

/** The name under which an e-mail address can be looked up or counted without being known. */
export async function blindEmail(ctx: TxCtx, email: string): Promise<string> {
  return blindName((await getTenantKeys(ctx)).index, `email:${normalizeEmail(email)}`);
}

/** The same for any other text (an ip address, a delivery address), which the caller has brought into one spelling. */
export async function blindIndex(ctx: TxCtx, text: string): Promise<string> {
  return blindName((await getTenantKeys(ctx)).index, `text:${text}`);
}
