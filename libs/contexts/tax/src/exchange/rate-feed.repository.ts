import type { TxCtx } from '@stoa/platform/context';
import { LEASE_MS, type RateFeed } from './rate-feed.js';

type Row = { tenant_id: string; source: string; due_at: Date; tried_at: Date | null; succeeded_at: Date | null; newest_day: string | null; failures: number; reason: string | null };

const feeds = (ctx: TxCtx) => ctx.tx<Row>('tax.rate_feeds').where('tenant_id', ctx.tenantId);
const columns = (ctx: TxCtx) => ['source', 'due_at', 'tried_at', 'succeeded_at', ctx.tx.raw('newest_day::text as newest_day'), 'failures', 'reason'];
const fromRow = (row: Row): RateFeed => ({ source: row.source, dueAt: row.due_at, triedAt: row.tried_at, succeededAt: row.succeeded_at, newestDay: row.newest_day, failures: row.failures, reason: row.reason });

/** How the rates of each source come in. */
export const listFeeds = async (ctx: TxCtx): Promise<RateFeed[]> => (await feeds(ctx).orderBy('source').select<Row[]>(columns(ctx))).map(fromRow);

/** Takes a feed that is due, or is new, and keeps others from it for the time of the lease. Null where nobody has to look. */
export async function claimFeed(ctx: TxCtx, source: string): Promise<RateFeed | null> {
  const lease = new Date(ctx.now.getTime() + LEASE_MS);
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `insert into tax.rate_feeds as f (tenant_id, source, due_at, failures) values (?, ?, ?, 0)
     on conflict (tenant_id, source) do update set due_at = excluded.due_at where f.due_at <= ?
     returning source, due_at, tried_at, succeeded_at, newest_day::text as newest_day, failures, reason`,
    [ctx.tenantId, source, lease, ctx.now],
  );
  return rows[0] ? fromRow(rows[0]) : null;
}

/** Writes down how a look went. */
export async function saveFeed(ctx: TxCtx, feed: RateFeed): Promise<void> {
  await feeds(ctx).where({ source: feed.source }).update({ due_at: feed.dueAt, tried_at: feed.triedAt, succeeded_at: feed.succeededAt, newest_day: feed.newestDay, failures: feed.failures, reason: feed.reason });
}

/** Somebody is to look at once. */
export async function makeFeedDue(ctx: TxCtx, source: string): Promise<void> {
  await ctx.tx('tax.rate_feeds').insert({ tenant_id: ctx.tenantId, source, due_at: ctx.now, failures: 0 }).onConflict(['tenant_id', 'source']).merge(['due_at']);
}
