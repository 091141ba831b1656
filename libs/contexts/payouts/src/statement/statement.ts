import type { OrderId } from '@stoa/events/orders';
import type { RefundId } from '@stoa/events/payments';
import type { ReversalId, TransferId } from '@stoa/events/payouts';
import type { BookChange, BookLine, EventSum } from '@stoa/ledger';
import type { Month } from './month.js';

/** The accounts that together are what a vendor has with the marketplace; a debt counts against the rest. */
export const VENDOR_KINDS = ['vendor.held', 'vendor.payable', 'vendor.in_transfer', 'vendor.receivable'] as const;

/** One month of a vendor in one currency, in sums: `closing` = `opening` + `earned` + `refunded` + `paidOut` + `other`. What leaves the vendor is negative. */
export type StatementHead = {
  readonly month: Month;
  readonly currency: string;
  readonly openingMinor: bigint;
  /** Sales, less the tax that the marketplace pays for the vendor and its commission. */
  readonly earnedMinor: bigint;
  readonly refundedMinor: bigint;
  /** Sent to the vendor's account, less what came back from there. */
  readonly paidOutMinor: bigint;
  readonly otherMinor: bigint;
  readonly closingMinor: bigint;
  /** Where the closing balance stands. */
  readonly closingIn: { readonly heldMinor: bigint; readonly readyMinor: bigint; readonly inTransferMinor: bigint; readonly owedMinor: bigint };
};

const EARNED = new Set(['split', 'commission']);
const REFUNDED = new Set(['refund_decided', 'refund_taken', 'refund_given_back']);
const PAID_OUT = new Set(['transfer_requested', 'transfer_failed', 'transferred', 'transfer_reversed']);

/** A vendor's months, oldest first, from the first in which something happened: what one closes with opens the next, per currency. */
export function headsOf(months: readonly Month[], changes: readonly BookChange[]): StatementHead[] {
  return [...new Set(changes.map((change) => change.currency))].sort().flatMap((currency) => {
    const own = changes.filter((change) => change.currency === currency);
    const first = Math.max(1, Math.min(...own.map((change) => change.stretch)));
    return months.flatMap((month, i) => (i + 1 < first ? [] : [headOf(month, i + 1, currency, own)]));
  });
}

function headOf(month: Month, stretch: number, currency: string, changes: readonly BookChange[]): StatementHead {
  const [before, inside] = [changes.filter((change) => change.stretch < stretch), changes.filter((change) => change.stretch === stretch)];
  const of = (events: ReadonlySet<string>) => added(inside.filter((change) => events.has(change.event)));
  const standing = (kind: (typeof VENDOR_KINDS)[number]) => added([...before, ...inside].filter((change) => change.kind === kind));
  return {
    month, currency, openingMinor: added(before), earnedMinor: of(EARNED), refundedMinor: of(REFUNDED), paidOutMinor: of(PAID_OUT),
    otherMinor: added(inside.filter(({ event }) => !EARNED.has(event) && !REFUNDED.has(event) && !PAID_OUT.has(event))), closingMinor: added([...before, ...inside]),
    closingIn: { heldMinor: standing('vendor.held'), readyMinor: standing('vendor.payable'), inTransferMinor: standing('vendor.in_transfer'), owedMinor: -standing('vendor.receivable') },
  };
}

const added = (list: readonly { readonly minor: bigint }[]): bigint => list.reduce((total, one) => total + one.minor, 0n);

export const totalCodes = ['sales', 'tax_by_marketplace', 'commission', 'refunds', 'refunds_tax', 'refunds_by_marketplace', 'refunds_failed', 'transfers', 'transfers_reversed', 'other'] as const;
export type TotalCode = (typeof totalCodes)[number];
export type StatementTotal = { readonly code: TotalCode; readonly minor: bigint };

/** What the month is made of; they add up to its change. `sales` and `refunds` are what shoppers paid and got back. */
export function totalsOf(sums: readonly EventSum[]): StatementTotal[] {
  const own = (event: string) => -added(sums.filter((sum) => sum.event === event && sum.isOwn));
  const others = (event: string, kind: EventSum['kind']) => added(sums.filter((sum) => sum.event === event && !sum.isOwn && sum.kind === kind));
  const tax = others('split', 'tax.payable');
  const [refundTax, refundShare] = [others('refund_decided', 'tax.payable'), others('refund_decided', 'tenant.payable')];
  const known: Partial<Record<TotalCode, bigint>> = {
    sales: own('split') - tax, tax_by_marketplace: tax, commission: own('commission'),
    refunds: own('refund_decided') - refundTax - refundShare, refunds_tax: refundTax, refunds_by_marketplace: refundShare, refunds_failed: own('refund_given_back'),
    transfers: own('transferred'), transfers_reversed: own('transfer_reversed'),
  };
  const rest = -added(sums.filter((sum) => sum.isOwn)) - Object.values(known).reduce((total, minor) => total + minor, 0n);
  return totalCodes.map((code) => ({ code, minor: known[code] ?? rest }));
}

export const rowKinds = ['sale', 'refund', 'refund_failed', 'transfer', 'reversal', 'adjustment'] as const;
export type RowKind = (typeof rowKinds)[number];
/** One line of a statement. `amount` = `shopper` + `tax` + `marketplace`, where shoppers had to do with it; what leaves the vendor is negative. */
export type StatementRow = {
  readonly line: BookLine;
  readonly kind: RowKind;
  readonly orderId: OrderId | null;
  readonly refundId: RefundId | null;
  readonly transferId: TransferId | null;
  readonly reversalId: ReversalId | null;
  readonly shopperMinor: bigint | null;
  readonly taxMinor: bigint | null;
  readonly marketplaceMinor: bigint | null;
  readonly amountMinor: bigint;
  readonly balanceMinor: bigint;
};

/** What a line of the vendor's book says. Nothing is worked out that is not in its journals. */
export function rowOf(line: BookLine, openingMinor: bigint): StatementRow {
  const kind = kindOf(line);
  const put = (to: 'tax.payable' | 'tenant.payable') => line.journals.flatMap((journal) => journal.entries).filter((entry) => entry.account.kind === to).reduce((total, entry) => total + entry.amountMinor, 0n);
  const [taxMinor, marketplaceMinor] = [put('tax.payable'), put('tenant.payable')];
  const isOfShoppers = kind === 'sale' || kind === 'refund' || kind === 'refund_failed';
  return {
    line, kind, ...subjectsOf(line), amountMinor: line.amountMinor, balanceMinor: openingMinor + line.balanceMinor,
    ...(isOfShoppers ? { shopperMinor: line.amountMinor - taxMinor - marketplaceMinor, taxMinor, marketplaceMinor } : { shopperMinor: null, taxMinor: null, marketplaceMinor: null }),
  };
}

function kindOf({ source, journals }: BookLine): RowKind {
  if (source.kind === 'order') return 'sale';
  if (source.kind === 'refund_share') return journals.some((journal) => journal.event === 'refund_decided') ? 'refund' : 'refund_failed';
  if (source.kind === 'transfer' || source.kind === 'reversal') return source.kind;
  return 'adjustment';
}

function subjectsOf({ source, journals }: BookLine): Pick<StatementRow, 'orderId' | 'refundId' | 'transferId' | 'reversalId'> {
  const [first = null, second = null] = source.id.split(':');
  const about = journals.map((journal) => journal.memo['order']).find((order) => typeof order === 'string') ?? null;
  const none = { orderId: about as OrderId | null, refundId: null, transferId: null, reversalId: null };
  switch (source.kind) {
    case 'order':
      return { ...none, orderId: first as OrderId };
    case 'refund_share':
      return { ...none, orderId: second as OrderId, refundId: first as RefundId };
    case 'transfer':
      return { ...none, transferId: first as TransferId };
    case 'reversal':
      return { ...none, reversalId: first as ReversalId };
    default:
      return none;
  }
}
