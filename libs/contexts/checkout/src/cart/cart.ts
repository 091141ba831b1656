import type { VariantId } from '@stoa/events/catalog';
import type { CartId, CartLineId } from '@stoa/events/checkout';
import type { MarketId } from '@stoa/events/tenancy';
import { quantityTooHigh } from './cart.errors.js';

export const MAX_QUANTITY = 99;
/** More kinds of goods than this in one cart is no shopping: it is somebody trying our patience. */
export const MAX_LINES = 100;

export type CartStatus = 'open' | 'completed' | 'merged';
/** Wanted goods. `seenPriceMinor` is the unit price the shopper saw when the line was put in, so that a changed one can be pointed out. */
export type CartLine = { readonly id: CartLineId; readonly variantId: VariantId; readonly quantity: number; readonly seenPriceMinor: bigint; readonly addedAt: Date };
/** The part of an address that prices depend on. Names and streets stand in the subject store only. */
export type Destination = { readonly country: string; readonly region: string | null; readonly postcode: string | null };
/** How old the shopper said to be, in full years on the day of saying so. The birthday itself is not kept. */
export type DeclaredAge = { readonly years: number; readonly at: Date };

export type Cart = {
  readonly id: CartId;
  readonly marketId: MarketId;
  readonly locale: string;
  readonly currency: string;
  readonly status: CartStatus;
  readonly customerId: string | null;
  readonly subjectId: string | null;
  readonly shipTo: Destination | null;
  /** The chosen shipping rate by vendor. */
  readonly shippingChoices: Readonly<Record<string, string>>;
  readonly declaredAge: DeclaredAge | null;
  /** The check of the tax id that a business named. */
  readonly taxIdCheckId: string | null;
  readonly version: number;
  readonly changedAt: Date;
  readonly lines: readonly CartLine[];
};

export type WantedLine = { readonly variantId: VariantId; readonly quantity: number; readonly seenPriceMinor: bigint };

/** How many there will be of a kind after some more are added. */
export function moreOf(already: number, added: number): number {
  if (already + added > MAX_QUANTITY) throw quantityTooHigh(MAX_QUANTITY);
  return already + added;
}

/**
 * The rule by which two carts of one shopper become one, after sign-in: everything in either is kept. Where both hold the same goods the greater
 * number counts, not the sum: the same thing put in on the phone and on the laptop is nearly always one wish. The younger cart (the one in the
 * shopper's hands) decides about e-mail, address and shipping; what it does not say, the older one does.
 */
export function mergeCarts(inHand: Cart, older: Cart): { lines: WantedLine[]; shipTo: Destination | null; subjectId: string | null; shippingChoices: Record<string, string>; declaredAge: DeclaredAge | null; taxIdCheckId: string | null } {
  const byVariant = new Map<VariantId, WantedLine>();
  for (const line of [...older.lines, ...inHand.lines]) {
    const before = byVariant.get(line.variantId);
    byVariant.set(line.variantId, { variantId: line.variantId, seenPriceMinor: line.seenPriceMinor, quantity: Math.max(line.quantity, before?.quantity ?? 0) });
  }
  const speaks = inHand.subjectId !== null ? inHand : older;
  return {
    lines: [...byVariant.values()].slice(0, MAX_LINES),
    subjectId: speaks.subjectId,
    shipTo: speaks.shipTo,
    shippingChoices: { ...older.shippingChoices, ...inHand.shippingChoices },
    declaredAge: inHand.declaredAge ?? older.declaredAge,
    taxIdCheckId: inHand.taxIdCheckId ?? older.taxIdCheckId,
  };
}

/** Full years from a birthday to a day, both `YYYY-MM-DD`. Who is born on 29 February has their birthday on 1 March in other years. */
export function fullYears(bornOn: string, today: string): number {
  const [bornYear, bornDay] = [Number(bornOn.slice(0, 4)), bornOn.slice(5)];
  return Number(today.slice(0, 4)) - bornYear - (today.slice(5) < bornDay ? 1 : 0);
}
