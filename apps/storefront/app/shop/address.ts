import { countryName } from './format.js';
import type { Address } from './store-types.js';

/** An address as it is written on a parcel: the postcode first in Europe, "Sacramento, CA 95814" in America. */
export function addressLines(address: Address, locale: string): string[] {
  const region = address.region?.replace(/^[A-Z]{2}-/, '') ?? '';
  const place = address.country === 'US' ? `${address.city}, ${region} ${address.postcode}` : `${address.postcode} ${address.city}`;
  return [address.name, address.line1, address.line2, place, countryName(address.country, locale)].filter((line): line is string => Boolean(line));
}
