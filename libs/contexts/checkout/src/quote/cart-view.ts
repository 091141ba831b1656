import { pick } from '@stoa/catalog';
import { stockFlag } from '@stoa/inventory';
import { invariant } from '@stoa/platform/errors';
import { formatMoney, money, moneyView } from '@stoa/platform/money';
import { type addressView } from '@stoa/privacy';
import type { z } from 'zod';
import type { QuotedCart } from './quote-cart.js';
import type { MediaUrl } from '@stoa/orders';
import { type CartView, cartId, cartLineId, rateId, toBlockerView, variantId, vendorId } from './cart-view.schemas.js';
import { type QuotedLine, type QuotedParcel, agesOf } from './quote.js';
import { taxLinesOf } from './tax-lines.js';
import { cartWords } from './words.js';

const PICTURE = { width: 320, height: 320 };

/** A quoted cart as the shopper sees it, in their language. `mediaUrl` knows where pictures are served. */
export function toCartView(quoted: QuotedCart, mediaUrl: MediaUrl): CartView {
  const { cart, market, subject, quote } = quoted;
  const amount = (minor: bigint) => moneyView(money(minor, quote.currency));
  const { sums } = quote;
  const words = cartWords(cart.locale);
  const ages = agesOf(quote.parcels.flatMap((parcel) => parcel.lines), quote.destination);
  return {
    id: cartId.toWire(cart.id), version: cart.version, market: market.code, currency: quote.currency, locale: cart.locale, email: subject?.email ?? null,
    shipping_address: (subject?.address ?? null) satisfies z.input<typeof addressView> | null, age_declared: cart.declaredAge !== null, business: businessViewOf(quoted, words),
    parcels: quote.parcels.map((parcel) => parcelViewOf(quoted, parcel, mediaUrl)),
    summary: {
      goods: amount(sums.goodsMinor), shipping: sums.shippingMinor === null ? null : amount(sums.shippingMinor), tax: sums.taxMinor === null ? null : amount(sums.taxMinor),
      fees: sums.fees.map((fee) => ({ code: fee.code, name: fee.name, amount: amount(fee.minor) })), total: amount(sums.totalMinor),
      tax_included: quote.priceMode === 'incl', tax_known: sums.taxMinor !== null && quote.isDestinationKnown,
      tax_lines: taxLinesOf(quote.parcels.flatMap((parcel) => parcel.consignments), cart.locale),
    },
    notices: [
      ...ages.slice(0, 1).map((age) => ({ code: 'age_gate', message: words.adult(age) })),
      ...(quote.isDestinationKnown ? [] : [{ code: 'tax_estimated', message: words.estimated }]),
    ],
    ready_to_complete: quote.blockers.length === 0,
    blockers: quote.blockers.map((blocker) => toBlockerView({ ...blocker, message: blocker.code === 'out_of_stock' ? blocker.message : (words.blockers[blocker.code] ?? blocker.message) })),
  };
}

function businessViewOf({ quote: { buyer }, subject }: Pick<QuotedCart, 'quote' | 'subject'>, words: ReturnType<typeof cartWords>): CartView['business'] {
  if (!buyer) return null;
  const { peppol, reference } = subject?.invoiceTo ?? { peppol: null, reference: null };
  const { check: { country, taxId, name, outcome }, treatedAs } = buyer;
  return { country, tax_id: taxId, name, outcome, treated_as: treatedAs, message: words.business(outcome, treatedAs), peppol_id: peppol && `${peppol.scheme}:${peppol.id}`, reference };
}

function parcelViewOf(quoted: QuotedCart, parcel: QuotedParcel, mediaUrl: MediaUrl): CartView['parcels'][number] {
  const { cart, market, vendors, quote } = quoted;
  const vendor = vendors.get(parcel.vendorId);
  invariant(vendor, 'a parcel has a vendor');
  const amount = (minor: bigint) => moneyView(money(minor, quote.currency));
  const [first] = parcel.consignments;
  return {
    vendor: { id: vendorId.toWire(vendor.id), handle: vendor.handle, name: vendor.name, mark_color: vendor.markColour },
    ships_from: first ? { city: first.shipsFrom.city, country: first.shipsFrom.country } : { city: vendor.address.city, country: vendor.address.country },
    boxes: parcel.consignments.length,
    lines: parcel.lines.map((line) => lineViewOf(quoted, line, mediaUrl)),
    shipping: {
      chosen: parcel.chosen === null ? null : rateId.toWire(parcel.chosen.rateId),
      options: parcel.options.map((option) => ({
        rate_id: rateId.toWire(option.rateId), name: pick(option.name, cart.locale, market.defaultLocale), carrier: option.carrier, price: moneyView(option.price),
        from: option.deliveryFrom, to: option.deliveryTo, window: option.window, adult_signature: option.adultSignature,
      })),
      price: parcel.chosen === null ? null : amount(parcel.chosen.price.minor),
    },
    tax_lines: taxLinesOf(parcel.consignments, cart.locale),
  };
}

function lineViewOf(quoted: QuotedCart, line: QuotedLine, mediaUrl: MediaUrl): CartView['parcels'][number]['lines'][number] {
  const { cart, quote } = quoted;
  const words = cartWords(cart.locale);
  const amount = (minor: bigint) => moneyView(money(minor, quote.currency));
  const say = (minor: bigint) => formatMoney(money(minor, quote.currency), cart.locale);
  const notices = [
    ...(line.unitPriceMinor === line.seenPriceMinor ? [] : [{ code: 'price_changed', message: words.priceChanged(line.title, say(line.unitPriceMinor), say(line.seenPriceMinor)) }]),
    ...(line.quantity < line.wanted ? [{ code: line.quantity === 0 ? 'sold_out' : 'few_left', message: line.quantity === 0 ? words.soldOut : words.fewLeft(line.quantity) }] : []),
  ];
  return {
    id: cartLineId.toWire(line.lineId), variant_id: variantId.toWire(line.variantId), listing_handle: line.handle, title: line.title, option_text: line.optionText,
    quantity: line.wanted, unit_price: amount(line.unitPriceMinor), line_total: amount(line.unitPriceMinor * BigInt(line.quantity)),
    media: line.mediaId === null ? null : { url: mediaUrl(line.mediaId, PICTURE.width), alt: line.title, ...PICTURE },
    stock: line.available === null ? 'in_stock' : stockFlag(line.available), notices,
    gates: line.gates.map((gate) => ({ kind: gate.kind, params: { ...gate.params }, cite: gate.cite, words: pick(gate.words, cart.locale, 'en') })),
  };
}
