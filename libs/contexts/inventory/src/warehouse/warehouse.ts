import { type Actor, speaksFor } from '@stoa/platform/context';
import type { VendorId } from '@stoa/events/vendors';
import type { WarehouseId } from '@stoa/events/inventory';
import { timeZoneUnknown } from './warehouse.errors.js';

export type WarehouseAddress = {
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly region: string | null;
  readonly postcode: string;
  readonly country: string;
};

/** A place goods are sent from. The lowest `priority` is asked first. */
export type Warehouse = {
  readonly id: WarehouseId;
  readonly vendorId: VendorId;
  readonly name: string;
  readonly address: WarehouseAddress;
  readonly country: string;
  /** The clock on its wall (IANA): what is ordered before the cut-off there leaves the same day. */
  readonly timeZone: string;
  readonly priority: number;
  /** Out of use: its stock is not for sale, but still counted. */
  readonly active: boolean;
  readonly createdAt: Date;
  readonly version: number;
};

export const mayKeep = (actor: Actor, warehouse: Pick<Warehouse, 'vendorId'>): boolean => speaksFor(actor, warehouse.vendorId);

/** Countries with one clock, and the states of the others. Source: IANA zone1970.tab. */
const ZONES: Readonly<Record<string, string>> = {
  AT: 'Europe/Vienna', BE: 'Europe/Brussels', CH: 'Europe/Zurich', CZ: 'Europe/Prague', DE: 'Europe/Berlin', DK: 'Europe/Copenhagen', EE: 'Europe/Tallinn',
  FI: 'Europe/Helsinki', FR: 'Europe/Paris', GB: 'Europe/London', IE: 'Europe/Dublin', IT: 'Europe/Rome', JP: 'Asia/Tokyo', LT: 'Europe/Vilnius',
  LU: 'Europe/Luxembourg', LV: 'Europe/Riga', NL: 'Europe/Amsterdam', NO: 'Europe/Oslo', PL: 'Europe/Warsaw', SE: 'Europe/Stockholm', SG: 'Asia/Singapore',
  'US-AZ': 'America/Phoenix', 'US-CA': 'America/Los_Angeles', 'US-CO': 'America/Denver', 'US-NV': 'America/Los_Angeles', 'US-NY': 'America/New_York',
  'US-OR': 'America/Los_Angeles', 'US-TX': 'America/Chicago', 'US-UT': 'America/Denver', 'US-WA': 'America/Los_Angeles',
};

/** The clock at an address; refuses where a country has several and the region does not tell, so that nobody guesses. */
export function timeZoneAt(address: Pick<WarehouseAddress, 'country' | 'region'>): string {
  const region = address.region?.replace(new RegExp(`^${address.country}-`), '') ?? '';
  const zone = ZONES[`${address.country}-${region}`] ?? ZONES[address.country];
  if (zone === undefined) throw timeZoneUnknown(address.country, address.region);
  return zone;
}

/** Does the platform know this clock? */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
