import { DomainError } from '@stoa/platform/errors';

export const contrastImpossible = (scheme: string, front: string, back: string) =>
  new DomainError('content.contrast_impossible', 'conflict', `${front} cannot be read on ${back} (${scheme}), and no lightness of it would help. Choose seed colours that lie further apart.`, { scheme, front, back });

export const themeNotFound = () => new DomainError('content.theme_not_found', 'not_found', 'This marketplace has no theme yet.');

export const themeChangedMeanwhile = () => new DomainError('content.theme_changed_meanwhile', 'precondition_failed', 'Somebody else saved the theme meanwhile. Load it again, then repeat your change.');

export const pageNotFound = () => new DomainError('content.page_not_found', 'not_found', 'There is no such page.');

export const homeNotFound = () => new DomainError('content.home_not_found', 'not_found', 'This marketplace has no home page yet.');

export const logoRefused = (why: string) => new DomainError('content.logo_refused', 'invalid', `The mark cannot be used: ${why}`);
