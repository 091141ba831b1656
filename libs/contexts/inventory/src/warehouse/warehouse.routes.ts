import { z } from 'zod';
import { route, type Route, type RouteWorld } from '@stoa/platform/http';
import type { VendorId } from '@stoa/events/vendors';
import { closeWarehouse, editWarehouse, openWarehouse } from './keep-warehouse.js';
import { mayKeep } from './warehouse.js';
import { warehouseNotFound } from './warehouse.errors.js';
import { getWarehouse, warehousesOfVendor } from './warehouse.repository.js';
import { toWarehouseChange, toWarehouseInput, toWarehouseView, warehouseBody, warehouseChange, warehouseId, warehouseView } from './warehouse.schemas.js';

const params = z.object({ warehouse_id: warehouseId });

/** A vendor's warehouses over HTTP. */
export const warehouseRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/vendor/warehouses', summary: 'List your warehouses', audience: 'vendor', permission: 'inventory.read', response: z.object({ data: z.array(warehouseView) }), example: () => ({}),
    handle: async (ctx) => ({ data: (await ctx.inRead((tx) => warehousesOfVendor(tx, ctx.actor.vendorId as VendorId))).map(toWarehouseView) }),
  }),
  route({
    method: 'post', path: '/v1/vendor/warehouses', summary: 'Open a warehouse', answers: { 422: 'The address does not say which time zone it lies in.' }, audience: 'vendor', permission: 'inventory.write', body: warehouseBody, response: warehouseView, status: 201,
    example: () => ({ body: { name: 'Halle', address: { line1: 'Hafenstraße 1', city: 'Halle', postcode: '06108', country: 'DE' }, priority: 2 } }),
    handle: async (ctx, { body }) => toWarehouseView(await ctx.inTx((tx) => openWarehouse(tx, ctx.actor.vendorId as VendorId, toWarehouseInput(body)))),
  }),
  route({
    method: 'get', path: '/v1/vendor/warehouses/:warehouse_id', summary: 'Read a warehouse', audience: 'vendor', permission: 'inventory.read', params, response: warehouseView,
    owner: 'params.warehouse_id', example: (world: RouteWorld) => ({ params: { warehouse_id: world.vendorA.warehouse } }),
    handle: async (ctx, { params: { warehouse_id } }) => {
      const warehouse = await ctx.inRead((tx) => getWarehouse(tx, warehouse_id));
      if (!mayKeep(ctx.actor, warehouse)) throw warehouseNotFound();
      return toWarehouseView(warehouse);
    },
  }),
  route({
    method: 'patch', path: '/v1/vendor/warehouses/:warehouse_id', summary: 'Change a warehouse', answers: { 422: 'The address does not say which time zone it lies in.' }, audience: 'vendor', permission: 'inventory.write', params, body: warehouseChange, response: warehouseView,
    owner: 'params.warehouse_id', example: (world: RouteWorld) => ({ params: { warehouse_id: world.vendorA.warehouse }, body: { priority: 3 } }),
    handle: async (ctx, { params: { warehouse_id }, body }) => toWarehouseView(await ctx.inTx((tx) => editWarehouse(tx, warehouse_id, toWarehouseChange(body)))),
  }),
  route({
    method: 'delete', path: '/v1/vendor/warehouses/:warehouse_id', summary: 'Take a warehouse out of use', audience: 'vendor', permission: 'inventory.write', params,
    description: 'Its stock is no longer for sale. Refused while pieces in it are promised to shoppers.',
    owner: 'params.warehouse_id', example: (world: RouteWorld) => ({ params: { warehouse_id: world.vendorA.spareWarehouse } }),
    handle: async (ctx, { params: { warehouse_id } }) => {
      await ctx.inTx((tx) => closeWarehouse(tx, warehouse_id));
      return null;
    },
  }),
];
