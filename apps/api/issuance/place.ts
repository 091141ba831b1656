import type { Harness } from '@stoa/platform/testing';
import type { Place } from './protocol.js';

/** The key under which the helpers of the tests seal what they write. */
export const MASTER_KEY = '7'.repeat(64);

/** Where processes beside this one find its database. */
export const placeOf = (urls: Harness['urls'], rest: Omit<Place, 'database'>): Place =>
  ({ ...rest, database: { appUrl: urls.DATABASE_URL, controlUrl: urls.DATABASE_CONTROL_URL, relayUrl: urls.DATABASE_RELAY_URL, ownerUrl: urls.DATABASE_OWNER_URL, isStrict: false } });
