import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';
import type { VariantId } from './catalog.js';

export type WarehouseId = Id<'WarehouseId'>;
export type ReservationId = Id<'ReservationId'>;

/** What can be sold of a variant crossed a line that a shopper sees (none, few, enough). `available` is the number of that moment. */
export const stockChanged = defineEvent('inventory.stock_changed', 1, z.object({ variantId: uuid<VariantId>(), available: z.int().min(0) }));
