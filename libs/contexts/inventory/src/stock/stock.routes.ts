import { z } from 'zod';
import { route, type Route, type RouteWorld } from '@stoa/platform/http';
import { wireId } from '@stoa/platform/typeid';
import type { ListingId, VariantId } from '@stoa/events/catalog';
import { getOwnListing } from '@stoa/catalog';
import { warehouseId } from '../warehouse/warehouse.schemas.js';
import { listLevels } from './level.repository.js';
import { setStock } from './set-stock.js';
import type { Level } from './stock.js';

const variantId = wireId<VariantId, 'var'>('var');
const listingId = wireId<ListingId, 'lst'>('lst');

const levelView = z.object({ variant_id: variantId.wire, warehouse_id: warehouseId.wire, on_hand: z.int(), reserved: z.int(), available: z.int() }).meta({ id: 'StockLevel' });
const toLevelView = (level: Level): z.input<typeof levelView> => ({
  variant_id: variantId.toWire(level.variantId), warehouse_id: warehouseId.toWire(level.warehouseId), on_hand: level.onHand, reserved: level.reserved, available: level.available,
});
const levels = z.object({ data: z.array(levelView) });

/** What lies where, over HTTP. */
export const stockRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/vendor/stock', summary: 'Read the stock of a listing, warehouse by warehouse', audience: 'vendor', permission: 'inventory.read',
    query: z.strictObject({ listing_id: listingId }), response: levels, owner: 'query.listing_id', example: (world: RouteWorld) => ({ query: { listing_id: world.vendorA.publishedListing } }),
    handle: (ctx, { query }) =>
      ctx.inRead(async (tx) => {
        const listing = await getOwnListing(tx, query.listing_id);
        return { data: (await listLevels(tx, listing.content.variants.map((variant) => variant.id))).map(toLevelView) };
      }),
  }),
  route({
    method: 'put', path: '/v1/vendor/stock', summary: 'Say how many pieces lie where', audience: 'vendor', permission: 'inventory.write',
    body: z.strictObject({ levels: z.array(z.strictObject({ variant_id: variantId, warehouse_id: warehouseId, on_hand: z.int().min(0).max(1_000_000) })).min(1).max(500) }), response: levels,
    owner: 'body.levels.0.variant_id', example: (world: RouteWorld) => ({ body: { levels: [{ variant_id: world.vendorA.variant, warehouse_id: world.vendorA.warehouse, on_hand: 40 }] } }),
    handle: (ctx, { body }) =>
      ctx.inTx(async (tx) => {
        await setStock(tx, body.levels.map((level) => ({ variantId: level.variant_id, warehouseId: level.warehouse_id, onHand: level.on_hand })));
        return { data: (await listLevels(tx, body.levels.map((level) => level.variant_id))).map(toLevelView) };
      }),
  }),
];
