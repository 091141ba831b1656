import { openDatabase } from '@stoa/platform/database';
import { createLog } from '@stoa/platform/log';
import { allChecks } from '@stoa/workspace';
import { readLogins } from '../seed/config.js';
import { checkAll, describeLine } from './check-all.js';

/** Says of a database whether everything that must always hold of money, stock, tax and documents does hold. */
async function main(): Promise<void> {
  const db = openDatabase({ ...readLogins(process.env), poolSize: 2 });
  try {
    const lines = await checkAll(db, allChecks, { now: new Date(), log: createLog({ name: 'money-check', level: 'error' }) });
    for (const line of lines) console.log(describeLine(line));
    const broken = lines.filter((line) => line.breaks > 0).length;
    console.log(`${lines.length - broken} hold, ${broken} broken.`);
    process.exitCode = broken === 0 ? 0 : 1;
  } finally {
    await db.close();
  }
}

await main();
