import { createHash } from 'node:crypto';
import type { AuditRow } from './audit.repository.js';

/** What the first link is chained to. */
export const GENESIS: Buffer = Buffer.alloc(32);

/** The hash of a row and of everything before it. Every column takes part, in an order of its own choosing that never changes. */
export function chainHash(previous: Buffer, row: AuditRow): Buffer {
  const { tenantId, id, xid, at, action, actorKind, actorId, subjectKind, subjectId, before, after, reason, requestId } = row;
  const text = canonical([tenantId, id, xid, at.toISOString(), action, actorKind, actorId, subjectKind, subjectId, before, after, reason, requestId]);
  return createHash('sha256').update(previous).update(text).digest();
}

/** JSON with sorted keys: the same value always gives the same text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
}
