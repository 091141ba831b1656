import { z } from 'zod';
import type { ListingId, VariantId } from '@stoa/events/catalog';
import type { CartId, CartLineId } from '@stoa/events/checkout';
import type { ShippingRateId } from '@stoa/events/shipping';
import type { VendorId } from '@stoa/events/vendors';
import { moneySchema } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import { addressView } from '@stoa/privacy';
import type { Blocker } from './quote.js';

export const cartId = wireId<CartId, 'crt'>('crt');
export const cartLineId = wireId<CartLineId, 'crl'>('crl');
export const variantId = wireId<VariantId, 'var'>('var');
export const listingId = wireId<ListingId, 'lst'>('lst');
export const vendorId = wireId<VendorId, 'ven'>('ven');
export const rateId = wireId<ShippingRateId, 'shr'>('shr');

export const pictureView = z.object({ url: z.string(), alt: z.string(), width: z.int(), height: z.int() });
const placeView = z.object({ city: z.string(), country: z.string() });
const gateView = z.object({ kind: z.string(), params: z.record(z.string(), z.unknown()), cite: z.string(), words: z.string() });
export const noticeView = z.object({ code: z.string(), message: z.string() });
/** `rule`, `cite` and `what_to_do` are there where a law stands in the way. */
const blockerView = noticeView.extend({ rule: z.string().nullable(), cite: z.string().nullable(), what_to_do: z.string().nullable() }).meta({ id: 'Blocker' });

/** One tax of a cart or an order, added up: what was taxed at which rate by whom, and the sum in words. */
export const taxLineView = z.object({
  label: z.string(), rate_pct: z.string().nullable(), base: moneySchema, amount: moneySchema, jurisdiction: z.string(), why: z.string(),
}).meta({ id: 'TaxLine' });

export const summaryView = z.object({
  goods: moneySchema, shipping: moneySchema.nullable(), tax: moneySchema.nullable(),
  fees: z.array(z.object({ code: z.string(), name: z.string(), amount: moneySchema })),
  total: moneySchema, tax_included: z.boolean(), tax_known: z.boolean(), tax_lines: z.array(taxLineView),
}).meta({ id: 'Summary' });

const cartLineView = z.object({
  id: cartLineId.wire, variant_id: variantId.wire, listing_handle: z.string(), title: z.string(), option_text: z.string(), quantity: z.int(),
  unit_price: moneySchema, line_total: moneySchema, media: pictureView.nullable(), stock: z.enum(['in_stock', 'low', 'sold_out']),
  notices: z.array(noticeView), gates: z.array(gateView),
}).meta({ id: 'CartLine' });

const shippingOptionView = z.object({
  rate_id: rateId.wire, name: z.string(), carrier: z.string(), price: moneySchema, from: z.iso.date(), to: z.iso.date(),
  window: z.object({ from: z.string(), to: z.string() }).nullable(), adult_signature: z.boolean(),
}).meta({ id: 'ShippingOption' });

const parcelView = z.object({
  vendor: z.object({ id: vendorId.wire, handle: z.string(), name: z.string(), mark_color: z.string() }),
  /** Where the first of its boxes leaves; `boxes` counts the warehouses the goods come from. */
  ships_from: placeView, boxes: z.int(), lines: z.array(cartLineView),
  shipping: z.object({ chosen: rateId.wire.nullable(), options: z.array(shippingOptionView), price: moneySchema.nullable() }),
  tax_lines: z.array(taxLineView),
}).meta({ id: 'CartParcel' });

/** The business that buys: its tax id, what the public register said, and how the sale treats it. */
const businessView = z.object({
  country: z.string(), tax_id: z.string(), name: z.string().nullable(), outcome: z.enum(['valid', 'invalid', 'unchecked']), treated_as: z.enum(['business', 'consumer']), message: z.string(),
  peppol_id: z.string().nullable(), reference: z.string().nullable(),
}).meta({ id: 'CartBusiness' });

/** A cart priced now. */
export const cartView = z.object({
  id: cartId.wire, version: z.int(), market: z.string(), currency: z.string(), locale: z.string(), email: z.string().nullable(), shipping_address: addressView.nullable(),
  age_declared: z.boolean(), business: businessView.nullable(), parcels: z.array(parcelView), summary: summaryView, notices: z.array(noticeView), ready_to_complete: z.boolean(), blockers: z.array(blockerView),
}).meta({ id: 'Cart' });

export type CartView = z.input<typeof cartView>;
/** A blocker as the shopper's page, and the refusal to complete, tell it. */
export const toBlockerView = ({ code, message, law }: Pick<Blocker, 'code' | 'message' | 'law'>): z.input<typeof blockerView> => ({
  code, message, rule: law?.rule ?? null, cite: law?.cite ?? null, what_to_do: law?.whatToDo ?? null,
});
export type TaxLineView = z.input<typeof taxLineView>;
