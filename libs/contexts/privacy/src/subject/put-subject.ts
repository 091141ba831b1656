import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { SubjectId } from '@stoa/events/privacy';
import { getTenantKeys } from '../key/tenant-keys.js';
import { sealSubject } from './seal-subject.js';
import { NOTHING, type Subject, type SubjectData } from './subject.js';
import { insertSubject } from './subject.repository.js';

/** Keeps what a person told us, sealed under a key of that person's own, and answers the id by which all other tables know them. */
export const putSubject = async (ctx: TxCtx, data: Partial<SubjectData>): Promise<SubjectId> => (await addSubject(ctx, data)).id;

/** The same, and answers with the person as they are kept. */
export async function addSubject(ctx: TxCtx, told: Partial<SubjectData>): Promise<Subject> {
  const [id, data] = [newId<SubjectId>(), { ...NOTHING, ...told }];
  await insertSubject(ctx, sealSubject(await getTenantKeys(ctx), ctx.tenantId, id, data));
  return { id, ...data, isErased: false };
}
