import { z } from 'zod';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { type Route, type RouteWorld, route } from '@stoa/platform/http';
import { addressSchema, type InvoiceTo } from '@stoa/privacy';
import { askSources } from '@stoa/tax';
import { chooseMarket } from '@stoa/tenancy';
import type { CheckoutRouteDeps } from '../deps.js';
import { type Known, type QuotedCart, quoteCart } from '../quote/quote-cart.js';
import { toCartView } from '../quote/cart-view.js';
import { cartId, cartLineId, cartView, rateId, variantId, vendorId } from '../quote/cart-view.schemas.js';
import { addLine } from './add-line.js';
import { type Cart, MAX_QUANTITY } from './cart.js';
import { getOpenCart } from './cart.repository.js';
import { tokenHashOf } from './cart-token.js';
import { changeCartKnowing, changeLine } from './change-cart.js';
import { createCart } from './create-cart.js';
import { nameBusiness, nameConsumer } from './name-business.js';
import { mergeCartOfCustomer } from './merge-carts.js';

const quantity = z.int().min(1).max(MAX_QUANTITY);
const createBody = z.strictObject({ market: z.string().min(1).max(40).optional() });
const lineBody = z.strictObject({ variant_id: variantId, quantity: quantity.default(1) });
const changeBody = z.strictObject({
  lines: z.array(z.strictObject({ variant_id: variantId, quantity: z.int().min(0).max(MAX_QUANTITY) })).max(100).optional(),
  email: z.email().max(254).optional(),
  shipping_address: addressSchema.optional(),
  shipping: z.array(z.strictObject({ vendor_id: vendorId, rate_id: rateId })).max(100).optional(),
  age_declaration: z.strictObject({ born_on: z.iso.date() }).optional(),
  locale: z.string().max(35).optional(),
});
const lineParams = z.object({ line_id: cartLineId });
const addedView = z.object({
  cart: z.object({ id: cartId.wire, version: z.int(), items: z.int() }),
  line: z.object({ id: cartLineId.wire, variant_id: variantId.wire, quantity: z.int() }),
}).meta({ id: 'CartLineAdded' });
const createdView = z.object({ cart: cartView, token: z.string() }).meta({ id: 'CartCreated' });

const withCart = (world: RouteWorld) => ({ headers: { 'Stoa-Cart': world.shopper.cartToken } });

/** A participant of the Peppol network as it is written: the scheme of the EAS list, a colon, the number in it. */
const peppolId = z.string().trim().regex(/^(0\d{3}|99\d{2}):[A-Za-z0-9._:/-]{2,50}$/, 'Write a Peppol ID as scheme and number: 0208:0123456789');

function invoiceToOf({ peppol_id: participant, reference }: { peppol_id?: string | null | undefined; reference?: string | null | undefined }): InvoiceTo | null {
  if (!participant && !reference) return null;
  const at = participant ? participant.indexOf(':') : -1;
  return { peppol: participant ? { scheme: participant.slice(0, at), id: participant.slice(at + 1) } : null, reference: reference || null };
}

/** Carts of guests and shoppers. Whoever holds the token holds the cart. */
export function cartRoutes(deps: CheckoutRouteDeps): Route[] {
  const show = async (tx: TxCtx, cart: Cart, known: Known = {}) => toCartView(await quoteCart(tx, deps, cart, known), deps.mediaUrl(tx.tenantId));
  /** The cart as it is priced now. Where a company has to be asked for a tax first, it is, between two transactions. */
  const showAsking = async (ctx: Ctx, cartToken: string | null, quote: (tx: TxCtx) => Promise<QuotedCart>) => {
    const first = await ctx.inBusyTx(async (tx) => ({ quoted: await quote(tx), media: deps.mediaUrl(tx.tenantId) }));
    if (first.quoted.taxQuestions.length === 0 || !(await askSources(deps, ctx, first.quoted.taxQuestions))) return toCartView(first.quoted, first.media);
    return ctx.inBusyTx(async (tx) => show(tx, await getOpenCart(tx, tokenHashOf(cartToken))));
  };
  return [
    route({
      method: 'post', path: '/v1/store/carts', summary: 'Begin a cart', audience: 'shopper', permission: 'none', body: createBody, response: createdView, status: 201,
      example: () => ({ body: {} }),
      handle: (ctx, { body, request }) =>
        ctx.inBusyTx(async (tx) => {
          const market = await chooseMarket(tx, body.market ?? request.market);
          const locale = market.locales.find((known) => known === request.locale) ?? market.defaultLocale;
          const { cart, token, tenant } = await createCart(tx, market, locale);
          return { cart: await show(tx, cart, { tenant }), token };
        }),
    }),
    route({
      method: 'get', path: '/v1/store/carts/current', summary: 'Show the cart, priced now', answers: { 410: 'The cart has been ordered already.' }, audience: 'shopper', permission: 'none', response: cartView, owner: 'headers.stoa-cart', example: withCart,
      handle: (ctx, { request }) => showAsking(ctx, request.cartToken, async (tx) => quoteCart(tx, deps, await getOpenCart(tx, tokenHashOf(request.cartToken)))),
    }),
    route({
      method: 'patch', path: '/v1/store/carts/current', summary: 'Set goods, e-mail, address, shipping or age of the cart', answers: { 410: 'The cart has been ordered already.' }, audience: 'shopper', permission: 'none', body: changeBody, response: cartView,
      owner: 'headers.stoa-cart', example: (world: RouteWorld) => ({ ...withCart(world), body: { email: 'aino@posteo.example' } }),
      handle: (ctx, { body, request }) =>
        showAsking(ctx, request.cartToken, async (tx) => {
          const { cart, ...known } = await changeCartKnowing(tx, tokenHashOf(request.cartToken), {
            lines: body.lines?.map((line) => ({ variantId: line.variant_id, quantity: line.quantity })), email: body.email, address: body.shipping_address,
            shippingChoices: body.shipping && Object.fromEntries(body.shipping.map((choice) => [choice.vendor_id, choice.rate_id])),
            bornOn: body.age_declaration?.born_on, locale: body.locale,
          });
          return quoteCart(tx, deps, cart, known);
        }),
    }),
    route({
      method: 'post', path: '/v1/store/carts/current/lines', summary: 'Put goods into the cart', answers: { 410: 'The cart has been ordered already.' }, audience: 'shopper', permission: 'none', body: lineBody, response: addedView, status: 201,
      owner: 'headers.stoa-cart', example: (world: RouteWorld) => ({ ...withCart(world), body: { variant_id: world.vendorA.variant, quantity: 1 } }),
      handle: (ctx, { body, request }) =>
        ctx.inBusyTx(async (tx) => {
          const market = await chooseMarket(tx, request.market);
          const added = await addLine(tx, tokenHashOf(request.cartToken), { variantId: body.variant_id, quantity: body.quantity, marketId: market.id });
          return {
            cart: { id: cartId.toWire(added.cartId), version: added.version, items: added.items },
            line: { id: cartLineId.toWire(added.line.id), variant_id: variantId.toWire(added.line.variantId), quantity: added.line.quantity },
          };
        }),
    }),
    route({
      method: 'patch', path: '/v1/store/carts/current/lines/:line_id', summary: 'Change how many are wanted', answers: { 410: 'The cart has been ordered already.' }, audience: 'shopper', permission: 'none', params: lineParams,
      body: z.strictObject({ quantity: z.int().min(0).max(MAX_QUANTITY) }), response: cartView, owner: 'params.line_id',
      example: (world: RouteWorld) => ({ ...withCart(world), params: { line_id: world.shopper.cartLine }, body: { quantity: 2 } }),
      handle: (ctx, { params, body, request }) =>
        ctx.inBusyTx(async (tx) => show(tx, await changeLine(tx, tokenHashOf(request.cartToken), { id: params.line_id, quantity: body.quantity }))),
    }),
    route({
      method: 'delete', path: '/v1/store/carts/current/lines/:line_id', summary: 'Take goods out of the cart', answers: { 410: 'The cart has been ordered already.' }, audience: 'shopper', permission: 'none', params: lineParams, response: cartView,
      owner: 'params.line_id', example: (world: RouteWorld) => ({ ...withCart(world), params: { line_id: world.shopper.cartLine } }),
      handle: (ctx, { params, request }) => ctx.inBusyTx(async (tx) => show(tx, await changeLine(tx, tokenHashOf(request.cartToken), { id: params.line_id, quantity: 0 }))),
    }),
    route({
      method: 'post', path: '/v1/store/carts/current/merge', summary: 'Make the cart the signed-in shopper\'s, with what their earlier one holds', answers: { 410: 'The cart has been ordered already.' }, audience: 'shopper', permission: 'none', response: cartView,
      owner: 'headers.stoa-cart', example: (world: RouteWorld) => ({ headers: { 'Stoa-Cart': world.shopper.guestCartToken } }),
      handle: (ctx, { request }) => ctx.inBusyTx(async (tx) => show(tx, await mergeCartOfCustomer(tx, tokenHashOf(request.cartToken)))),
    }),
    route({
      method: 'put', path: '/v1/store/carts/current/business', summary: 'Say that a business buys, under its tax id', answers: { 410: 'The cart has been ordered already.' }, audience: 'shopper', permission: 'none', response: cartView,
      description: 'The number is held against the form of its country, then against the public register, whose answer is kept as evidence. What cannot be checked is treated as the marketplace chose: as a consumer, or as a business with a note.',
      body: z.strictObject({ country: z.string().regex(/^[A-Z]{2}$/, 'Write a country as two letters: DE'), tax_id: z.string().trim().min(4).max(40), peppol_id: peppolId.nullish(), reference: z.string().trim().max(100).nullish() }),
      owner: 'headers.stoa-cart', example: (world: RouteWorld) => ({ ...withCart(world), body: { country: 'NO', tax_id: '123 456 789 MVA' } }),
      handle: async (ctx, { body, request }) => {
        const cart = await nameBusiness(deps, ctx, tokenHashOf(request.cartToken), { country: body.country, taxId: body.tax_id, invoiceTo: invoiceToOf(body) });
        return ctx.inBusyTx((tx) => show(tx, cart));
      },
    }),
    route({
      method: 'delete', path: '/v1/store/carts/current/business', summary: 'Say that a consumer buys', answers: { 410: 'The cart has been ordered already.' }, audience: 'shopper', permission: 'none', response: cartView,
      owner: 'headers.stoa-cart', example: withCart,
      handle: async (ctx, { request }) => {
        const cart = await nameConsumer(ctx, tokenHashOf(request.cartToken));
        return ctx.inBusyTx((tx) => show(tx, cart));
      },
    }),
    route({
      method: 'get', path: '/v1/store/carts/current/shipping-options', summary: 'List how each vendor\'s goods may be shipped', answers: { 410: 'The cart has been ordered already.' }, audience: 'shopper', permission: 'none',
      response: z.object({ data: z.array(cartView.shape.parcels.element.pick({ vendor: true, ships_from: true, shipping: true })) }), owner: 'headers.stoa-cart', example: withCart,
      handle: (ctx, { request }) =>
        ctx.inBusyTx(async (tx) => ({ data: (await show(tx, await getOpenCart(tx, tokenHashOf(request.cartToken)))).parcels.map(({ vendor, ships_from, shipping }) => ({ vendor, ships_from, shipping })) })),
    }),
  ];
}
