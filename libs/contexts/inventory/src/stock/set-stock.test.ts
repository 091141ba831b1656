import { expect, test } from '@jest/globals';
import { actor, announced, asTenant, at, audited, switchTenant, withActor } from '@stoa/platform/testing';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { savedListing } from '@stoa/catalog/testing';
import type { VendorId } from '@stoa/events/vendors';
import { savedWarehouse } from '../testing.js';
import { closeWarehouse, editWarehouse, openWarehouse } from '../warehouse/keep-warehouse.js';
import { isTimeZone, timeZoneAt } from '../warehouse/warehouse.js';
import { warehousesOfVendor } from '../warehouse/warehouse.repository.js';
import { checks } from './checks.query.js';
import { availability, listLevels } from './level.repository.js';
import { release, reserve } from './reserve.js';
import { setStock } from './set-stock.js';

const vendorId = newId<VendorId>();
const looked = async (ctx: TxCtx) => {
  const results = [];
  for (const check of checks) results.push(await check.run(ctx));
  return results;
};

test('a count becomes a movement of the difference, and shoppers hear when goods are back', () =>
  asTenant(async (ctx) => {
    const listing = await savedListing(ctx, { vendorId });
    const variantId = listing.content.variants[0]!.id;
    const warehouseId = (await savedWarehouse(ctx, { vendorId })).id;
    for (const onHand of [12, 9, 9, 20]) await setStock(ctx, [{ variantId, warehouseId, onHand }]);

    const moved = await ctx.tx('inventory.movements').where({ tenant_id: ctx.tenantId, variant_id: variantId }).orderBy('id').select('kind', 'quantity');
    expect(moved).toEqual([{ kind: 'received', quantity: 12 }, { kind: 'adjusted', quantity: -3 }, { kind: 'adjusted', quantity: 11 }]);
    expect(await listLevels(ctx, [variantId])).toEqual([{ variantId, warehouseId, onHand: 20, reserved: 0, available: 20 }]);
    expect(await announced(ctx)).toEqual([{ name: 'inventory.stock_changed', payload: { variantId, available: 12 } }]);
    expect((await audited(ctx)).map((row) => row.after)).toEqual([12, -3, 11].map((difference) => ({ warehouseId, difference })));
  }));

test('what is promised cannot be counted away', () =>
  asTenant(async (ctx) => {
    const listing = await savedListing(ctx, { vendorId });
    const variantId = listing.content.variants[0]!.id;
    const warehouseId = (await savedWarehouse(ctx, { vendorId })).id;
    await setStock(ctx, [{ variantId, warehouseId, onHand: 10 }]);
    await reserve(ctx, { purposeId: newId(), dueAt: at('2026-03-01T09:15:00Z'), lines: [{ lineId: newId(), variantId, quantity: 4 }] });

    await expect(setStock(ctx, [{ variantId, warehouseId, onHand: 3 }])).rejects.toMatchObject({ code: 'inventory.stock_reserved' });
    await setStock(ctx, [{ variantId, warehouseId, onHand: 4 }]);

    expect(await listLevels(ctx, [variantId])).toMatchObject([{ onHand: 4, reserved: 4, available: 0 }]);
    expect((await looked(ctx)).map((result) => [result.looked_at, result.breaks])).toEqual([[1, []], [1, []]]);
  }));

test('goods are laid into warehouses of their own vendor only', () =>
  asTenant(async (ctx) => {
    const listing = await savedListing(ctx, { vendorId });
    const variantId = listing.content.variants[0]!.id;
    const [own, foreign] = [await savedWarehouse(ctx, { vendorId }), await savedWarehouse(ctx)];
    const rival = withActor(ctx, actor.vendor(foreign.vendorId));
    const counted = (warehouseId: typeof own.id) => [{ variantId, warehouseId, onHand: 1 }];

    await expect(setStock(ctx, counted(foreign.id))).rejects.toMatchObject({ code: 'inventory.variant_not_found' });
    await expect(setStock(rival, counted(own.id))).rejects.toMatchObject({ code: 'inventory.warehouse_not_found' });
    await expect(setStock(rival, counted(foreign.id))).rejects.toMatchObject({ code: 'inventory.variant_not_found' });
    await expect(setStock(await switchTenant(ctx), counted(own.id))).rejects.toMatchObject({ code: 'inventory.warehouse_not_found' });
  }));

test('a level that no movement explains is found', () =>
  asTenant(async (ctx) => {
    const listing = await savedListing(ctx, { vendorId });
    const variantId = listing.content.variants[0]!.id;
    const warehouseId = (await savedWarehouse(ctx, { vendorId })).id;
    await setStock(ctx, [{ variantId, warehouseId, onHand: 10 }]);
    await ctx.tx('inventory.levels').where({ tenant_id: ctx.tenantId }).update({ on_hand: 11, reserved: 2 });

    expect((await looked(ctx)).map((result) => result.breaks)).toEqual([
      [{ what: `variant ${variantId} in warehouse ${warehouseId}: 11 on hand, movements say 10` }], [{ what: `variant ${variantId} in warehouse ${warehouseId}: 2 reserved, 0 promised, 11 on hand` }],
    ]);
  }));

test('a warehouse out of use sells nothing, and cannot be closed while shoppers have goods in it', () =>
  asTenant(async (ctx) => {
    const listing = await savedListing(ctx, { vendorId });
    const variantId = listing.content.variants[0]!.id;
    const { id: warehouseId } = await openWarehouse(ctx, vendorId, { name: 'Halle', address: { line1: 'Hafenstraße 1', line2: null, city: 'Halle', region: null, postcode: '06108', country: 'DE' }, timeZone: null, priority: 2 });
    await setStock(ctx, [{ variantId, warehouseId, onHand: 10 }]);
    const purposeId = newId();
    await reserve(ctx, { purposeId, dueAt: at('2026-03-01T09:15:00Z'), lines: [{ lineId: newId(), variantId, quantity: 1 }] });

    await expect(closeWarehouse(ctx, warehouseId)).rejects.toMatchObject({ code: 'inventory.warehouse_in_use', details: { reserved: 1 } });
    await release(ctx, purposeId);
    await closeWarehouse(ctx, warehouseId);
    expect((await availability(ctx, [variantId])).get(variantId)).toBe(0);
    await editWarehouse(ctx, warehouseId, { active: true, priority: 1 });

    expect((await availability(ctx, [variantId])).get(variantId)).toBe(10);
    expect(await warehousesOfVendor(ctx, vendorId)).toMatchObject([{ timeZone: 'Europe/Berlin', priority: 1, active: true }]);
    expect((await announced(ctx)).map((event) => event.payload['available'])).toEqual([10, 0, 10]);
    await expect(editWarehouse(withActor(ctx, actor.vendor(newId())), warehouseId, { priority: 9 })).rejects.toMatchObject({ code: 'inventory.warehouse_not_found' });
  }));

test('the clock of a warehouse follows from its address, or is asked for', () => {
  expect([timeZoneAt({ country: 'FI', region: null }), timeZoneAt({ country: 'US', region: 'CA' }), timeZoneAt({ country: 'US', region: 'US-CO' })]).toEqual(['Europe/Helsinki', 'America/Los_Angeles', 'America/Denver']);
  expect(() => timeZoneAt({ country: 'US', region: 'KY' })).toThrow(expect.objectContaining({ code: 'inventory.time_zone_unknown' }));
  expect([isTimeZone('Europe/Berlin'), isTimeZone('Europe/Fiskars')]).toEqual([true, false]);
});
