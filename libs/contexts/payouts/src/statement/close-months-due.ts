import { closeMonths } from '@stoa/ledger';
import type { Ctx } from '@stoa/platform/context';
import { dueToClose } from './month.js';
import { readMonths } from './read-statements.js';

/** Closes the months that are over: from then on their statements are what they are. Answers with how many were closed. */
export async function closeMonthsDue(ctx: Ctx): Promise<number> {
  return ctx.inTx(async (tx) => {
    const due = dueToClose((await readMonths(tx)).months, tx.now);
    return (await closeMonths(tx, due.map(({ period, to }) => ({ period, until: to })))).length;
  });
}
