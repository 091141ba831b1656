import type { Knex } from 'knex';

export type OutboxLag = { waiting: number; oldestSeconds: number };

/** How many facts wait for the relay, and how long the oldest has. As stoa_relay, which alone sees all outboxes. */
export async function outboxLag(tx: Knex.Transaction, now: Date): Promise<OutboxLag> {
  const { rows } = await tx.raw<{ rows: { waiting: bigint; seconds: string | null }[] }>(
    `select count(*) as waiting, extract(epoch from ?::timestamptz - min(occurred_at)) as seconds from platform.outbox where relayed_at is null`, [now]);
  return { waiting: Number(rows[0]!.waiting), oldestSeconds: Math.max(0, Math.round(Number(rows[0]!.seconds ?? 0) * 10) / 10) };
}
