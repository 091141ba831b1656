import type { JournalId } from '@stoa/events/ledger';
import type { TaxDecisionId } from '@stoa/events/tax';
import { listClosings, postingsBetween, type Posting } from '@stoa/ledger';
import { listOrders } from '@stoa/orders';
import type { TxCtx } from '@stoa/platform/context';
import { periodBounds } from '@stoa/platform/local-time';
import { listDecisions } from '@stoa/tax';
import { chooseMarket } from '@stoa/tenancy';
import { type BilledOrder, type MonthBooking, monthsFrom, orderIdOf, type VendorMonth } from './vendor-month.js';
import { insertVendorMonths, listMonthsRead, noteMonthRead } from './vendor-month.repository.js';

type Span = Pick<VendorMonth, 'period' | 'beginsAt' | 'endsAt'>;
const PORTION = 1_000;
const EVENTS: ReadonlySet<string> = new Set(['split', 'commission', 'refund_decided', 'refund_undone']);

/** The first closed month whose bookings were not read for documents yet; null where there is none. Each begins where the one before ended. */
export async function nextMonthToRead(ctx: TxCtx): Promise<Span | null> {
  const closings = await listClosings(ctx);
  if (closings.length === 0) return null;
  const read = await listMonthsRead(ctx);
  const at = closings.findIndex(({ period }) => !read.has(period));
  const closing = closings[at];
  if (!closing) return null;
  const beginsAt = closings[at - 1]?.until ?? periodBounds(closing.period, (await chooseMarket(ctx, null)).timeZone).from;
  return { period: closing.period, beginsAt, endsAt: closing.until };
}

/** Reads the bookings of a closed month and keeps which documents are to be written of it, once: a closed month stays as it is. Answers with how many. */
export async function readClosedMonth(ctx: TxCtx, span: Span): Promise<number> {
  if (!(await noteMonthRead(ctx, span.period))) return 0;
  const bookings = await bookingsOf(ctx, span);
  const months = monthsFrom(bookings, await billedOrders(ctx, bookings), span);
  await insertVendorMonths(ctx, months);
  return months.length;
}

/** One booking per journal that sold, took commission or gave back. What it did to the marketplace's own account is commission where its event says so. */
async function bookingsOf(ctx: TxCtx, { beginsAt, endsAt }: Span): Promise<MonthBooking[]> {
  const found = new Map<JournalId, MonthBooking>();
  for (let after: { occurredAt: Date; journalId: JournalId } | null = null; ; ) {
    const postings: Posting[] = await postingsBetween(ctx, { kinds: ['tenant.payable', 'order.clearing', 'customer.refund_payable'], from: beginsAt, to: endsAt, after, limit: PORTION });
    const last = postings.at(-1);
    if (!last) return [...found.values()];
    after = { occurredAt: last.occurredAt, journalId: last.journalId };
    for (const { journalId, event, source, currency, kind, creditMinor } of postings) {
      if (!EVENTS.has(event)) continue;
      const known = found.get(journalId) ?? { event, source, currency, creditMinor: 0n };
      found.set(journalId, kind === 'tenant.payable' ? { ...known, creditMinor: known.creditMinor + creditMinor } : known);
    }
  }
}

async function billedOrders(ctx: TxCtx, bookings: readonly MonthBooking[]): Promise<Map<string, BilledOrder>> {
  const ids = [...new Set(bookings.flatMap(({ source }) => orderIdOf(source) ?? []))];
  const billed = new Map<string, BilledOrder>();
  for (let index = 0; index < ids.length; index += PORTION) {
    const orders = await listOrders(ctx, ids.slice(index, index + PORTION));
    const own = orders.flatMap((order) => order.consignments.filter((one) => one.seller === 'platform').map((one) => one.taxDecisionId as TaxDecisionId));
    const selfBilled = new Set((own.length === 0 ? [] : await listDecisions(ctx, own)).filter(({ decision }) => decision.b2bLeg?.document === 'self_billed').map(({ orderId }) => orderId));
    for (const order of orders) billed.set(order.id, { vendorId: order.vendorId, isSelfBilled: selfBilled.has(order.id) });
  }
  return billed;
}
