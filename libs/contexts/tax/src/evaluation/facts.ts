import { currencies } from '@stoa/platform/money';

/** Where goods leave or arrive. `region` is the state code of a federation (`CA`), null elsewhere. */
export type Place = { country: string; region: string | null; postcode: string | null; city: string | null };
/** A registration counts where it was given: in a country, or in one of its states. */
export type Registration = { country: string; region?: string | null; scheme: string; number: string };
export type PlatformRegistration = Registration & { region: string | null };
export type Discount = { funder: 'vendor' | 'platform' | 'tenant'; amountMinor: bigint };
export type Amount = { minor: bigint; currency: string };
/** What a company that was asked said of the local taxes of a sale whose rates the packs do not know: its reference and rates, frozen with the decision, so that it is worked out again without asking anybody. */
export type ProvidedTax = { source: string; answerId: string; reference: string; askedAt: string; lines: readonly { lineId: string; components: readonly ProvidedComponent[] }[] };
export type ProvidedComponent = { level: string; authority: string; name: string; pct: string };
/** One unit of `base` costs `rate` units of `quote`. Kept with the decision: whence, and of which day. */
export type ExchangeRate = { base: string; quote: string; rate: string; source: string; date: string };
/** A paper by which a buyer is exempt in a state: resale, government, charity. */
export type Certificate = { country: string; region: string; kind: string; valid: boolean };

/** Why a buyer's tax id counted, or did not: the kept check, what the register said under which number, and what the marketplace does with those nobody could check. */
export type TaxIdEvidence = { checkId: string; outcome: 'valid' | 'invalid' | 'unchecked'; register: string | null; requestId: string | null; checkedAt: string; policy: 'as_consumer' | 'accept' };

export type SellerFacts = {
  id: string; country: string; establishments: string[]; registrations: Registration[]; smallBusiness: boolean;
  /** Net intra-union distance sales of the year so far, minor units of the union's limit (EUR). */
  crossBorderYtdMinor: bigint; oss: boolean;
  /** The marketplace itself sells: its commission, its own goods. */
  isPlatform?: boolean;
  /** Own sales of the last twelve months outside the marketplace, by state: `US-KY`. */
  salesByRegion?: Readonly<Record<string, Amount>>;
  transactionsByRegion?: Readonly<Record<string, number>>;
};
export type PlatformFacts = {
  /** `first_party`: the vendor's own shop, where no marketplace steps in. */
  role: 'marketplace' | 'supplier' | 'first_party'; establishment: string; registrations: PlatformRegistration[];
  /** What the platform decides of a sale; not said means that it does. */
  controlsPrice?: boolean; collectsPayment?: boolean; handlesComplaints?: boolean;
};
export type LineFacts = {
  id: string; category: string; amountMinor: bigint; quantity: number; discounts: Discount[];
  /** Where the goods stand in the marketplace's own tree (`ceramics/mugs`), for its overlay to find their tax category by; null where they have one of their own. */
  path?: string | null;
  /** First six digits of the customs tariff. */
  hs6?: string | null;
};

/** All that the engine may know of one consignment. Amounts are minor units of `currency`. */
export type ConsignmentFacts = {
  taxPoint: Date;
  currency: string;
  shipFrom: Place;
  shipTo: Place;
  seller: SellerFacts;
  platform: PlatformFacts;
  customer: { type: 'consumer' | 'business'; taxId: string | null; taxIdValid: boolean; certificates?: readonly Certificate[]; evidence?: TaxIdEvidence };
  priceMode: 'incl' | 'excl';
  /** `amountMinor` is the line's total in the price mode after all discounts; `discounts` says who paid for them. */
  lines: LineFacts[];
  shipping: { amountMinor: bigint; separatelyStated?: boolean } | null;
  /** Intrinsic (customs) value, where it is known apart from the prices. */
  consignmentValue?: Amount;
  /** How many tariff lines the goods fall under, where the lines do not say. */
  tariffLines?: number;
  exchangeRates?: readonly ExchangeRate[];
  provided?: ProvidedTax;
  /** Codes of fees due once per order that an earlier consignment of the same order already carries. */
  orderFeesCharged?: readonly string[];
};

/** What a tenant may choose within the packs' bounds; stored with the decision. `acceptedDrafts` of `*` accepts every draft: a trial, never a sale. */
export type Overlay = { roundingLevel: 'line' | 'component' | 'document_rate' | null; roundingMode?: 'half_up' | 'floor' | 'ceil' | null; acceptedDrafts: readonly string[]; /** Of what the marketplace says about its own taxes; not there where it never said anything. */ version?: number; /** Takes every registration that a rule needs for granted: a trial, never a sale. */ registrationsGranted?: boolean };
export const noOverlay: Overlay = { roundingLevel: null, acceptedDrafts: [] };

/** Has the marketplace accepted this draft by its name? */
export const acceptsDraft = (overlay: Overlay, name: string): boolean => overlay.acceptedDrafts.includes(name) || overlay.acceptedDrafts.includes('*');

/** How many minor units one unit of a currency has. */
export const minorUnitsOf = (currency: string): bigint => MINOR_UNITS.get(currency) ?? 100n;
const MINOR_UNITS = new Map(Object.entries(currencies).map(([currency, { exponent }]) => [currency, 10n ** BigInt(exponent)]));
