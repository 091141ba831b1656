import type { ConsignmentFacts, ExchangeRate, Overlay } from '../evaluation/facts.js';
import type { NoAnswerReason } from '../evaluation/no-answer.js';
import type { Liable, Words } from '../pack/pack.js';

export type Remitter = 'seller' | 'platform' | 'none';
export type TaxComponent = { authority: string; name: string; ratePct: string; baseMinor: bigint; taxMinor: bigint; remitter: Remitter };
export type TaxedLine = {
  id: string; category: string; rateCode: string; treatment: string; liable: Liable;
  /** The whole rate of the line: the sum of its components' (for shipping over several rates: `mixed`). */
  ratePct: string;
  netMinor: bigint; taxMinor: bigint; grossMinor: bigint;
  /** Part of the gross that somebody else than the customer pays: discounts funded by tenant or platform. */
  thirdPartyMinor: bigint;
  components: TaxComponent[];
  /** Ids of the rules and rates that made it so; their citations are in the decision's `rules`. */
  why: string[];
};
export type TaxedFee = { code: string; name: Words; authority: string; per: 'order' | 'consignment'; amountMinor: bigint; remitter: Remitter; cite: string };
/** Due beside the price, and not asked for at the checkout: customs duty, an import fee. In the currency of its law. */
export type TaxedDuty = { code: string; name: Words; authority: string; amountMinor: bigint; currency: string; /** How many tariff lines or parcels it was counted for. */ units: number; collectedBy: string; cite: string };
/** Kept back from the vendor's money for an authority. */
export type Withheld = { code: string; name: Words; authority: string; ratePct: string; baseMinor: bigint; amountMinor: bigint; cite: string };

/** What the engine says of one consignment (facts 1.15). Holds its facts, so that it can be explained and worked out again. */
export type TaxDecision = {
  liable: Liable;
  issuer: 'seller' | 'platform';
  scheme: string;
  treatment: string;
  /** Jurisdiction: `DE`, `US-CA`; `none` where nobody taxes it. */
  place: string;
  placeName: Words;
  tax: string;
  currency: string;
  priceMode: 'incl' | 'excl';
  lines: TaxedLine[];
  shipping: TaxedLine | null;
  fees: TaxedFee[];
  totals: { netMinor: bigint; taxMinor: bigint; grossMinor: bigint; customerPaysMinor: bigint };
  b2bLeg: { treatment: string; document: string; cite: string } | null;
  rules: { id: string; cite: string }[];
  packs: { id: string; version: string; sha256: string }[];
  notes: { code: string; text: Words }[];
  rounding: { level: string; mode: string };
  overlay: Overlay;
  /** By which revision of the engine it was made; none is the first. */
  engine?: number;
  facts: ConsignmentFacts;
  duties: TaxedDuty[];
  withheld: Withheld[];
  /** Net and tax in the money of the place, where the sale is in another; null where no rate is known. */
  local: { currency: string; netMinor: bigint; taxMinor: bigint; rates: ExchangeRate[] } | null;
};
export type TaxAnswer = { outcome: 'decided'; decision: TaxDecision } | { outcome: 'no_answer'; reasons: NoAnswerReason[] };
