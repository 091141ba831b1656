import type { StatementOfReasonsId } from '@stoa/events/compliance';
import type { VendorId } from '@stoa/events/vendors';

export const RESTRICTIONS = ['listing_refused', 'listing_removed', 'listing_restricted', 'vendor_rejected', 'vendor_suspended', 'payment_stopped'] as const;
export type Restriction = (typeof RESTRICTIONS)[number];

/** What a vendor is told about a restriction: facts, ground, automation (DSA Art. 17(3)). Never changed once stated. */
export type StatementOfReasons = {
  id: StatementOfReasonsId;
  vendorId: VendorId;
  subject: { kind: 'listing' | 'vendor' | 'order'; id: string };
  restriction: Restriction;
  ground: 'law' | 'terms';
  /** The law or the clause of the terms, as one cites it. */
  legalBasis: string;
  facts: string;
  /** Where it holds; empty means everywhere. */
  markets: readonly string[];
  automatedDetection: boolean;
  automatedDecision: boolean;
  decidedBy: string;
  decidedAt: Date;
};
