import { DomainError } from '@stoa/platform/errors';

export const vendorNotFound = () => new DomainError('vendors.vendor_not_found', 'not_found', 'There is no such vendor.');

export const vendorCannotMove = (from: string, to: string) =>
  new DomainError('vendors.vendor_cannot_move', 'conflict', `A vendor that is ${from} cannot become ${to}.`, { from, to });

export const vendorNotSelling = (name: string) =>
  new DomainError('vendors.vendor_not_selling', 'conflict', `${name} does not sell here at the moment. Take its goods out of the cart to go on.`, { vendor: name });

export const traderFileIncomplete = (missing: readonly string[]) =>
  new DomainError('vendors.trader_file_incomplete', 'conflict', `The trader file still lacks: ${missing.join(', ')}. Ask the vendor for it, then approve.`, { missing });

export const vendorChangedMeanwhile = () =>
  new DomainError('vendors.vendor_changed_meanwhile', 'precondition_failed', 'Somebody saved this vendor meanwhile. Load it again, then repeat your change.');

export const versionRequired = () =>
  new DomainError('request.if_match_required', 'precondition_required', 'Say with If-Match which version you changed.');
