import { type SellableVariant, getSellableVariants, pick } from '@stoa/catalog';
import type { OfferingPacks } from '@stoa/compliance';
import type { SubjectId } from '@stoa/events/privacy';
import type { VendorId } from '@stoa/events/vendors';
import { type Sent, planAllocation } from '@stoa/inventory';
import type { TxCtx } from '@stoa/platform/context';
import { readTogether } from '@stoa/platform/database';
import { type Subject, getSubject } from '@stoa/privacy';
import { type ShippingOption, type ShippingRate, believeRatesTo, readRatesTo, shippingOptions } from '@stoa/shipping';
import { type Buyer, type PackSet, type TaxQuestion, decideTaxes, readBuyer } from '@stoa/tax';
import { type Market, type Tenant, believedTenant, covers, getMarket, getTenant } from '@stoa/tenancy';
import { type Vendor, believedVendors, getVendors } from '@stoa/vendors';
import type { Cart, CartLine, Destination } from '../cart/cart.js';
import { consignmentsOf, shareShipping } from './consignments.js';
import { blockersOf } from './blockers.js';
import { judgeParcels } from './judge-parcels.js';
import { type Blocker, type Quote, type QuotedConsignment, type QuotedLine, type QuotedParcel, sumQuote } from './quote.js';
import { taxFacts } from './tax-facts.js';

/** The rule packs are loaded once by the process. */
export type QuoteDeps = { readonly packs: PackSet; readonly offeringPacks: OfferingPacks };

/** A quote with what it was made from: the page, and the placing, need both. */
export type QuotedCart = {
  readonly cart: Cart;
  readonly market: Market;
  readonly tenant: Tenant;
  readonly subject: Subject | null;
  readonly vendors: ReadonlyMap<VendorId, Vendor>;
  readonly quote: Quote;
  /** What a second source of taxes may be asked, with no transaction open, for the quote to be complete. */
  readonly taxQuestions: readonly TaxQuestion[];
};

/** What the caller knows already. `hold` promises the goods and says where they lie; it is asked when all else is read, since others wait for the same goods from there on. */
export type Known = { readonly hold?: (subject: Subject | null) => Promise<Sent>; readonly tenant?: Tenant; readonly subject?: Subject | null; readonly sellable?: readonly SellableVariant[] | null };

/** Prices a cart as of now: what is for sale, from which warehouse, by which shipping, taxed how. */
export async function quoteCart(ctx: TxCtx, deps: QuoteDeps, cart: Cart, known: Known = {}): Promise<QuotedCart> {
  const isShown = known.hold === undefined; // a page may be a second behind; what is ordered is read anew
  const tenant = known.tenant ?? (await (isShown ? believedTenant : getTenant)(ctx));
  const market = await getMarket(ctx, cart.marketId);
  const subject = known.subject ?? (await readSubject(ctx, cart));
  const destination = cart.shipTo ?? standIn(market);
  const sellable = sellableLines(cart, known.sellable ?? (await readSellable(ctx, cart)));
  const vendorIds = [...new Set(sellable.map((line) => line.vendorId))];
  const [vendors, rates] = await readTogether(
    ctx.tx, async () => (vendorIds.length === 0 ? new Map<VendorId, Vendor>() : (isShown ? believedVendors : getVendors)(ctx, vendorIds)),
    () => (isShown ? believeRatesTo : readRatesTo)(ctx, vendorIds, { currency: market.currency, country: destination.country }),
  );
  const buyer = cart.taxIdCheckId === null ? null : await readBuyer(ctx, cart.taxIdCheckId);
  const { lines, sent } = known.hold ? { lines: sellable, sent: await known.hold(subject) } : await plan(ctx, sellable, destination);
  const consignments = consignmentsOf(lines, sent.allocations, sent.warehouses);
  const shipped = withShipping({ cart, destination, consignments, lines, rates, now: ctx.now });
  const taxed = await withTax(ctx, deps, shipped, { tenant, market, vendors, buyer, destination, city: cart.shipTo === null ? null : (subject?.address?.city ?? null) });
  const judged = judgeParcels(taxed.parcels, { packs: deps.offeringPacks, destination, declaredAge: cart.declaredAge, now: ctx.now, locale: cart.locale });
  const quote: Quote = {
    currency: market.currency, priceMode: market.priceMode, destination, isDestinationKnown: cart.shipTo !== null, buyer, parcels: taxed.parcels,
    unsellable: cart.lines.filter((line) => !sellable.some((found) => found.lineId === line.id)).map((line) => ({ lineId: line.id, variantId: line.variantId, wanted: line.quantity })),
    blockers: [], sums: sumQuote(market.priceMode, taxed.parcels, (names) => pick(names, cart.locale, market.defaultLocale)),
  };
  const blockers = [...blockersOf({ cart, quote, subject, vendors, isCovered: covers(market, destination) }), ...taxed.blockers, ...judged];
  return { cart, market, tenant, subject, vendors, quote: { ...quote, blockers }, taxQuestions: taxed.questions };
}

/** The person behind a cart, once somebody was named. */
export const readSubject = async (ctx: TxCtx, cart: Cart): Promise<Subject | null> => (cart.subjectId === null ? null : getSubject(ctx, cart.subjectId as SubjectId));
/** What its lines are today. */
export const readSellable = async (ctx: TxCtx, cart: Cart): Promise<readonly SellableVariant[]> => (cart.lines.length === 0 ? [] : getSellableVariants(ctx, cart.lines.map((line) => line.variantId), cart.marketId));

/** Until an address is known prices are shown as for the market's own (first) country or state. */
function standIn(market: Market): Destination {
  const [region] = market.regions;
  return { country: region?.slice(0, 2) ?? market.countries[0] ?? '', region: region?.slice(3) ?? null, postcode: null };
}

function sellableLines(cart: Cart, sellable: readonly SellableVariant[]): QuotedLine[] {
  const variants = new Map(sellable.map((v) => [v.variantId, v]));
  return cart.lines.flatMap((line) => {
    const variant = variants.get(line.variantId);
    return variant?.price && variant.allowed ? [quotedLine(line, variant, variant.price.minor, cart.locale)] : [];
  });
}

const quotedLine = (line: CartLine, variant: SellableVariant, unitPriceMinor: bigint, locale: string): QuotedLine => ({
  lineId: line.id, variantId: variant.variantId, listingId: variant.listingId, listingVersionId: variant.listingVersionId, handle: variant.handle, vendorId: variant.vendorId,
  title: pick(variant.title, locale, locale), optionText: pick(variant.optionText, locale, locale), sku: variant.sku, mediaId: variant.mediaId, taxCategory: variant.taxCategory, hasOwnTaxCategory: variant.hasOwnTaxCategory,
  categoryPath: variant.categoryPath, weightGrams: variant.weightGrams, gates: variant.gates, wanted: line.quantity, quantity: line.quantity, available: null,
  unitPriceMinor, seenPriceMinor: line.seenPriceMinor,
});

/** Where the goods would come from. Of what is short, as much as there is; the rest shows as a blocker. */
async function plan(ctx: TxCtx, lines: readonly QuotedLine[], destination: Destination): Promise<{ lines: QuotedLine[]; sent: Sent }> {
  if (lines.length === 0) return { lines: [], sent: NOTHING };
  const ask = (wanted: readonly QuotedLine[]) =>
    planAllocation(ctx, { lines: wanted.map(({ lineId, variantId, quantity }) => ({ lineId, variantId, quantity })), shipTo: { country: destination.country } });
  const planned = await ask(lines);
  if (planned.outcome === 'planned') return { lines: [...lines], sent: planned };
  const available = new Map(planned.lines.map((line) => [line.lineId as string, line.available]));
  const cut = lines.map((line) => ({ ...line, quantity: Math.min(line.wanted, available.get(line.lineId) ?? line.wanted), available: available.get(line.lineId) ?? null }));
  const possible = cut.filter((line) => line.quantity > 0);
  const again = possible.length === 0 ? null : await ask(possible);
  // Somebody bought between the two questions: shown as sold out, and right again on the next look.
  if (again?.outcome !== 'planned') return { lines: cut.map((line) => ({ ...line, quantity: 0, available: line.available ?? 0 })), sent: NOTHING };
  return { lines: cut, sent: again };
}

const NOTHING: Sent = { allocations: [], warehouses: new Map() };

type Shipped = { vendorId: VendorId; options: readonly ShippingOption[]; chosen: ShippingOption | null; consignments: readonly QuotedConsignment[]; lines: readonly QuotedLine[] };

type Leaving = { readonly cart: Cart; readonly destination: Destination; readonly consignments: readonly QuotedConsignment[]; readonly lines: readonly QuotedLine[]; readonly rates: readonly ShippingRate[]; readonly now: Date };

function withShipping(given: Leaving): Shipped[] {
  const vendorIds = [...new Set(given.lines.map((line) => line.vendorId))];
  const parcels = vendorIds.map((vendorId) => ({ vendorId, consignments: given.consignments.filter((c) => c.vendorId === vendorId), lines: given.lines.filter((line) => line.vendorId === vendorId) }));
  const leaving = parcels.filter((parcel) => parcel.consignments.length > 0);
  const options = shippingOptions(given.rates, leaving.map((parcel) => ({
    vendorId: parcel.vendorId,
    warehouses: parcel.consignments.map((c) => ({ id: c.warehouseId, country: c.shipsFrom.country, timeZone: c.shipsFrom.timeZone })),
    gates: parcel.lines.flatMap((line) => line.gates),
    weightGrams: parcel.lines.reduce((grams, line) => grams + line.weightGrams * line.quantity, 0),
  })), { shipTo: { ...given.destination, postcode: given.destination.postcode ?? '' }, now: given.now });
  return parcels.map((parcel) => {
    const offered = options.get(parcel.vendorId) ?? [];
    const chosen = offered.find((option) => option.rateId === given.cart.shippingChoices[parcel.vendorId]) ?? cheapest(offered);
    return { ...parcel, options: offered, chosen, consignments: shareShipping(parcel.consignments, chosen?.price.minor ?? 0n) };
  });
}

const cheapest = (options: readonly ShippingOption[]): ShippingOption | null =>
  options.reduce<ShippingOption | null>((best, option) => (best === null || option.price.minor < best.price.minor ? option : best), null);

type Around = { tenant: Tenant; market: Market; vendors: ReadonlyMap<VendorId, Vendor>; destination: Destination; city: string | null; buyer: Buyer | null };

/** One question for all consignments: a fee that is due once per order falls on the first that owes it, and one checkout is one sale through the marketplace. */
async function withTax(ctx: TxCtx, deps: QuoteDeps, parcels: readonly Shipped[], around: Around): Promise<{ parcels: QuotedParcel[]; blockers: Blocker[]; questions: TaxQuestion[] }> {
  const { tenant, market, vendors, destination, buyer } = around;
  const asked = parcels.flatMap((parcel) => {
    const vendor = vendors.get(parcel.vendorId);
    return vendor ? parcel.consignments.map((consignment) => ({ consignment, facts: taxFacts(consignment, { tenant, vendor, destination, buyer, city: around.city, currency: market.currency, priceMode: market.priceMode, now: ctx.now }) })) : [];
  });
  const answers = asked.length === 0 ? [] : await decideTaxes(ctx, deps, asked.map(({ facts }) => facts));
  const answerTo = new Map(asked.map(({ consignment }, index) => [consignment, answers[index]]));
  const blockers = asked.flatMap(({ consignment }): Blocker[] => {
    const answer = answerTo.get(consignment);
    if (answer?.outcome !== 'no_answer') return [];
    return [{ code: 'no_tax_answer', message: answer.reasons.map((reason) => reason.message).join(' '), lineIds: consignment.parts.map((part) => part.line.lineId), law: null }];
  });
  const decided = (consignment: QuotedConsignment): QuotedConsignment => {
    const answer = answerTo.get(consignment);
    return { ...consignment, tax: answer?.outcome === 'decided' ? answer.decision : null };
  };
  return { parcels: parcels.map((parcel) => ({ ...parcel, consignments: parcel.consignments.map(decided) })), blockers, questions: answers.flatMap((answer) => (answer.outcome === 'no_answer' ? answer.reasons.flatMap(({ ask }) => ask ?? []) : [])) };
}
