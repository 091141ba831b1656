import type { VendorId } from '@stoa/events/vendors';
import type { Subject } from '@stoa/privacy';
import type { Vendor } from '@stoa/vendors';
import type { Cart } from '../cart/cart.js';
import type { Blocker, Quote } from './quote.js';

/** What stands between this cart and an order, as far as goods, stock, addresses and shipping go. */
export function blockersOf(given: { cart: Cart; quote: Quote; subject: Subject | null; vendors: ReadonlyMap<VendorId, Vendor>; isCovered: boolean }): Blocker[] {
  const { cart, quote, subject, vendors } = given;
  const blockers: Blocker[] = [];
  const add = (code: Blocker['code'], message: string, lineIds: Blocker['lineIds'] = []) => void blockers.push({ code, message, lineIds, law: null });
  if (cart.lines.length === 0) add('cart_empty', 'The cart is empty.');
  if (quote.unsellable.length > 0) add('goods_not_for_sale', 'Some goods are not for sale any more. Please take them out.', quote.unsellable.map((line) => line.lineId));
  const short = quote.parcels.flatMap((parcel) => parcel.lines).filter((line) => line.quantity < line.wanted);
  for (const line of short) {
    add('out_of_stock', line.quantity === 0 ? `${line.title} is sold out.` : `Of ${line.title} only ${line.quantity} are left.`, [line.lineId]);
  }
  for (const parcel of quote.parcels) {
    const vendor = vendors.get(parcel.vendorId);
    const lineIds = parcel.lines.map((line) => line.lineId);
    if (!vendor || (vendor.status !== 'approved' && vendor.status !== 'active')) add('vendor_not_selling', `${vendor?.name ?? 'This vendor'} does not sell here at the moment.`, lineIds);
    if (parcel.consignments.length > 0 && parcel.chosen === null) add('no_shipping', `${vendor?.name ?? 'This vendor'} does not deliver to this address.`, lineIds);
  }
  if (quote.buyer && !quote.buyer.isFresh) add('tax_id_old', 'The tax id of the business was checked more than a day ago. Please confirm it once more.');
  if (!subject?.email) add('email_missing', 'We need an e-mail address for the confirmation.');
  if (!quote.isDestinationKnown || !subject?.address) add('address_missing', 'We need an address to deliver to.');
  else if (!given.isCovered) add('outside_market', 'Nothing is delivered to this address from here.');
  return blockers;
}
