import type { Buyer, ConsignmentFacts } from '@stoa/tax';
import type { Tenant } from '@stoa/tenancy';
import type { Vendor } from '@stoa/vendors';
import type { Destination } from '../cart/cart.js';
import type { QuotedConsignment } from './quote.js';

export type Surroundings = {
  readonly tenant: Tenant;
  readonly vendor: Vendor;
  readonly destination: Destination;
  /** The town of the address, for the words of the explanation and for city rates. */
  readonly city: string | null;
  readonly currency: string;
  readonly priceMode: 'incl' | 'excl';
  /** Null: nobody said to be a business. */
  readonly buyer: Buyer | null;
  readonly now: Date;
};

/** What the tax engine is told of a consignment: who sells it from where to whom, through which marketplace, and what it is. */
export function taxFacts(consignment: QuotedConsignment, around: Surroundings): ConsignmentFacts {
  const { tenant, vendor, destination, now } = around;
  const today = now.toISOString().slice(0, 10);
  const isValid = (registration: Vendor['registrations'][number]) => registration.validFrom <= today && (registration.validTo === null || today <= registration.validTo);
  return {
    taxPoint: now,
    currency: around.currency,
    shipFrom: { country: consignment.shipsFrom.country, region: consignment.shipsFrom.region, postcode: consignment.shipsFrom.postcode, city: consignment.shipsFrom.city },
    shipTo: { country: destination.country, region: destination.region, postcode: destination.postcode, city: around.city },
    seller: {
      id: vendor.id, country: vendor.country, establishments: [...vendor.establishments],
      registrations: vendor.registrations.filter(isValid).map(({ country, region, scheme, number }) => ({ country, ...(region !== null && { region }), scheme, number })), // a permit of one state is none of another
      smallBusiness: vendor.smallBusiness, crossBorderYtdMinor: vendor.crossBorderYtdMinor, oss: vendor.oss,
    },
    platform: { role: 'marketplace', establishment: tenant.homeCountry, registrations: tenant.registrations.map(({ country, region, scheme, number }) => ({ country, region, scheme, number })) },
    customer: around.buyer?.customer ?? { type: 'consumer', taxId: null, taxIdValid: false },
    priceMode: around.priceMode,
    lines: consignment.parts.map((part) => ({ id: part.partId, category: part.line.taxCategory, path: part.line.hasOwnTaxCategory ? null : part.line.categoryPath, amountMinor: part.amountMinor, quantity: part.quantity, discounts: [] })),
    shipping: { amountMinor: consignment.shippingMinor },
  };
}
