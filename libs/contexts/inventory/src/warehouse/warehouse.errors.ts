import { DomainError } from '@stoa/platform/errors';

export const warehouseNotFound = () => new DomainError('inventory.warehouse_not_found', 'not_found', 'There is no such warehouse.');

export const warehouseChangedMeanwhile = () =>
  new DomainError('inventory.warehouse_changed_meanwhile', 'conflict', 'Somebody saved this warehouse meanwhile. Load it again, then repeat your change.');

export const timeZoneUnknown = (country: string, region: string | null) =>
  new DomainError('inventory.time_zone_unknown', 'unprocessable', 'Say which time zone this warehouse lies in, such as Europe/Berlin.', { country, region });

export const warehouseInUse = (reserved: number) =>
  new DomainError('inventory.warehouse_in_use', 'conflict', `${reserved} pieces in this warehouse are promised to shoppers right now. Try again once those orders are placed or given up.`, { reserved });
