/** Where goods leave or arrive. `region` is the state code of a federation (`CA`), null elsewhere. */
export type Place = { country: string; region: string | null; postcode: string | null; city: string | null };
export type Registration = { country: string; scheme: string; number: string };
export type PlatformRegistration = Registration & { region: string | null };
export type Discount = { funder: 'vendor' | 'platform' | 'tenant'; amountMinor: bigint };

/** All that the engine may know of one consignment. Amounts are minor units of `currency`. */
export type ConsignmentFacts = {
  taxPoint: Date;
  currency: string;
  shipFrom: Place;
  shipTo: Place;
  seller: {
    id: string; country: string; establishments: string[]; registrations: Registration[]; smallBusiness: boolean;
    /** Net intra-union distance sales of the year so far, minor units of the union's limit (EUR). */
    crossBorderYtdMinor: bigint; oss: boolean;
  };
  platform: { role: 'marketplace' | 'supplier'; establishment: string; registrations: PlatformRegistration[] };
  customer: { type: 'consumer' | 'business'; taxId: string | null; taxIdValid: boolean };
  priceMode: 'incl' | 'excl';
  /** `amountMinor` is the line's total in the price mode after all discounts; `discounts` says who paid for them. */
  lines: { id: string; category: string; amountMinor: bigint; quantity: number; discounts: Discount[] }[];
  shipping: { amountMinor: bigint } | null;
  /** Codes of fees due once per order that an earlier consignment of the same order already carries. */
  orderFeesCharged?: readonly string[];
};

/** What a tenant may choose within the packs' bounds; stored with the decision. */
export type Overlay = { roundingLevel: 'line' | 'component' | 'document_rate' | null; acceptedDrafts: readonly string[] };
export const noOverlay: Overlay = { roundingLevel: null, acceptedDrafts: [] };
