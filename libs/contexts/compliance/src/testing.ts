import { fileURLToPath } from 'node:url';
import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { stateReasons, type ReasonsToState } from './statement/state-reasons.js';
import type { StatementOfReasons } from './statement/statement.js';
import type { ListingFacts } from './offering/judge-listing.js';
import { loadOfferingPacks } from './offering/load-offering-packs.js';
import type { OfferingPacks } from './offering/offering-pack.js';

let loaded: OfferingPacks | null = null;
/** The repository's offering packs, read once per test process. */
export const theOfferingPacks = (): OfferingPacks => (loaded ??= loadOfferingPacks(fileURLToPath(new URL('../../../../config/rule-packs/compliance', import.meta.url))));

/** A complete listing of a German potter for Germany and Finland; say what is different. */
export const aListingToJudge = (more: Partial<ListingFacts> = {}): ListingFacts => ({
  markets: [{ country: 'DE', region: null }, { country: 'FI', region: null }], category: 'goods.household', attributes: { made_by_vendor: true }, pictures: 1, at: new Date('2026-11-02T10:00:00Z'),
  vendor: {
    country: 'DE', registrations: [{ country: 'DE', scheme: 'lucid', number: 'DE1234567890123' }],
    traderFile: { legalName: 'Töpferei Brandt e. K.', address: 'Hainstr. 4, 04109 Leipzig', email: 'post@brandt.example', phone: '+49 341 555 0100', registerNumber: 'HRA 12345', vatId: 'DE123456789', idDocument: false, selfCertified: true },
  }, ...more,
});

/** Reasons for refusing a listing; say what is different. */
export const aStatement = (more: Partial<ReasonsToState> = {}): ReasonsToState => ({
  vendorId: newId<VendorId>(), subject: { kind: 'listing', id: newId() }, restriction: 'listing_refused', ground: 'law', legalBasis: 'Reg. (EU) 2023/988 Art. 19(a)', facts: 'The listing names no manufacturer.', markets: ['DE'],
  automatedDetection: true, automatedDecision: false, ...more,
});

/** The same, stated to the vendor. */
export const savedStatement = (ctx: TxCtx, more: Partial<ReasonsToState> = {}): Promise<StatementOfReasons> => stateReasons(ctx, aStatement(more));
