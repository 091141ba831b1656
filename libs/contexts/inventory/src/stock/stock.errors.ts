import { DomainError } from '@stoa/platform/errors';
import { encode } from '@stoa/platform/typeid';

export const stockIsReserved = (levels: readonly { variant_id: string; warehouse_id: string; reserved: number }[]) =>
  new DomainError('inventory.stock_reserved', 'conflict', `${levels.reduce((sum, level) => sum + level.reserved, 0)} pieces are promised to shoppers right now: the count cannot fall below that. Try again in a few minutes.`, {
    levels: levels.map((level) => ({ variant_id: encode('var', level.variant_id), warehouse_id: encode('whs', level.warehouse_id), reserved: level.reserved })),
  });

export const variantNotFound = () => new DomainError('inventory.variant_not_found', 'not_found', 'There is no such variant.');
