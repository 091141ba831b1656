import type { TenantId } from '@stoa/platform/context';
import type { SubjectId } from '@stoa/events/privacy';
import { newKey } from '@stoa/platform/crypto';
import { blindName, openText, sealText, unwrapKey, wrapKey, type TenantKeys } from '../key/key.js';
import { NOTHING, normalizeEmail, type Subject, type SubjectData } from './subject.js';
import type { SealedSubject } from './subject.repository.js';

const keyPlace = (tenantId: TenantId, id: SubjectId) => `subject-key/${tenantId}/${id}`;
const contentPlace = (tenantId: TenantId, id: SubjectId) => `subject/${tenantId}/${id}`;

/** Seals a new person under a key of their own. */
export function sealSubject(keys: TenantKeys, tenantId: TenantId, id: SubjectId, data: SubjectData): SealedSubject {
  const key = newKey();
  return { id, wrappedKey: wrapKey(keys.data, keyPlace(tenantId, id), key), ...sealContent(keys, key, tenantId, id, data) };
}

/** Seals changed data under the key the person already has. */
export function resealSubject(keys: TenantKeys, tenantId: TenantId, sealed: SealedSubject & { wrappedKey: NonNullable<SealedSubject['wrappedKey']> }, data: SubjectData): SealedSubject {
  const key = unwrapKey(keys.data, keyPlace(tenantId, sealed.id), sealed.wrappedKey);
  return { ...sealed, ...sealContent(keys, key, tenantId, sealed.id, data) };
}

export function openSubject(keys: TenantKeys, tenantId: TenantId, sealed: SealedSubject): Subject {
  const { id, wrappedKey, content } = sealed;
  if (wrappedKey === null || content === null) return { id, ...NOTHING, isErased: true };
  const key = unwrapKey(keys.data, keyPlace(tenantId, id), wrappedKey);
  const data = JSON.parse(openText(key, contentPlace(tenantId, id), content)) as SubjectData;
  return { id, ...NOTHING, ...data, isErased: false }; // what nobody could tell when it was kept was not told
}

function sealContent(keys: TenantKeys, key: Buffer, tenantId: TenantId, id: SubjectId, data: SubjectData): Pick<SealedSubject, 'content' | 'emailIndex'> {
  return {
    content: sealText(key, contentPlace(tenantId, id), JSON.stringify(data)),
    emailIndex: data.email === null ? null : blindName(keys.index, `email:${normalizeEmail(data.email)}`),
  };
}
