import { newId } from './ids.js';
import type { Ctx, TxCtx } from './context.js';
import { type AuditRow, type Link, insertAudit, insertLinks, lastLink, linksWithRows, rowsAfter, unsealedSince } from './audit/audit.repository.js';
import { GENESIS, chainHash } from './audit/chain.js';

export type AuditEntry = {
  /** `context.noun_past_tense`, as events are named. */
  action: `${string}.${string}`;
  subject: { kind: string; id: string };
  /** Ids and values only, never personal data: these rows outlive an erasure. */
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
  reason?: string | null;
};

/** Records who did what, in the transaction that does it. */
export async function audit(ctx: Pick<TxCtx, 'tenantId' | 'tx' | 'now' | 'actor' | 'requestId'>, entry: AuditEntry): Promise<void> {
  await insertAudit(ctx, { id: newId(), ...entry });
}

/** Chains the rows that can no longer be overtaken; answers with how many, 0 when another sealer was at it. */
export async function sealAudit(ctx: Ctx, limit = 1_000): Promise<number> {
  return ctx.inTx(async (tx) => {
    const last = await lastLink(tx);
    const rows = await rowsAfter(tx, last, limit);
    let previous = last?.hash ?? GENESIS;
    const links = rows.map((row, index): Link => {
      previous = chainHash(previous, row);
      return { seq: (last?.seq ?? 0n) + BigInt(index + 1), auditId: row.id, auditXid: row.xid, hash: previous };
    });
    return links.length === 0 || (await insertLinks(tx, links)) ? links.length : 0;
  });
}

export type Verdict = { links: number; brokenAt: bigint | null; reason: 'row_missing' | 'row_changed' | 'link_missing' | 'row_skipped' | null };

/** Recomputes a tenant's chain from its first link. The first broken link is named; rows that the chain has passed by are found too. */
export async function verifyAudit(ctx: Ctx, batch = 2_000): Promise<Verdict> {
  return ctx.inRead(async (tx) => {
    let previous = GENESIS;
    let links = 0n;
    let last: Link | null = null;
    for (;;) {
      const page: { link: Link; row: AuditRow | null }[] = await linksWithRows(tx, links, batch);
      for (const { link, row } of page) {
        if (link.seq !== links + 1n) return broken(links + 1n, 'link_missing');
        if (row === null) return broken(link.seq, 'row_missing');
        previous = chainHash(previous, row);
        if (!previous.equals(link.hash)) return broken(link.seq, 'row_changed');
        links = link.seq;
        last = link;
      }
      if (page.length < batch) break;
    }
    const skipped = last && (await unsealedSince(tx, last)) > 0n;
    return skipped ? broken(links, 'row_skipped') : { links: Number(links), brokenAt: null, reason: null };
  });
}

/** A row unsealed for this long is an alarm: a transaction that stays open holds all chains back. */
export const SEAL_ALARM_MS = 60_000;

const broken = (seq: bigint, reason: Verdict['reason']): Verdict => ({ links: Number(seq) - 1, brokenAt: seq, reason });
