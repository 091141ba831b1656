import { DomainError } from '@stoa/platform/errors';
import { encode } from '@stoa/platform/typeid';

export const cartNotFound = () => new DomainError('checkout.cart_not_found', 'not_found', 'There is no such cart. Please begin a new one.');
export const cartOrdered = () => new DomainError('checkout.cart_ordered', 'gone', 'This cart has been ordered. Please begin a new one.');
export const cartLineNotFound = () => new DomainError('checkout.cart_line_not_found', 'not_found', 'This is not in your cart any more.');
export const goodsNotForSale = (variantIds: readonly string[]) =>
  new DomainError('checkout.goods_not_for_sale', 'conflict', 'This is not for sale here at the moment.', { variants: variantIds.map((id) => encode('var', id)) });
export const quantityTooHigh = (most: number) =>
  new DomainError('checkout.quantity_too_high', 'conflict', `A cart holds at most ${most} pieces of a kind.`, { most });
export const cartFull = (most: number) => new DomainError('checkout.cart_full', 'conflict', `A cart holds at most ${most} kinds of goods.`, { most });
export const marketUnknown = (code: string) => new DomainError('checkout.market_unknown', 'invalid', `There is no market called ${code} here.`, { market: code });
export const outsideMarket = (country: string) =>
  new DomainError('checkout.outside_market', 'conflict', `Nothing is delivered to ${country} from here.`, { country });
export const birthdayInFuture = () => new DomainError('checkout.birthday_in_future', 'invalid', 'A birthday lies in the past.');
export const signInFirst = () => new DomainError('checkout.sign_in_first', 'unauthenticated', 'Please sign in first.');
