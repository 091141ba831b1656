import { randomUUID } from 'node:crypto';
import { formatMoney, money } from '@stoa/platform/money';
import { type Client, refusal, waitUntil } from '../seed/product/client.js';
import { PASSWORD } from '../seed/product/people.js';
import { type Basket, CARDS, type Cart, complete, fillCart, type Money, type Placed, tokenFor } from '../seed/product/shopper.js';
import { openPage } from './browser.js';
import type { Hands, Selling } from './open-marketplace.js';

export const MUG = 'KL-MUG-USVA-280', SCARF = 'WH-SCH-KRA-1', SPOON = 'AA-SPN-ELM-1';
const LENA = { name: 'Lena Vogt', line1: 'Gartenweg 7', postcode: '50667', city: 'Köln', country: 'DE' };

export const shown = ({ amount, currency }: Money): string => formatMoney(money(BigInt(amount), currency), 'en');
export type Filled = { session: Client; cart: Cart; email: string };
export type Sale = Placed['order_group'] & { email: string; total: Money };

type Found = { total: number; data: { title: string; handle: string; price: Money }[]; facets: { categories: { name: string; count: number }[]; vendors: { name: string; count: number }[] }; did_you_mean: string | null };

/** Step 4: the worker has indexed what was approved; a misspelt word finds it. */
export async function search({ tell, places }: Hands, market: Selling): Promise<void> {
  const ask = (query: string) => market.shop<Found>('GET', `/v1/store/search?${query}`);
  const all = await waitUntil('the index', () => ask(''), (found) => found.total >= 6);
  tell.saw(`${all.total} listings; ${[...all.facets.categories, ...all.facets.vendors].map((one) => `${one.name} ${one.count}`).join(', ')}`);
  const [card] = (await ask('q=bechr')).data;
  tell.check(`“bechr” finds ${card?.title} from ${card && shown(card.price)}`, card?.title.includes('Becher') ?? false, card);
  const listing = await market.shop<{ tax: { note: string }; vendor: { name: string }; variants: { sku: string; stock: string }[] }>('GET', `/v1/store/listings/${card!.handle}`);
  tell.check(`its page: ${listing.variants.length} variants by ${listing.vendor.name}, ${listing.tax.note}`, listing.variants.some((one) => one.sku === MUG && one.stock !== 'sold_out'), listing.variants);
  const page = await openPage(`${places.storefront(market.slug)}/p/${card!.handle}`);
  tell.check('the storefront shows it', page.status === 200 && page.html.includes('Usva'), page.status);
  tell.link('search with a typo', `${places.storefront(market.slug)}/search?q=bechr`);
}

/** Step 5: goods of three vendors in a guest's cart, which becomes the shopper's. */
export async function fillTheCart({ tell }: Hands, market: Selling): Promise<Filled> {
  const email = `lena+${market.slug}@posteo.example`;
  const { session, cart } = await fillCart(market.shop.as({ address: '203.0.113.7' }), basket(market, email));
  for (const parcel of cart.parcels) tell.saw(`${parcel.vendor.name}: ${parcel.lines.map((line) => `${line.quantity} × ${line.title}`).join(', ')}; ${parcel.shipping.options.map((option) => `${option.name} ${shown(option.price)}`).join(' or ')}`);
  tell.check(`${cart.parcels.length} parcels, ${shown(cart.summary.total)} with ${cart.summary.tax && shown(cart.summary.tax)} of tax in it`, cart.parcels.length === 3 && cart.ready_to_complete, cart.blockers);
  const { token } = await market.shop<{ token: string }>('POST', '/v1/store/customers', { body: { email, password: PASSWORD, name: LENA.name } });
  const merged = await session.as({ token })<Cart>('POST', '/v1/store/carts/current/merge');
  tell.check('Lena signs in, and the guest’s cart is hers', merged.summary.total.amount === cart.summary.total.amount);
  return { session: session.as({ token }), cart: merged, email };
}

const basket = ({ variants }: Selling, email: string): Basket => ({ email, address: LENA, lines: [[MUG, 2], [SCARF, 1], [SPOON, 1]].map(([sku, quantity]) => ({ variantId: variants.get(String(sku))!.id, quantity: Number(quantity) })) });

/** Step 6: a declined card, then one that pays; the button pressed twice. */
export async function pay({ tell, places }: Hands, market: Selling, { session, cart, email }: Filled): Promise<Sale> {
  const before = await stockOf(market);
  const problem = await refusal(complete(session, cart, { number: CARDS.declined, name: LENA.name }));
  tell.check(`the card …0002 is declined: ${problem.title}`, problem.code === 'payments.declined', problem);
  const after = await stockOf(market);
  tell.check(`the stock is back: ${after.available} mugs for sale, ${after.reserved} promised`, after.available === before.available && after.reserved === 0, { before, after });
  const confirmation_token = await tokenFor(session, CARDS.pays, LENA.name);
  const call = { idempotencyKey: randomUUID(), body: { payment: { confirmation_token }, terms_accepted: true, expected_total: cart.summary.total } };
  const press = () => session<Placed>('POST', '/v1/store/carts/current/complete', call);
  const first = await press();
  tell.check(`the card …4242 pays ${shown(cart.summary.total)}: order ${first.order_group?.number}`, first.outcome === 'placed', first);
  const second = await press();
  tell.check('the same button sent twice is the same order group', second.order_group.id === first.order_group.id, second);
  const sold = await stockOf(market);
  tell.check(`two mugs fewer are for sale: ${sold.available}`, sold.available === before.available - 2 && sold.reserved === 0, sold);
  tell.link('the order, as the shopper sees it', `${places.storefront(market.slug)}/orders/${first.order_group.tracking_token}`);
  return { ...first.order_group, email, total: cart.summary.total };
}

async function stockOf({ vendors: [potter], variants }: Selling): Promise<{ available: number; reserved: number }> {
  const mug = variants.get(MUG)!;
  const { data } = await potter.session<{ data: { variant_id: string; available: number; reserved: number }[] }>('GET', `/v1/vendor/stock?listing_id=${mug.listingId}`);
  const levels = data.filter((level) => level.variant_id === mug.id);
  return { available: levels.reduce((sum, level) => sum + level.available, 0), reserved: levels.reduce((sum, level) => sum + level.reserved, 0) };
}
