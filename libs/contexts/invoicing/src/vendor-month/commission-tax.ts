import type { ConsignmentFacts } from '@stoa/tax';
import type { LegalAddress, Tenant } from '@stoa/tenancy';
import type { Vendor } from '@stoa/vendors';

/** The seller of its own service is no vendor: by this name decisions about commission are told from those about sales. */
export const MARKETPLACE = 'marketplace';
export const COMMISSION = 'service.commission';
/** What the register said of a vendor's VAT id, where it was asked. */
export type VendorTaxId = { readonly taxId: string; readonly evidence: ConsignmentFacts['customer']['evidence'] | null };

export type CommissionSupply = {
  readonly tenant: Tenant; readonly vendor: Vendor; readonly taxId: VendorTaxId | null; readonly currency: string;
  /** The last moment of the month. */
  readonly taxPoint: Date;
  readonly grossMinor: readonly bigint[];
};

/** What the tax engine is told of a commission: a service from the marketplace's seat to the vendor's, at a price that includes the tax. Who owes which tax on it stands in the rule packs. */
export function commissionFacts({ tenant, vendor, taxId, currency, taxPoint, grossMinor }: CommissionSupply): ConsignmentFacts {
  const registrations = registrationsOf(tenant);
  return {
    taxPoint, currency, shipFrom: placeOf(tenant.address), shipTo: placeOf(vendor.address),
    seller: {
      id: MARKETPLACE, country: tenant.address.country, establishments: [tenant.address.country], registrations, crossBorderYtdMinor: 0n, oss: false, isPlatform: true,
      // Whoever is registered nowhere charges nothing: the law of its seat then knows it as a small enterprise, or has no answer.
      smallBusiness: !registrations.some((one) => one.country === tenant.address.country),
    },
    platform: { role: 'supplier', establishment: tenant.address.country, registrations: registrations.map((one) => ({ ...one, region: one.region ?? null })) },
    customer: { type: 'business', taxId: taxId?.taxId ?? null, taxIdValid: taxId !== null && taxId.evidence?.outcome !== 'invalid', ...(taxId?.evidence ? { evidence: taxId.evidence } : {}) },
    priceMode: 'incl', lines: grossMinor.map((minor, index) => ({ id: String(index + 1), category: COMMISSION, amountMinor: minor, quantity: 1, discounts: [] })), shipping: null,
  };
}

/** A VAT id is a registration at home, also where it is not listed as one. One-stop shops are for other sales. */
function registrationsOf({ registrations, vatId, address }: Tenant): ConsignmentFacts['seller']['registrations'] {
  const own = registrations.filter((one) => one.scheme !== 'union_oss' && one.scheme !== 'ioss').map(({ country, region, scheme, number }) => ({ country, region, scheme, number }));
  return vatId === null || own.some((one) => one.country === address.country) ? own : [...own, { country: address.country, region: null, scheme: 'vat', number: vatId }];
}

const placeOf = ({ country, region, postcode, city }: LegalAddress | Vendor['address']): ConsignmentFacts['shipFrom'] => ({ country, region, postcode, city });
