import { z } from 'zod';
import { type Route, page, pageOf, pageQuery, route } from '@stoa/platform/http';
import { isUuid } from '@stoa/platform/ids';
import { PREFIXES, decode, encode, wireId } from '@stoa/platform/typeid';
import { namesOfUsers } from '@stoa/identity';
import { checkChain } from './check-chain.js';
import { listAudit, type AuditLine } from './list-audit.query.js';
import { nameOfKind, sentenceOf } from './sentence.js';

const auditId = wireId<string, 'aud'>('aud');
const userId = wireId<string, 'usr'>('usr');
const keyId = wireId<string, 'key'>('key');

const auditView = z.object({
  id: auditId.wire, at: z.iso.datetime(), action: z.string(), sentence: z.string(), actor: z.object({ kind: z.string(), id: z.string(), name: z.string() }), subject: z.object({ kind: z.string(), id: z.string() }),
  before: z.record(z.string(), z.unknown()).nullable(), after: z.record(z.string(), z.unknown()).nullable(), reason: z.string().nullable(), request_id: z.string().nullable(),
  sealed: z.boolean(), seq: z.int().nullable(),
}).meta({ id: 'AuditEntry' });

const chainView = z.object({
  links: z.int(), unsealed: z.int(), broken_at: z.int().nullable(), reason: z.enum(['row_missing', 'row_changed', 'link_missing', 'row_skipped']).nullable(), checked_at: z.iso.datetime(),
}).meta({ id: 'AuditChain' });

const prefixByKind = new Map(Object.entries(PREFIXES).map(([prefix, kind]) => [kind.replaceAll(' ', '_'), prefix]));

/** A subject by the id that people see elsewhere too; of a kind without one, as it stands. */
function subjectOnWire(kind: string, id: string): string {
  const prefix = prefixByKind.get(kind === 'tenant' ? 'marketplace' : kind);
  return prefix !== undefined && isUuid(id) ? encode(prefix, id) : id;
}

const toAuditView = (names: ReadonlyMap<string, string>) => (line: AuditLine): z.input<typeof auditView> => {
  const name = names.get(line.actor_id) ?? nameOfKind(line.actor_kind);
  return {
    id: auditId.toWire(line.id), at: line.at.toISOString(), action: line.action, sentence: sentenceOf({ action: line.action, actorName: name, reason: line.reason }),
    actor: { kind: line.actor_kind, id: line.actor_kind === 'api_key' ? subjectOnWire('api_key', line.actor_id) : isUuid(line.actor_id) ? userId.toWire(line.actor_id) : line.actor_id, name }, subject: { kind: line.subject_kind, id: subjectOnWire(line.subject_kind, line.subject_id) },
    before: line.before, after: line.after, reason: line.reason, request_id: line.request_id, sealed: line.seq !== null, seq: line.seq === null ? null : Number(line.seq),
  };
};

/** Any of our ids, whatever it names: its letters are the UUID. */
const anyId = z.string().transform((value, context) => {
  const uuid = /^[a-z]{3}_/.test(value) ? decode(value.slice(4)) : null;
  if (uuid !== null) return uuid;
  context.issues.push({ code: 'custom', input: value, message: 'This must be an id such as ord_….' });
  return z.NEVER;
});

const actor = z.union([userId, keyId, z.literal('system')]);

export const auditRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/admin/audit', summary: 'List who did what', audience: 'staff', permission: 'audit.read', response: pageOf(auditView),
    query: z.strictObject({ ...pageQuery, 'filter[actor]': actor.optional(), 'filter[action]': z.string().regex(/^[a-z]+(\.[a-z_]+)?$/).optional(), 'filter[subject]': anyId.optional() }),
    example: () => ({}),
    handle: (ctx, { query }) => {
      const cut = page(query, z.string().refine(isUuid));
      return ctx.inRead(async (tx) => {
        const lines = await listAudit(tx, { actor: query['filter[actor]'] ?? null, action: query['filter[action]'] ?? null, subject: query['filter[subject]'] ?? null }, cut);
        const names = await namesOfUsers(tx, [...new Set(lines.map((line) => line.actor_id))].filter(isUuid));
        return cut.answer(lines, (line) => line.id, toAuditView(names));
      });
    },
  }),
  route({
    method: 'get', path: '/v1/admin/audit-chain', summary: 'Recompute the chain of seals over the audit trail', audience: 'staff', permission: 'audit.read', response: chainView, example: () => ({}),
    handle: async (ctx) => {
      const { links, unsealed, brokenAt, reason } = await checkChain(ctx);
      return { links, unsealed, broken_at: brokenAt === null ? null : Number(brokenAt), reason, checked_at: ctx.now.toISOString() };
    },
  }),
];
