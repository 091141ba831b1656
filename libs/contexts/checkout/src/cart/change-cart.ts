import { getSellableVariants } from '@stoa/catalog';
import type { VariantId } from '@stoa/events/catalog';
import type { CartLineId } from '@stoa/events/checkout';
import type { SubjectId } from '@stoa/events/privacy';
import type { TxCtx } from '@stoa/platform/context';
import { type Address, putSubject, updateSubject } from '@stoa/privacy';
import { type Market, covers, getMarket } from '@stoa/tenancy';
import { calendarDay } from './calendar-day.js';
import { birthdayInFuture, cartFull, goodsNotForSale, outsideMarket } from './cart.errors.js';
import { type Cart, type WantedLine, MAX_LINES, fullYears } from './cart.js';
import { getOpenCart, setLine, setLines, updateCart } from './cart.repository.js';

/** What a shopper may say about a cart; what is left out stays. */
export type CartChanges = {
  readonly lines?: readonly { variantId: VariantId; quantity: number }[];
  readonly email?: string;
  readonly address?: Address;
  readonly shippingChoices?: Readonly<Record<string, string>>;
  readonly bornOn?: string;
  readonly locale?: string;
};

/** Writes down goods, e-mail, address, shipping and age of a cart. Whoever they name stands in the subject store; the cart keeps what prices depend on. */
export async function changeCart(ctx: TxCtx, tokenHash: Buffer, changes: CartChanges): Promise<Cart> {
  const cart = await getOpenCart(ctx, tokenHash, 'for update of c');
  const market = await getMarket(ctx, cart.marketId);
  if (changes.address) mustDeliverTo(market, changes.address);
  if (changes.lines) await setLines(ctx, cart.id, await pricedLines(ctx, cart, changes.lines));
  await updateCart(ctx, {
    ...cart,
    subjectId: await keepSubject(ctx, cart, changes),
    shipTo: changes.address ? { country: changes.address.country, region: changes.address.region, postcode: changes.address.postcode } : cart.shipTo,
    shippingChoices: { ...cart.shippingChoices, ...changes.shippingChoices },
    declaredAge: changes.bornOn === undefined ? cart.declaredAge : declareAge(changes.bornOn, ctx.now, market.timeZone),
    locale: changes.locale && market.locales.includes(changes.locale) ? changes.locale : cart.locale,
  });
  return getOpenCart(ctx, tokenHash);
}

/** Sets how many of a line are wanted; nought takes it out. */
export async function changeLine(ctx: TxCtx, tokenHash: Buffer, line: { id: CartLineId; quantity: number }): Promise<Cart> {
  const cart = await getOpenCart(ctx, tokenHash, 'for update of c');
  await setLine(ctx, cart.id, line.id, line.quantity);
  await updateCart(ctx, cart);
  return getOpenCart(ctx, tokenHash);
}

async function pricedLines(ctx: TxCtx, cart: Cart, lines: NonNullable<CartChanges['lines']>): Promise<WantedLine[]> {
  const kinds = new Set([...cart.lines.map((line) => line.variantId), ...lines.map((line) => line.variantId)]);
  if (kinds.size > MAX_LINES) throw cartFull(MAX_LINES);
  const wanted = lines.filter((line) => line.quantity > 0);
  const prices = new Map((await getSellableVariants(ctx, wanted.map((line) => line.variantId), cart.marketId)).filter((v) => v.allowed).map((v) => [v.variantId, v.price]));
  const unsellable = wanted.filter((line) => !prices.get(line.variantId));
  if (unsellable.length > 0) throw goodsNotForSale(unsellable.map((line) => line.variantId));
  return lines.map((line) => ({ ...line, seenPriceMinor: prices.get(line.variantId)?.minor ?? 0n }));
}

async function keepSubject(ctx: TxCtx, cart: Cart, changes: CartChanges): Promise<string | null> {
  if (changes.email === undefined && changes.address === undefined) return cart.subjectId;
  const said = {
    ...(changes.email === undefined ? {} : { email: changes.email }),
    ...(changes.address === undefined ? {} : { address: changes.address, name: changes.address.name, phone: changes.address.phone }),
    locale: changes.locale ?? cart.locale,
  };
  if (cart.subjectId === null) return putSubject(ctx, said);
  await updateSubject(ctx, cart.subjectId as SubjectId, said);
  return cart.subjectId;
}

function declareAge(bornOn: string, now: Date, timeZone: string): Cart['declaredAge'] {
  const years = fullYears(bornOn, calendarDay(now, timeZone));
  if (years < 0) throw birthdayInFuture();
  return { years: Math.min(years, 150), at: now };
}

function mustDeliverTo(market: Market, address: Address): void {
  if (!covers(market, address)) throw outsideMarket(address.region ? `${address.country}-${address.region}` : address.country);
}
