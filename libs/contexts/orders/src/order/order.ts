import type { CheckoutId } from '@stoa/events/checkout';
import type { ListingId, ListingVersionId, VariantId } from '@stoa/events/catalog';
import type { ConsignmentId, OrderGroupId, OrderId, OrderLineId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import { type Actor, speaksFor } from '@stoa/platform/context';
import type { Consignment, ConsignmentStatus } from '../consignment/consignment.js';

/** `excl`: prices are stated without tax, which is added. `incl`: the stated price holds it. */
export type PriceMode = 'incl' | 'excl';
export type OrderStatus = 'awaiting_payment' | 'to_ship' | 'partly_shipped' | 'shipped' | 'delivered' | 'cancelled';
/** `awaiting`: ordered, the money is on its way. `unpaid`: it never came. */
export type PaymentState = 'awaiting' | 'unpaid' | 'paid' | 'part_refunded' | 'refunded' | 'disputed';
export type PaymentMethod = 'card' | 'sepa_debit' | 'bank_transfer';
/** Where a shopper who pays by bank transfer sends the money. */
export type PaymentInstructions = { readonly accountHolder: string; readonly accountNumber: string; readonly bankCode: string | null; readonly bankName: string | null };
/** How a group is paid. `payBy`: when it lapses unless the money has come; null when the payment company decides. */
export type GroupPayment = { readonly method: PaymentMethod; readonly paidAt: Date | null; readonly payBy: Date | null; readonly instructions: PaymentInstructions | null };
export type Card = { readonly brand: string; readonly last4: string };
/** Tax that the marketplace, not the vendor, owes to an authority. */
export type TaxByPlatform = { readonly authority: string; readonly minor: bigint };

/** A part of a tax amount, for one authority. `name` is the authority's, `label` for people, such as "VAT 19 %, Germany". */
export type TaxPart = {
  readonly authority: string; readonly name: string; readonly label: string; readonly ratePct: string; readonly baseMinor: bigint; readonly minor: bigint; readonly remitter: 'vendor' | 'platform';
};
/** What the marketplace pays the platform for this group: basis points of the net goods, rounded half-up once. */
export type PlatformFee = { readonly planCode: string; readonly basisPoints: bigint; readonly netGoodsMinor: bigint; readonly minor: bigint };

/** Goods of one kind in one consignment. Net, tax and gross are what the tax decision said; commission is fixed for good. */
export type OrderLine = {
  readonly id: OrderLineId;
  readonly orderId: OrderId;
  readonly consignmentId: ConsignmentId;
  readonly seq: number;
  readonly listingId: ListingId;
  readonly listingVersionId: ListingVersionId;
  readonly listingHandle: string | null;
  readonly variantId: VariantId;
  readonly title: string;
  readonly optionText: string;
  readonly sku: string;
  readonly mediaKey: string | null;
  readonly taxCategory: string;
  readonly quantity: number;
  readonly unitPriceMinor: bigint;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
  readonly commissionMinor: bigint;
  readonly commissionBp: bigint;
  readonly commissionRule: string;
  /** What was added for each piece, and the least and the most for each piece, as the rule said. */
  readonly commissionFixedMinor: bigint;
  readonly commissionMinMinor: bigint | null;
  readonly commissionMaxMinor: bigint | null;
  /** The version of the plan that it was charged by; null for lines from before it was kept. */
  readonly commissionPlanVersion: number | null;
  readonly taxes: readonly TaxPart[];
  readonly taxDecisionId: string;
  /** What the tax decision calls this line. */
  readonly taxLineId: string;
};

/** The part of an order group that one vendor fulfils. Amounts in minor units of the group's currency. */
export type Order = {
  readonly id: OrderId;
  readonly groupId: OrderGroupId;
  readonly number: string;
  readonly seq: number;
  readonly vendorId: VendorId;
  readonly vendorName: string;
  readonly status: OrderStatus;
  readonly goodsMinor: bigint;
  readonly shippingMinor: bigint;
  readonly feesMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
  readonly goodsNetMinor: bigint;
  readonly shippingNetMinor: bigint;
  readonly feesNetMinor: bigint;
  readonly taxByPlatform: readonly TaxByPlatform[];
  readonly commissionMinor: bigint;
  readonly platformFeeMinor: bigint;
  readonly shippedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly placedAt: Date;
  readonly version: number;
  readonly consignments: readonly Consignment[];
  readonly lines: readonly OrderLine[];
};

/** What one checkout bought: one payment, one order per vendor. */
export type OrderGroup = {
  readonly id: OrderGroupId;
  readonly number: string;
  readonly checkoutId: CheckoutId;
  readonly attemptId: string;
  readonly marketId: string;
  readonly marketCode: string;
  readonly currency: string;
  readonly locale: string;
  readonly priceMode: PriceMode;
  readonly subjectId: string;
  readonly customerId: string | null;
  readonly shipToCountry: string;
  readonly shipToRegion: string | null;
  readonly status: OrderStatus;
  readonly paymentState: PaymentState;
  readonly payment: GroupPayment;
  readonly card: Card | null;
  readonly goodsMinor: bigint;
  readonly shippingMinor: bigint;
  readonly feesMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
  readonly platformFee: PlatformFee;
  readonly trackingVersion: number;
  readonly placedAt: Date;
  readonly version: number;
  readonly orders: readonly Order[];
};

/** What the whole is, told from its parts: cancelled parts do not count unless all are. */
export function statusOf(parts: readonly (ConsignmentStatus | OrderStatus)[]): OrderStatus {
  const living = parts.filter((part) => part !== 'cancelled');
  if (living.length === 0) return 'cancelled';
  if (living.some((part) => part === 'awaiting_payment')) return 'awaiting_payment'; // all parts wait for the same money
  if (living.every((part) => part === 'delivered')) return 'delivered';
  if (living.every((part) => part === 'shipped' || part === 'delivered')) return 'shipped';
  if (living.every((part) => part === 'to_ship')) return 'to_ship';
  return 'partly_shipped';
}

/** A vendor's people see the vendor's own orders only; staff see all of the marketplace. */
export const maySeeOrder = (actor: Actor, order: { readonly vendorId: string }): boolean => speaksFor(actor, order.vendorId);

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A public number such as OMA-7K2M-94QX, made of 40 random bits: it says nothing of how many orders there are. */
export function orderGroupNumber(prefix: string, random: Uint8Array): string {
  const letters = [...random.subarray(0, 8)].map((byte) => LETTERS[byte & 31]).join('');
  return `${prefix}-${letters.slice(0, 4)}-${letters.slice(4, 8)}`;
}
