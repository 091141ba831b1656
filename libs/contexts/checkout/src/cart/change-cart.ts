import { getSellableVariants, type SellableVariant } from '@stoa/catalog';
import type { VariantId } from '@stoa/events/catalog';
import type { CartLineId } from '@stoa/events/checkout';
import type { SubjectId } from '@stoa/events/privacy';
import type { TxCtx } from '@stoa/platform/context';
import { type Address, addSubject, type Subject, updateSubject } from '@stoa/privacy';
import { type Market, covers, getMarket } from '@stoa/tenancy';
import { calendarDay } from './calendar-day.js';
import { birthdayInFuture, cartFull, goodsNotForSale, outsideMarket } from './cart.errors.js';
import { type Cart, type WantedLine, MAX_LINES, fullYears } from './cart.js';
import { getOpenCart, saveCart, setLine, updateCart } from './cart.repository.js';

/** What a shopper may say about a cart; what is left out stays. */
export type CartChanges = {
  readonly lines?: readonly { variantId: VariantId; quantity: number }[];
  readonly email?: string;
  readonly address?: Address;
  readonly shippingChoices?: Readonly<Record<string, string>>;
  readonly bornOn?: string;
  readonly locale?: string;
};

/** A cart as it stands now, with what was read or written on the way and needs no reading again: goods by their variant, and the person if they were named. */
export type ChangedCart = { readonly cart: Cart; readonly sellable: readonly SellableVariant[] | null; readonly subject: Subject | null };

/** Writes down goods, e-mail, address, shipping and age of a cart. Whoever they name stands in the subject store; the cart keeps what prices depend on. */
export const changeCart = async (ctx: TxCtx, tokenHash: Buffer, changes: CartChanges): Promise<Cart> => (await changeCartKnowing(ctx, tokenHash, changes)).cart;

/** The same for who prices the cart next. */
export async function changeCartKnowing(ctx: TxCtx, tokenHash: Buffer, changes: CartChanges): Promise<ChangedCart> {
  const cart = await getOpenCart(ctx, tokenHash, 'for update of c');
  const market = await getMarket(ctx, cart.marketId);
  if (changes.address) mustDeliverTo(market, changes.address);
  const sellable = changes.lines ? await sellableOf(ctx, cart, changes.lines) : null;
  const subject = await keepSubject(ctx, cart, changes);
  const changed = await saveCart(ctx, {
    ...cart,
    subjectId: subject?.id ?? cart.subjectId,
    shipTo: changes.address ? { country: changes.address.country, region: changes.address.region, postcode: changes.address.postcode } : cart.shipTo,
    shippingChoices: { ...cart.shippingChoices, ...changes.shippingChoices },
    declaredAge: changes.bornOn === undefined ? cart.declaredAge : declareAge(changes.bornOn, ctx.now, market.timeZone),
    locale: changes.locale && market.locales.includes(changes.locale) ? changes.locale : cart.locale,
  }, changes.lines ? pricedLines(sellable ?? [], changes.lines) : []);
  return { cart: changed, sellable, subject };
}

/** Sets how many of a line are wanted; nought takes it out. */
export async function changeLine(ctx: TxCtx, tokenHash: Buffer, line: { id: CartLineId; quantity: number }): Promise<Cart> {
  const cart = await getOpenCart(ctx, tokenHash, 'for update of c');
  await setLine(ctx, cart.id, line.id, line.quantity);
  await updateCart(ctx, cart);
  return getOpenCart(ctx, tokenHash);
}

/** Of all that the cart held and will hold: what is for sale at what price. */
async function sellableOf(ctx: TxCtx, cart: Cart, lines: NonNullable<CartChanges['lines']>): Promise<SellableVariant[]> {
  const kinds = new Set([...cart.lines.map((line) => line.variantId), ...lines.map((line) => line.variantId)]);
  if (kinds.size > MAX_LINES) throw cartFull(MAX_LINES);
  return kinds.size === 0 ? [] : getSellableVariants(ctx, [...kinds], cart.marketId);
}

function pricedLines(sellable: readonly SellableVariant[], lines: NonNullable<CartChanges['lines']>): WantedLine[] {
  const wanted = lines.filter((line) => line.quantity > 0);
  const prices = new Map(sellable.filter((v) => v.allowed).map((v) => [v.variantId, v.price]));
  const unsellable = wanted.filter((line) => !prices.get(line.variantId));
  if (unsellable.length > 0) throw goodsNotForSale(unsellable.map((line) => line.variantId));
  return lines.map((line) => ({ ...line, seenPriceMinor: prices.get(line.variantId)?.minor ?? 0n }));
}

async function keepSubject(ctx: TxCtx, cart: Cart, changes: CartChanges): Promise<Subject | null> {
  if (changes.email === undefined && changes.address === undefined) return null;
  const said = {
    ...(changes.email === undefined ? {} : { email: changes.email }),
    ...(changes.address === undefined ? {} : { address: changes.address, name: changes.address.name, phone: changes.address.phone }),
    locale: changes.locale ?? cart.locale,
  };
  return cart.subjectId === null ? addSubject(ctx, said) : updateSubject(ctx, cart.subjectId as SubjectId, said);
}

function declareAge(bornOn: string, now: Date, timeZone: string): Cart['declaredAge'] {
  const years = fullYears(bornOn, calendarDay(now, timeZone));
  if (years < 0) throw birthdayInFuture();
  return { years: Math.min(years, 150), at: now };
}

function mustDeliverTo(market: Market, address: Address): void {
  if (!covers(market, address)) throw outsideMarket(address.region ? `${address.country}-${address.region}` : address.country);
}
