import { createOperator } from '@stoa/identity';
import { createOperatorContext, systemActor } from '@stoa/platform/context';
import { openDatabase } from '@stoa/platform/database';
import { createLog } from '@stoa/platform/log';
import { readLogins } from './config.js';
import { PASSWORD } from './product/people.js';

export const OPERATOR = { email: 'operator@stoa.example', name: 'Mika Salo', password: PASSWORD };

/** The one account that no screen makes: whoever has the deployment's database has it. */
export async function makeFirstOperator(): Promise<void> {
  const { appUrl, controlUrl, relayUrl } = readLogins(process.env);
  const db = openDatabase({ appUrl, controlUrl, relayUrl, poolSize: 2 });
  try {
    const ctx = createOperatorContext(db, { actor: systemActor, now: new Date(), log: createLog({ name: 'seed', level: 'warn' }), requestId: null });
    await ctx.inControlTx((tx) => createOperator(tx, OPERATOR));
  } finally {
    await db.close();
  }
}
