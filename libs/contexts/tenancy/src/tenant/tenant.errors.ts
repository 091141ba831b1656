import { DomainError } from '@stoa/platform/errors';

export const unknownMarketplace = () => new DomainError('tenancy.unknown_marketplace', 'not_found', 'There is no marketplace here.');

export const tenantNotFound = () => new DomainError('tenancy.tenant_not_found', 'not_found', 'There is no marketplace by that id.');

export const marketplaceClosed = (status: string) =>
  new DomainError('tenancy.marketplace_closed', 'conflict', status === 'suspended' ? 'This marketplace is closed at the moment: nothing can be bought.' : 'This marketplace is not open yet.', { status });

export const slugTaken = (slug: string) => new DomainError('tenancy.slug_taken', 'conflict', `Another marketplace is called ${slug}. Choose another short name.`, { slug });

export const unknownPlan = (plan: string) => new DomainError('tenancy.unknown_plan', 'invalid', `There is no plan ${plan}.`, { plan });

export const cannotSuspend = () => new DomainError('tenancy.already_suspended', 'conflict', 'This marketplace is suspended already.');

export const cannotResume = () => new DomainError('tenancy.not_suspended', 'conflict', 'This marketplace is not suspended.');

export const tenantChangedMeanwhile = () =>
  new DomainError('tenancy.changed_meanwhile', 'precondition_failed', 'Somebody else saved the settings meanwhile. Load them again, then repeat your change.');

export const partNotFound = (part: string) => new DomainError('tenancy.part_not_found', 'not_found', `This marketplace has no part ${part}.`, { part });

export const partDoneAlready = (part: string) => new DomainError('tenancy.part_done', 'conflict', `The part ${part} is ready already.`, { part });

export const marketsUnclear = (message: string) => new DomainError('tenancy.markets_unclear', 'invalid', message);
