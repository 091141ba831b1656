import type { DocumentId } from '@stoa/events/invoicing';
import type { OrderId } from '@stoa/events/orders';
import type { RefundId } from '@stoa/events/payments';
import type { TaxDecisionId } from '@stoa/events/tax';
import type { VendorId } from '@stoa/events/vendors';

/** What is written between the marketplace and a vendor for a month: its commission, what the vendor supplied to a marketplace that is the seller in the eyes of the law, and what went back of that. */
export type VendorMonthKind = 'commission' | 'supply' | 'supply_credit';
/** `input` is what the books said of the month when it was closed; the document is worked out from it and from what these name. */
export type VendorMonth = {
  readonly vendorId: VendorId; readonly currency: string; readonly period: string; readonly kind: VendorMonthKind;
  /** Half open. */
  readonly beginsAt: Date; readonly endsAt: Date;
  readonly input: MonthInput;
};
export type VendorMonthKey = Pick<VendorMonth, 'vendorId' | 'currency' | 'period' | 'kind'>;
export type WrittenMonth = VendorMonthKey & { readonly documentId: DocumentId; readonly decisionId: TaxDecisionId | null; readonly isCredit: boolean; readonly endsAt: Date; readonly issuedAt: Date };

/** Commission that was taken with an order: minor units. */
export type ChargedCommission = { readonly orderId: OrderId; readonly minor: bigint };
/** An order's share of a refund. `sign` is -1 where the refund failed, and what it had changed was undone. */
export type RefundedShare = { readonly refundId: RefundId; readonly orderId: OrderId; readonly sign: 1 | -1 };
export type MonthInput = { readonly charged: readonly ChargedCommission[]; readonly refunded: readonly RefundedShare[] };

/** One booking of a month, as the ledger tells it. */
export type MonthBooking = { readonly event: string; readonly source: { readonly kind: string; readonly id: string }; readonly currency: string; readonly creditMinor: bigint };
/** Whose an order is, and whether the marketplace is its seller in the eyes of the law, with a leg that it bills itself. */
export type BilledOrder = { readonly vendorId: VendorId; readonly isSelfBilled: boolean };

/** What of a month's bookings (one per journal, of the marketplace's own account or of what shoppers are owed) makes documents, per vendor, currency and kind. Pure. */
export function monthsFrom(bookings: readonly MonthBooking[], orders: ReadonlyMap<string, BilledOrder>, month: Pick<VendorMonth, 'period' | 'beginsAt' | 'endsAt'>): VendorMonth[] {
  const found = new Map<string, VendorMonth & { input: { charged: ChargedCommission[]; refunded: RefundedShare[] } }>();
  const at = (vendorId: VendorId, currency: string, kind: VendorMonthKind) => {
    const key = `${vendorId} ${currency} ${kind}`;
    const known = found.get(key) ?? { ...month, vendorId, currency, kind, input: { charged: [], refunded: [] } };
    found.set(key, known);
    return known.input;
  };
  for (const { event, source, currency, creditMinor } of bookings) {
    const orderId = orderIdOf(source);
    const order = orderId === null ? undefined : orders.get(orderId);
    if (!order || orderId === null) continue;
    if (event === 'commission' && creditMinor !== 0n) at(order.vendorId, currency, 'commission').charged.push({ orderId, minor: creditMinor });
    if (event === 'split' && order.isSelfBilled) at(order.vendorId, currency, 'supply').charged.push({ orderId, minor: 0n });
    const refund = refundOf(source, event);
    if (refund === null) continue;
    at(order.vendorId, currency, 'commission').refunded.push(refund);
    if (order.isSelfBilled) at(order.vendorId, currency, 'supply_credit').refunded.push(refund);
  }
  return [...found.values()];
}

/** Sources of bookings that documents of a month are written from: a sale, and an order's share of a refund, named `refund:order`. */
export function orderIdOf({ kind, id }: MonthBooking['source']): OrderId | null {
  if (kind === 'order') return id as OrderId;
  return kind === 'refund_share' ? (id.split(':')[1] as OrderId) : null;
}

function refundOf({ kind, id }: MonthBooking['source'], event: string): RefundedShare | null {
  if (kind !== 'refund_share' || (event !== 'refund_decided' && event !== 'refund_undone')) return null;
  const [refundId, orderId] = id.split(':') as [RefundId, OrderId];
  return { refundId, orderId, sign: event === 'refund_decided' ? 1 : -1 };
}
