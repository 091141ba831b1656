import type { VendorId } from '@stoa/events/vendors';
import { balancesOf, bookChanges, type LineKey } from '@stoa/ledger';
import type { TxCtx } from '@stoa/platform/context';
import type { InvariantVerdict } from '@stoa/platform/invariant';
import { keyOfRow, listStatementRows, readMonths } from './read-statements.js';
import { headsOf, VENDOR_KINDS, type StatementHead } from './statement.js';

const PAGE = 500;
/** Older months are closed, and what is closed does not change. */
const NEWEST = 2;

type Found = { readonly what: string }[];

/** Each month opens with what the one before closed with, opening and rows make its closing, and the last one closes with what the books say now. */
export async function statementsClose(ctx: TxCtx): Promise<InvariantVerdict> {
  const { months } = await readMonths(ctx);
  const [changes, balances] = [await bookChanges(ctx, { kinds: VENDOR_KINDS, owner: null }, months.map((month) => month.from)), await balancesOf(ctx, { kinds: VENDOR_KINDS })];
  const breaks: Found = [];
  let lookedAt = 0;
  for (const [key, bookedMinor] of netBalances(balances)) {
    const [owner, currency] = key.split('/') as [VendorId, string];
    const heads = headsOf(months, changes.filter((change) => change.owner === owner && change.currency === currency));
    lookedAt += heads.length;
    breaks.push(...chainBreaks(heads, bookedMinor).map((what) => ({ what: `Vendor ${key}: ${what}` })));
    for (const head of heads.slice(-NEWEST)) breaks.push(...(await rowBreaks(ctx, owner, head)).map((what) => ({ what: `Vendor ${key}: ${what}` })));
  }
  return { looked_at: lookedAt, breaks };
}

function netBalances(balances: Awaited<ReturnType<typeof balancesOf>>): Map<string, bigint> {
  const net = new Map<string, bigint>();
  for (const { account, balanceMinor } of balances) {
    const key = `${account.owner}/${account.currency}`;
    net.set(key, (net.get(key) ?? 0n) + (account.kind === 'vendor.receivable' ? -balanceMinor : balanceMinor));
  }
  return net;
}

/** What does not hold in a vendor's chain of months. */
export function chainBreaks(heads: readonly StatementHead[], bookedMinor: bigint): string[] {
  const last = heads.at(-1)?.closingMinor ?? 0n;
  return [
    ...heads.flatMap((head, i) => (head.openingMinor === (heads[i - 1]?.closingMinor ?? 0n) ? [] : [`${head.month.period} opens with ${head.openingMinor}, the month before closed with ${heads[i - 1]?.closingMinor ?? 0n}`])),
    ...heads.flatMap((head) => (sumOf(head) === head.closingMinor ? [] : [`${head.month.period} comes to ${sumOf(head)} and closes with ${head.closingMinor}`])),
    ...(last === bookedMinor ? [] : [`the last month closes with ${last}, the books say ${bookedMinor}`]),
  ];
}

const sumOf = (head: StatementHead): bigint => head.openingMinor + head.earnedMinor + head.refundedMinor + head.paidOutMinor + head.otherMinor;

async function rowBreaks(ctx: TxCtx, vendorId: VendorId, head: StatementHead): Promise<string[]> {
  let [after, balanceMinor]: [LineKey | null, bigint] = [null, head.openingMinor];
  for (;;) {
    const rows = await listStatementRows(ctx, { vendorId, head }, { after, limit: PAGE });
    for (const row of rows) {
      balanceMinor += row.amountMinor;
      if (row.balanceMinor !== balanceMinor) return [`${head.month.period} shows a balance of ${row.balanceMinor} where its rows come to ${balanceMinor}`];
    }
    if (rows.length < PAGE) break;
    after = keyOfRow(rows.at(-1)!);
  }
  return balanceMinor === head.closingMinor ? [] : [`the rows of ${head.month.period} come to ${balanceMinor}, it closes with ${head.closingMinor}`];
}
