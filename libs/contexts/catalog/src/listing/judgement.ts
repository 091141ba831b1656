import type { Localized } from '../category/category.js';
import type { RuleRefusal } from './listing.errors.js';

/** A condition under which goods may be handed over in a place (`DE`, `US-CA`): an age, hours of the day, a document. `params` are the rule's own. */
export type Gate = {
  readonly market: string;
  readonly kind: 'age' | 'hours' | 'document';
  readonly params: Readonly<Record<string, unknown>>;
  readonly rule: string;
  readonly cite: string;
  readonly words: Localized;
};

/** What the rule packs said of a listing, market by market, and which releases of them. Stored with the version: it explains itself for good. */
export type Judgement = {
  readonly markets: Readonly<Record<string, { readonly outcome: 'allowed' | 'refused' | 'excluded'; readonly refusals: readonly RuleRefusal[]; readonly gates: readonly Gate[] }>>;
  readonly packs: readonly { readonly id: string; readonly version: string }[];
};
