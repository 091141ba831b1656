import type { Database } from '@stoa/platform/database';

/** How many events of all marketplaces still wait to be told, as the relay sees it. */
export const countUnrelayed = (db: Database): Promise<number> =>
  db.transactionAsRelay(async (tx) => {
    const { rows } = await tx.raw<{ rows: { count: string }[] }>('select count(*) from platform.outbox where relayed_at is null');
    return Number(rows[0]!.count);
  });
