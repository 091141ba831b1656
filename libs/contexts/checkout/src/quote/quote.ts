import type { ListingId, ListingVersionId, MediaId, VariantId } from '@stoa/events/catalog';
import type { CartLineId } from '@stoa/events/checkout';
import type { WarehouseId } from '@stoa/events/inventory';
import type { VendorId } from '@stoa/events/vendors';
import type { Gate } from '@stoa/catalog';
import type { ShippingOption } from '@stoa/shipping';
import type { Buyer, TaxDecision } from '@stoa/tax';
import type { Destination } from '../cart/cart.js';

/** Goods of a cart as they can be had now. `quantity` is what can be sold, `wanted` what the cart asks for. Prices in minor units of the market's currency and price mode. */
export type QuotedLine = {
  readonly lineId: CartLineId;
  readonly variantId: VariantId;
  readonly listingId: ListingId;
  readonly listingVersionId: ListingVersionId;
  readonly handle: string;
  readonly vendorId: VendorId;
  readonly title: string;
  readonly optionText: string;
  readonly sku: string;
  readonly mediaId: MediaId | null;
  readonly taxCategory: string;
  /** The listing names it itself: no rule of its shelf changes it. */
  readonly hasOwnTaxCategory: boolean;
  readonly categoryPath: string;
  readonly weightGrams: number;
  readonly gates: readonly Gate[];
  readonly wanted: number;
  readonly quantity: number;
  readonly available: number | null;
  readonly unitPriceMinor: bigint;
  readonly seenPriceMinor: bigint;
};

/** A part of a line that leaves one warehouse. */
export type QuotedPart = { readonly partId: string; readonly line: QuotedLine; readonly quantity: number; readonly amountMinor: bigint };

/** What leaves one warehouse of a vendor together, with its share of the vendor's shipping and the tax decision about it. */
export type QuotedConsignment = {
  readonly vendorId: VendorId;
  readonly warehouseId: WarehouseId;
  readonly shipsFrom: { readonly city: string; readonly country: string; readonly region: string | null; readonly postcode: string; readonly timeZone: string };
  readonly parts: readonly QuotedPart[];
  readonly shippingMinor: bigint;
  readonly tax: TaxDecision | null;
};

/** What one vendor sells of the cart. `chosen` is the shipping in force: the shopper's choice, or the cheapest. */
export type QuotedParcel = {
  readonly vendorId: VendorId;
  readonly options: readonly ShippingOption[];
  readonly chosen: ShippingOption | null;
  readonly consignments: readonly QuotedConsignment[];
  readonly lines: readonly QuotedLine[];
};

export type BlockerCode =
  | 'cart_empty' | 'goods_not_for_sale' | 'out_of_stock' | 'email_missing' | 'address_missing' | 'outside_market' | 'no_shipping' | 'no_tax_answer'
  | 'age_declaration_missing' | 'too_young' | 'delivery_refused' | 'vendor_not_selling' | 'tax_id_old';
/** The rule of a country or state that stands in the way, where it is written, and what the shopper can do about it. */
export type Law = { readonly rule: string; readonly cite: string; readonly whatToDo: string };
/** Something that must be settled before the cart can be ordered. */
export type Blocker = { readonly code: BlockerCode; readonly message: string; readonly lineIds: readonly CartLineId[]; readonly law: Law | null };

/** A cart priced now, for one destination. Nothing in it is stored until somebody pays. */
export type Quote = {
  readonly currency: string;
  readonly priceMode: 'incl' | 'excl';
  readonly destination: Destination;
  /** False while no address is known and the market's own country stands in for it. */
  readonly isDestinationKnown: boolean;
  /** The business that buys, or somebody who said to be one; null for a consumer. */
  readonly buyer: Buyer | null;
  readonly parcels: readonly QuotedParcel[];
  readonly unsellable: readonly { readonly lineId: CartLineId; readonly variantId: VariantId; readonly wanted: number }[];
  readonly blockers: readonly Blocker[];
  readonly sums: QuoteSums;
};

export type QuoteSums = {
  readonly goodsMinor: bigint;
  readonly shippingMinor: bigint | null;
  readonly taxMinor: bigint | null;
  readonly fees: readonly { readonly code: string; readonly name: string; readonly minor: bigint }[];
  readonly totalMinor: bigint;
};

/** Adds up what is known so far. Where prices hold the tax it is told, not added. */
export function sumQuote(priceMode: Quote['priceMode'], parcels: readonly QuotedParcel[], name: (names: Readonly<Record<string, string>>) => string): QuoteSums {
  const consignments = parcels.flatMap((parcel) => parcel.consignments);
  const goodsMinor = total(consignments.flatMap((c) => c.parts.map((part) => part.amountMinor)));
  const shippingMinor = parcels.every((parcel) => parcel.chosen !== null) ? total(consignments.map((c) => c.shippingMinor)) : null;
  const decisions = consignments.map((c) => c.tax).filter((tax): tax is TaxDecision => tax !== null);
  const isTaxKnown = decisions.length === consignments.length && consignments.length > 0;
  const taxMinor = isTaxKnown ? total(decisions.map((d) => d.totals.taxMinor)) : null;
  const fees = new Map<string, { code: string; name: string; minor: bigint }>();
  for (const fee of decisions.flatMap((d) => d.fees)) {
    fees.set(fee.code, { code: fee.code, name: name(fee.name), minor: (fees.get(fee.code)?.minor ?? 0n) + fee.amountMinor });
  }
  const feesMinor = total([...fees.values()].map((fee) => fee.minor));
  const stated = goodsMinor + (shippingMinor ?? 0n) + feesMinor;
  return { goodsMinor, shippingMinor, taxMinor, fees: [...fees.values()], totalMinor: stated + (priceMode === 'excl' ? (taxMinor ?? 0n) : 0n) };
}

/** The ages below which these goods are not handed over at the destination, the strictest first. */
export function agesOf(lines: readonly Pick<QuotedLine, 'gates'>[], destination: Destination): number[] {
  const place = destination.region === null ? destination.country : `${destination.country}-${destination.region}`;
  const gates = lines.flatMap((line) => line.gates).filter((gate) => gate.kind === 'age' && gate.market === place);
  return [...new Set(gates.map((gate) => Number(gate.params['min_age'])))].sort((a, b) => b - a);
}

export const total = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);
