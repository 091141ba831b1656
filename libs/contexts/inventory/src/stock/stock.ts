import type { VariantId } from '@stoa/events/catalog';
import type { WarehouseId } from '@stoa/events/inventory';
import type { Warehouse } from '../warehouse/warehouse.js';

/** From here on down a shopper reads "only n left". */
export const LOW_STOCK = 5;
export type StockFlag = 'in_stock' | 'low' | 'sold_out';

/** What a shopper is told about a number of pieces for sale. */
export const stockFlag = (available: number): StockFlag => (available <= 0 ? 'sold_out' : available <= LOW_STOCK ? 'low' : 'in_stock');

/** What one line of a cart wants. `lineId` is the caller's own id of it, a UUID. */
export type Demand = { readonly lineId: string; readonly variantId: VariantId; readonly quantity: number };
/** Pieces of one line that come from one warehouse. A line may have several. */
export type Allocation = { readonly lineId: string; readonly variantId: VariantId; readonly warehouseId: WarehouseId; readonly quantity: number };
/** A line that cannot be filled, and how many pieces of it could be. */
export type Shortage = { readonly lineId: string; readonly variantId: VariantId; readonly available: number };

export type Short = { readonly outcome: 'short'; readonly lines: readonly Shortage[] };
/** Who sends what, with the warehouses that send something. */
export type Sent = { readonly allocations: readonly Allocation[]; readonly warehouses: ReadonlyMap<WarehouseId, Warehouse> };
export type Reservation = ({ readonly outcome: 'reserved' } & Sent) | Short;
export type Plan = ({ readonly outcome: 'planned' } & Sent) | Short;

/** A variant's pieces in one warehouse: `available` is what neither left nor is promised. */
export type Level = { readonly variantId: VariantId; readonly warehouseId: WarehouseId; readonly onHand: number; readonly reserved: number; readonly available: number };
