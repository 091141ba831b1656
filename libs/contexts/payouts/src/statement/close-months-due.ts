import { statementClosed } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import { bookChanges, closeMonths } from '@stoa/ledger';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { announceAll } from '@stoa/platform/events';
import { dueToClose, type Month } from './month.js';
import { readMonths } from './read-statements.js';
import { VENDOR_KINDS } from './statement.js';

/** A month that ended longer ago than this is no news: a marketplace that comes from elsewhere closes years at once. */
const NEWS_MS = 31 * 86_400_000;

/** Closes the months that are over: from then on their statements are what they are, and those in which something happened are told. Answers with how many were closed. */
export async function closeMonthsDue(ctx: Ctx): Promise<number> {
  return ctx.inTx(async (tx) => {
    const due = dueToClose((await readMonths(tx)).months, tx.now);
    const closed = new Set((await closeMonths(tx, due.map(({ period, to }) => ({ period, until: to })))).map(({ period }) => period));
    for (const month of due) if (closed.has(month.period) && month.to.getTime() + NEWS_MS > tx.now.getTime()) await tellClosed(tx, month);
    return closed.size;
  });
}

async function tellClosed(ctx: TxCtx, { period, from, to }: Month): Promise<void> {
  const inside = (await bookChanges(ctx, { kinds: VENDOR_KINDS, owner: null }, [from, to])).filter(({ stretch }) => stretch === 1);
  const statements = new Set(inside.map(({ owner, currency }) => `${owner} ${currency}`));
  await announceAll(ctx, statementClosed, [...statements].map((one) => ({ vendorId: one.split(' ')[0] as VendorId, period, currency: one.split(' ')[1]! })));
}
