import { DomainError } from '@stoa/platform/errors';

export const listingNotFound = () => new DomainError('catalog.listing_not_found', 'not_found', 'There is no such listing.');

export const listingCannotMove = (from: string, to: string) =>
  new DomainError('catalog.listing_cannot_move', 'conflict', `A listing that is ${from} cannot become ${to}.`, { from, to });

export const listingNotReady = (missing: readonly string[]) =>
  new DomainError('catalog.listing_not_ready', 'conflict', `The listing still lacks: ${missing.join(', ')}.`, { missing });

export const listingFlawed = (flaws: readonly { pointer: string; message: string }[]) =>
  new DomainError('catalog.listing_flawed', 'unprocessable', `The listing cannot be saved: ${flaws.map((flaw) => flaw.message).join(' ')}`, { errors: flaws.map((flaw) => ({ ...flaw, code: 'flawed' })) });

export const skuTaken = (skus: readonly string[]) =>
  new DomainError('catalog.sku_taken', 'conflict', `Another listing of yours already uses the SKU ${skus.join(', ')}. Give this one its own.`, { skus });

export const listingChangedMeanwhile = () =>
  new DomainError('catalog.listing_changed_meanwhile', 'precondition_failed', 'Somebody saved this listing meanwhile. Load it again, then repeat your change.');

export const versionRequired = () =>
  new DomainError('request.if_match_required', 'precondition_required', 'Say with If-Match which version you changed.');

export type RuleRefusal = { market: string; place: string; rule: string; cite: string; message: string; what_to_do: string };

/** Names every rule that forbids the sale, where it stands in the law, and what would help. */
export const listingRefusedByRules = (refusals: readonly RuleRefusal[]) =>
  new DomainError('catalog.listing_refused_by_rules', 'conflict', refusals.map((refusal) => refusal.message).join(' '), { refusals });

export const mediaNotFound = () => new DomainError('catalog.media_not_found', 'not_found', 'There is no such picture.');

export const vendorMayNotList = () =>
  new DomainError('catalog.vendor_may_not_list', 'conflict', 'Only a vendor that was approved may offer goods.');
