import type { TxCtx } from '@stoa/platform/context';

export type AuditLine = {
  id: string; at: Date; action: string; actor_kind: string; actor_id: string; subject_kind: string; subject_id: string; before: Record<string, unknown> | null; after: Record<string, unknown> | null;
  reason: string | null; request_id: string | null; seq: bigint | null;
};
export type AuditFilter = { actor: string | null; action: string | null; subject: string | null };

/** Who did what in this marketplace, newest first; `seq` is the row's place in the sealed chain, null until it is sealed. An action may be a whole name or a context ("catalog"). */
export async function listAudit(ctx: TxCtx, filter: AuditFilter, page: { limit: number; after: string | null }): Promise<AuditLine[]> {
  return ctx.tx('platform.audit as a')
    .leftJoin('platform.audit_links as l', (join) => join.on('l.tenant_id', 'a.tenant_id').andOn('l.audit_id', 'a.id'))
    .where('a.tenant_id', ctx.tenantId)
    .modify((query) => {
      if (page.after !== null) query.where('a.id', '<', page.after);
      if (filter.actor !== null) query.where('a.actor_id', filter.actor);
      if (filter.subject !== null) query.where('a.subject_id', filter.subject);
      if (filter.action?.includes('.')) query.where('a.action', filter.action);
      else if (filter.action !== null) query.where('a.action', 'like', `${filter.action}.%`);
    })
    .orderBy('a.id', 'desc')
    .limit(page.limit)
    .select<AuditLine[]>('a.id', 'a.at', 'a.action', 'a.actor_kind', 'a.actor_id', 'a.subject_kind', 'a.subject_id', 'a.before', 'a.after', 'a.reason', 'a.request_id', 'l.seq');
}

/** How old the oldest row is that no seal holds yet, in seconds; 0 when all are sealed. Only rows of the last day are looked at: older ones were checked then. */
export async function oldestUnsealedSeconds(ctx: TxCtx): Promise<{ rows: number; seconds: number }> {
  const { rows } = await ctx.tx.raw<{ rows: { rows: bigint; seconds: string | null }[] }>(
    `select count(*) as rows, extract(epoch from ?::timestamptz - min(a.at) filter (where l.audit_id is null)) as seconds
       from platform.audit a left join platform.audit_links l on l.tenant_id = a.tenant_id and l.audit_id = a.id
      where a.tenant_id = ? and a.at > ?::timestamptz - interval '1 day'`,
    [ctx.now, ctx.tenantId, ctx.now],
  );
  return { rows: Number(rows[0]!.rows), seconds: Math.max(0, Math.round(Number(rows[0]!.seconds ?? 0))) };
}

/** How many rows wait for their seal: those behind the last link, by the order in which they are sealed. */
export async function countUnsealed(ctx: TxCtx): Promise<number> {
  const { rows } = await ctx.tx.raw<{ rows: { rows: number }[] }>(
    `select count(*)::int as rows from platform.audit a
      where a.tenant_id = :tenant and a.xid >= coalesce((select l.audit_xid from platform.audit_links l where l.tenant_id = :tenant order by l.seq desc limit 1), '0'::xid8)
        and not exists (select 1 from platform.audit_links l where l.tenant_id = :tenant and l.audit_id = a.id)`,
    { tenant: ctx.tenantId },
  );
  return rows[0]?.rows ?? 0;
}
