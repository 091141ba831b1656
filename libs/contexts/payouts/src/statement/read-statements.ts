import type { RefundId } from '@stoa/events/payments';
import type { TransferId } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import { bookChanges, bookLines, bookSums, bookedBetween, listClosings, type LineKey } from '@stoa/ledger';
import { namesOfOrders, type OrderName } from '@stoa/orders';
import type { TxCtx } from '@stoa/platform/context';
import { chooseMarket, getTenant } from '@stoa/tenancy';
import { monthsOf, type Month, type Period } from './month.js';
import { transfersOfReversals } from './reversed-transfers.query.js';
import { headsOf, rowOf, totalsOf, VENDOR_KINDS, type StatementHead, type StatementRow, type StatementTotal } from './statement.js';
import { statementNotFound } from './statement.errors.js';

/** The months of the marketplace and the time zone they are cut in: that of its first market. */
export async function readMonths(ctx: TxCtx): Promise<{ months: Month[]; timeZone: string }> {
  const [{ timeZone }, closed, booked] = [await chooseMarket(ctx, null), await listClosings(ctx), await bookedBetween(ctx)];
  return { months: monthsOf({ closed, booked, now: ctx.now, timeZone }), timeZone };
}

/** Every statement of a vendor, the newest first: one for each month since something happened, and each currency. */
export async function listStatements(ctx: TxCtx, vendorId: VendorId): Promise<{ heads: StatementHead[]; timeZone: string }> {
  const { months, timeZone } = await readMonths(ctx);
  const heads = headsOf(months, await bookChanges(ctx, { kinds: VENDOR_KINDS, owner: vendorId }, months.map((month) => month.from)));
  return { heads: heads.sort((a, b) => (a.month.period === b.month.period ? compare(a.currency, b.currency) : compare(b.month.period, a.month.period))), timeZone };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export type Statement = { readonly vendorId: VendorId; readonly head: StatementHead; readonly totals: readonly StatementTotal[]; readonly currencies: readonly string[]; readonly timeZone: string };

/** One month of a vendor. Without a currency: the marketplace's, or what there is. */
export async function getStatement(ctx: TxCtx, of: { vendorId: VendorId; period: Period; currency: string | null }): Promise<Statement> {
  const { heads, timeZone } = await listStatements(ctx, of.vendorId);
  const currencies = heads.filter((head) => head.month.period === of.period).map((head) => head.currency);
  const main = of.currency ?? (await getTenant(ctx)).currency;
  const wanted = of.currency === null && !currencies.includes(main) ? currencies[0] : main;
  const head = heads.find((one) => one.month.period === of.period && one.currency === wanted);
  if (!head) throw statementNotFound();
  return { vendorId: of.vendorId, head, totals: totalsOf(await bookSums(ctx, spanOf(of.vendorId, head))), currencies, timeZone };
}

export type NamedRow = StatementRow & { readonly order: OrderName | null };

/** The rows of a statement behind a key, with a running balance that begins with the opening one. */
export async function listStatementRows(ctx: TxCtx, statement: Pick<Statement, 'vendorId' | 'head'>, cut: { after: LineKey | null; limit: number }): Promise<NamedRow[]> {
  const lines = await bookLines(ctx, spanOf(statement.vendorId, statement.head), { ...cut, always: ['order'] });
  const rows = lines.map((line) => rowOf(line, statement.head.openingMinor));
  const [orders, reversed] = [await namesOfOrders(ctx, rows.flatMap((row) => row.orderId ?? [])), await transfersOfReversals(ctx, rows.flatMap((row) => row.reversalId ?? []))];
  return rows.map((row) => {
    const back: { transferId: TransferId; refundId: RefundId | null } | null = (row.reversalId && reversed.get(row.reversalId)) ?? null;
    return { ...row, ...back, order: (row.orderId && orders.get(row.orderId)) ?? null };
  });
}

/** What the next page of rows begins behind. */
export const keyOfRow = ({ line }: StatementRow): LineKey => ({ at: line.at, sourceKind: line.source.kind, sourceId: line.source.id });

const spanOf = (owner: VendorId, { month, currency }: StatementHead) => ({ kinds: VENDOR_KINDS, owner, currency, from: month.from, to: month.to });
