import type { WarehouseId } from '@stoa/events/inventory';
import type { VendorId } from '@stoa/events/vendors';
import type { Allocation, Warehouse } from '@stoa/inventory';
import { invariant } from '@stoa/platform/errors';
import { allocate } from '@stoa/platform/money';
import { type QuotedConsignment, type QuotedLine, type QuotedPart, total } from './quote.js';

/** Puts the allocated parts of lines together: one consignment per warehouse, in the order in which its goods stand in the cart. */
export function consignmentsOf(lines: readonly QuotedLine[], allocations: readonly Allocation[], warehouses: ReadonlyMap<WarehouseId, Warehouse>): QuotedConsignment[] {
  const byWarehouse = new Map<WarehouseId, { vendorId: VendorId; parts: QuotedPart[] }>();
  for (const line of lines) {
    const mine = allocations.filter((allocation) => allocation.lineId === line.lineId);
    for (const allocation of mine) {
      const held = byWarehouse.get(allocation.warehouseId) ?? { vendorId: line.vendorId, parts: [] };
      held.parts.push({
        partId: mine.length === 1 ? line.lineId : `${line.lineId}.${allocation.warehouseId}`,
        line, quantity: allocation.quantity, amountMinor: line.unitPriceMinor * BigInt(allocation.quantity),
      });
      byWarehouse.set(allocation.warehouseId, held);
    }
  }
  return [...byWarehouse].map(([warehouseId, { vendorId, parts }]) => {
    const warehouse = warehouses.get(warehouseId);
    invariant(warehouse, 'goods are allocated to a warehouse that exists');
    const { city, country, region, postcode } = warehouse.address;
    return { vendorId, warehouseId, shipsFrom: { city, country, region, postcode, timeZone: warehouse.timeZone }, parts, shippingMinor: 0n, tax: null };
  });
}

/** A vendor's shipping is charged once per order; its consignments share it by the value of their goods, largest remainder. */
export function shareShipping(consignments: readonly QuotedConsignment[], priceMinor: bigint): QuotedConsignment[] {
  if (consignments.length === 0) return [];
  const shares = allocate(priceMinor, consignments.map((c) => total(c.parts.map((part) => part.amountMinor))));
  return consignments.map((consignment, index) => ({ ...consignment, shippingMinor: shares[index] ?? 0n }));
}
