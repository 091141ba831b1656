import type { TxCtx } from '../context.js';
import type { AuditEntry } from '../audit.js';

/** A row as it was written. `xid` is text: it outgrows a number. */
export type AuditRow = {
  tenantId: string; id: string; xid: string; at: Date; action: string; actorKind: string; actorId: string;
  subjectKind: string; subjectId: string; before: unknown; after: unknown; reason: string | null; requestId: string | null;
};
export type Link = { seq: bigint; auditId: string; auditXid: string; hash: Buffer };

type Row = {
  tenant_id: string; id: string; xid: string; at: Date; action: string; actor_kind: string; actor_id: string;
  subject_kind: string; subject_id: string; before: unknown; after: unknown; reason: string | null; request_id: string | null;
};
type LinkRow = { seq: bigint; audit_id: string; audit_xid: string; hash: Buffer };

const fromRow = (row: Row): AuditRow => ({
  tenantId: row.tenant_id, id: row.id, xid: row.xid, at: row.at, action: row.action, actorKind: row.actor_kind, actorId: row.actor_id,
  subjectKind: row.subject_kind, subjectId: row.subject_id, before: row.before, after: row.after, reason: row.reason, requestId: row.request_id,
});
const fromLinkRow = (row: LinkRow): Link => ({ seq: row.seq, auditId: row.audit_id, auditXid: row.audit_xid, hash: row.hash });
const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));

export async function insertAudit(ctx: Pick<TxCtx, 'tenantId' | 'tx' | 'now' | 'actor' | 'requestId'>, entry: AuditEntry & { id: string }): Promise<void> {
  await ctx.tx('platform.audit').insert({
    tenant_id: ctx.tenantId, id: entry.id, at: ctx.now, action: entry.action, actor_kind: ctx.actor.kind, actor_id: ctx.actor.id,
    subject_kind: entry.subject.kind, subject_id: entry.subject.id, before: json(entry.before), after: json(entry.after),
    reason: entry.reason ?? null, request_id: ctx.requestId,
  });
}

export async function lastLink(ctx: TxCtx): Promise<Link | null> {
  const row: LinkRow | undefined = await ctx.tx('platform.audit_links').where('tenant_id', ctx.tenantId).orderBy('seq', 'desc').first();
  return row ? fromLinkRow(row) : null;
}

/** Rows behind the last link that no transaction still open can get in front of. No cast of xid: as text, 1009 sorts before 967. */
export async function rowsAfter(ctx: TxCtx, last: Link | null, limit: number): Promise<AuditRow[]> {
  const { rows } = await ctx.tx.raw(
    `select a.* from platform.audit a
      where a.tenant_id = ? and (a.xid, a.id) > (?::xid8, ?::uuid) and a.xid < pg_snapshot_xmin(pg_current_snapshot())
      order by a.xid, a.id limit ?`,
    [ctx.tenantId, last?.auditXid ?? '0', last?.auditId ?? '00000000-0000-0000-0000-000000000000', limit],
  );
  return rows.map(fromRow);
}

/** False when another sealer has put a link in one of these places. Nothing of ours may stay then, so the caller's transaction is spent. */
export async function insertLinks(ctx: TxCtx, links: readonly Link[]): Promise<boolean> {
  const { rows } = await ctx.tx.raw(
    `insert into platform.audit_links (tenant_id, seq, audit_id, audit_xid, hash)
     select ?::uuid, l.seq, l.audit_id, l.audit_xid::xid8, decode(l.hash, 'hex')
       from unnest(?::bigint[], ?::uuid[], ?::text[], ?::text[]) as l (seq, audit_id, audit_xid, hash)
     on conflict do nothing returning seq`,
    [ctx.tenantId, links.map((l) => l.seq.toString()), links.map((l) => l.auditId), links.map((l) => l.auditXid), links.map((l) => l.hash.toString('hex'))],
  );
  if (rows.length !== 0 && rows.length !== links.length) throw new Error('Two sealers met in the middle of a batch: this one steps back.');
  return rows.length === links.length;
}

export async function linksWithRows(ctx: TxCtx, afterSeq: bigint, limit: number): Promise<{ link: Link; row: AuditRow | null }[]> {
  const { rows } = await ctx.tx.raw(
    `select l.seq, l.audit_id, l.audit_xid, l.hash, a.*
       from platform.audit_links l left join platform.audit a on a.tenant_id = l.tenant_id and a.id = l.audit_id
      where l.tenant_id = ? and l.seq > ? order by l.seq limit ?`,
    [ctx.tenantId, afterSeq.toString(), limit],
  );
  return rows.map((row: LinkRow & Row) => ({ link: fromLinkRow(row), row: row.id === null ? null : fromRow(row) }));
}

/** Rows that lie before the last link and have none of their own. */
export async function unsealedSince(ctx: TxCtx, last: Link): Promise<bigint> {
  const { rows } = await ctx.tx.raw(
    `select count(*) from platform.audit a
      where a.tenant_id = ? and (a.xid, a.id) <= (?::xid8, ?::uuid)
        and not exists (select 1 from platform.audit_links l where l.tenant_id = a.tenant_id and l.audit_id = a.id)`,
    [ctx.tenantId, last.auditXid, last.auditId],
  );
  return rows[0].count;
}

/** The oldest row that no link holds, or null: what the alarm looks at. */
export async function oldestUnsealed(ctx: TxCtx): Promise<Date | null> {
  const { rows } = await ctx.tx.raw(
    `select min(a.at) as at from platform.audit a
      where a.tenant_id = ? and a.xid > coalesce((
        select l.audit_xid from platform.audit_links l where l.tenant_id = ? order by l.seq desc limit 1), '0'::xid8)`,
    [ctx.tenantId, ctx.tenantId],
  );
  return rows[0].at;
}
