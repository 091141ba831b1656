import { z } from 'zod';
import { wireId } from '@stoa/platform/typeid';
import type { WarehouseId } from '@stoa/events/inventory';
import { isTimeZone, type Warehouse } from './warehouse.js';
import type { WarehouseInput } from './keep-warehouse.js';

export const warehouseId = wireId<WarehouseId, 'whs'>('whs');

const text = (max: number) => z.string().trim().min(1).max(max);
const addressBody = z.strictObject({
  line1: text(200), line2: text(200).nullable().default(null), city: text(120), region: text(40).nullable().default(null), postcode: text(20), country: z.string().regex(/^[A-Z]{2}$/, 'Two capital letters, as in DE.'),
});
const timeZone = z.string().max(60).refine(isTimeZone, 'A time zone such as Europe/Berlin.').nullable().default(null).meta({ description: 'Left out, it follows from the address.' });

export const warehouseBody = z.strictObject({ name: text(120), address: addressBody, time_zone: timeZone, priority: z.int().min(1).max(1_000).meta({ description: 'The lowest is asked for goods first.' }) });
export const warehouseChange = z.strictObject({ name: text(120).optional(), address: addressBody.optional(), time_zone: timeZone.unwrap().optional(), priority: z.int().min(1).max(1_000).optional(), active: z.boolean().optional() });

export const toWarehouseInput = (body: z.output<typeof warehouseBody>): WarehouseInput => ({ name: body.name, address: body.address, timeZone: body.time_zone, priority: body.priority });
export const toWarehouseChange = ({ time_zone, ...same }: z.output<typeof warehouseChange>): Partial<WarehouseInput> & { active?: boolean } =>
  Object.fromEntries(Object.entries({ ...same, timeZone: time_zone }).filter(([, value]) => value !== undefined));

export const warehouseView = z.object({
  id: warehouseId.wire, name: z.string(), time_zone: z.string(), priority: z.int(), active: z.boolean(), version: z.int(),
  address: z.object({ line1: z.string(), line2: z.string().nullable(), city: z.string(), region: z.string().nullable(), postcode: z.string(), country: z.string() }),
}).meta({ id: 'Warehouse' });

export const toWarehouseView = (w: Warehouse): z.input<typeof warehouseView> => ({
  id: warehouseId.toWire(w.id), name: w.name, time_zone: w.timeZone, priority: w.priority, active: w.active, version: w.version, address: { ...w.address },
});
