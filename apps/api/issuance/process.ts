import { join } from 'node:path';
import { loadContentPacks, loadRetentionRules } from '@stoa/invoicing';
import { configurePrivacy, openRetentionRoots } from '@stoa/privacy';
import { subscriptions } from '@stoa/invoicing/subscribers';
import { type Database, openDatabase } from '@stoa/platform/database';
import { systemContext } from '@stoa/platform/events';
import { diskFiles } from '@stoa/platform/files';
import { silentLog } from '@stoa/platform/log';
import type { Answer, Asked, Place } from './protocol.js';

// One of the processes that issue documents: it does what a worker does with an event, through the same handlers, until it is killed.
const place = JSON.parse(process.argv[2] ?? '{}') as Place;
/** The events whose work is to fail. */
const doomed = new Set<string>();
configurePrivacy({ masterKey: place.masterKey });
const db = failing(openDatabase({ ...place.database, poolSize: place.width }));
const files = diskFiles(place.filesDir);
loadRetentionRules(join(process.cwd(), 'config/rule-packs'));
loadContentPacks(join(process.cwd(), 'config/rule-packs'));
await openRetentionRoots({ db, files }, new Date(place.now));
const heard = subscriptions({ files });

process.on('message', ({ job, isToFail }: Asked) => void answer(job, isToFail).then((reply) => process.send?.(reply)));
process.on('disconnect', () => process.exit(1)); // nobody is left to be told

async function answer(job: Asked['job'], isToFail: boolean): Promise<Answer> {
  const occurredAt = new Date(job.event.occurredAt);
  const handler = heard.find((one) => one.handler === job.handler && one.event === job.event.name);
  if (!handler) return { job: job.id, error: `Nobody here is called ${job.handler}.` };
  const ctx = systemContext({ db, clock: { now: () => occurredAt }, log: silentLog }, job.event.tenantId);
  if (isToFail) doomed.add(job.event.id);
  try {
    await handler.run(ctx, { ...job.event, occurredAt });
    return { job: job.id, error: null };
  } catch (error) {
    return { job: job.id, error: error instanceof Error ? error.message : String(error) };
  } finally {
    doomed.delete(job.event.id);
  }
}

/** All was done, the numbers are drawn, and then it is not committed: neither what was to fail, nor what was done in one transaction with it. */
function failing(db: Database): Database {
  return {
    ...db,
    transactionAs: (tenantId, mode, work) => db.transactionAs(tenantId, mode, async (tx) => {
      const value = await work(tx);
      const received = mode !== 'read write' || doomed.size === 0 ? undefined : await tx('platform.receipts').where('tenant_id', tenantId).whereIn('event_id', [...doomed]).first('event_id');
      if (received) throw new Error('It fails at the last moment.');
      return value;
    }),
  };
}
