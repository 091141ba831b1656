import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { SubjectId } from '@stoa/events/privacy';
import { getTenantKeys } from '../key/tenant-keys.js';
import { sealSubject } from './seal-subject.js';
import { NOTHING, type SubjectData } from './subject.js';
import { insertSubject } from './subject.repository.js';

/** Keeps what a person told us, sealed under a key of that person's own, and answers the id by which all other tables know them. */
export async function putSubject(ctx: TxCtx, data: Partial<SubjectData>): Promise<SubjectId> {
  const id = newId<SubjectId>();
  await insertSubject(ctx, sealSubject(await getTenantKeys(ctx), ctx.tenantId, id, { ...NOTHING, ...data }));
  return id;
}
