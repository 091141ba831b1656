import { z } from 'zod';
import { route, type Route, type RouteWorld } from '@stoa/platform/http';
import type { VendorId } from '@stoa/events/vendors';
import { addRate, dropRate, editRate } from './keep-rate.js';
import { mayKeepRate } from './rate.js';
import { rateNotFound } from './rate.errors.js';
import { getRate, listRates, listZones } from './rate.repository.js';
import { rateBody, rateChange, rateView, shippingRateId, toRateChange, toRateInput, toRateView } from './rate.schemas.js';

const params = z.object({ rate_id: shippingRateId });
const zone = z.object({ code: z.string(), countries: z.array(z.string()), regions: z.array(z.string()) });

/** A vendor's shipping rates over HTTP. */
export const rateRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/vendor/shipping-rates', summary: 'List your shipping rates, and where this marketplace delivers', audience: 'vendor', permission: 'shipping.read',
    response: z.object({ data: z.array(rateView), zones: z.array(zone) }), example: () => ({}),
    handle: (ctx) =>
      ctx.inRead(async (tx) => ({
        data: (await listRates(tx, ctx.actor.vendorId as VendorId)).map(toRateView),
        zones: (await listZones(tx)).map(({ code, countries, regions }) => ({ code, countries: [...countries], regions: [...regions] })),
      })),
  }),
  route({
    method: 'post', path: '/v1/vendor/shipping-rates', summary: 'Add a shipping rate', answers: { 422: 'The rate contradicts itself, or the marketplace does not deliver there.' }, audience: 'vendor', permission: 'shipping.write', body: rateBody, response: rateView, status: 201,
    example: (world: RouteWorld) => ({
      body: { name: { en: 'Standard' }, carrier: 'DHL', price: { amount: 490, currency: world.tenant.currency }, countries: [world.tenant.currency === 'EUR' ? 'DE' : 'US'], transit_days: { min: 1, max: 3 } },
    }),
    handle: async (ctx, { body }) => toRateView(await ctx.inTx((tx) => addRate(tx, ctx.actor.vendorId as VendorId, toRateInput(body)))),
  }),
  route({
    method: 'get', path: '/v1/vendor/shipping-rates/:rate_id', summary: 'Read a shipping rate', audience: 'vendor', permission: 'shipping.read', params, response: rateView,
    owner: 'params.rate_id', example: (world: RouteWorld) => ({ params: { rate_id: world.vendorA.shippingRate } }),
    handle: async (ctx, { params: { rate_id } }) => {
      const rate = await ctx.inRead((tx) => getRate(tx, rate_id));
      if (!mayKeepRate(ctx.actor, rate)) throw rateNotFound();
      return toRateView(rate);
    },
  }),
  route({
    method: 'patch', path: '/v1/vendor/shipping-rates/:rate_id', summary: 'Change a shipping rate', answers: { 422: 'The rate contradicts itself, or the marketplace does not deliver there.' }, audience: 'vendor', permission: 'shipping.write', params, body: rateChange, response: rateView,
    owner: 'params.rate_id', example: (world: RouteWorld) => ({ params: { rate_id: world.vendorA.shippingRate }, body: { carrier: 'UPS' } }),
    handle: async (ctx, { params: { rate_id }, body }) => toRateView(await ctx.inTx((tx) => editRate(tx, rate_id, toRateChange(body)))),
  }),
  route({
    method: 'delete', path: '/v1/vendor/shipping-rates/:rate_id', summary: 'Take a shipping rate out of use', audience: 'vendor', permission: 'shipping.write', params,
    owner: 'params.rate_id', example: (world: RouteWorld) => ({ params: { rate_id: world.vendorA.spareShippingRate } }),
    handle: async (ctx, { params: { rate_id } }) => {
      await ctx.inTx((tx) => dropRate(tx, rate_id));
      return null;
    },
  }),
];
