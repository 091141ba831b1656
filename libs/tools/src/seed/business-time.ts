import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '@stoa/platform/database';
import { readLogins } from './config.js';

const DAY_MS = 86_400_000;
/** The processes look at the clock once a second. */
const NOTICED_MS = 2_000;

/** Business time as the small world lives it: it begins last month, so that a month of it is over, and ends now. */
export type BusinessTime = { pass(days: number): Promise<void>; catchUp(): Promise<void> };

/** Puts business time to the third of last month, before anything has happened. */
export async function beginLastMonth(now = new Date()): Promise<BusinessTime> {
  const { appUrl, controlUrl, relayUrl } = readLogins(process.env);
  const db = openDatabase({ appUrl, controlUrl, relayUrl, poolSize: 1 });
  let aheadMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 3, 9) - now.getTime();
  const put = async (ms: number) => {
    aheadMs = ms;
    await db.transactionAsControl((tx) => tx('platform.clock').update({ offset_ms: ms }));
    await sleep(NOTICED_MS);
  };
  await put(aheadMs);
  return { pass: (days) => put(Math.min(0, aheadMs + days * DAY_MS)), catchUp: () => put(0).finally(() => db.close()) };
}
