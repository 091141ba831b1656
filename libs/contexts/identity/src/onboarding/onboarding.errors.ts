import { DomainError } from '@stoa/platform/errors';

export const unknownRulePacks = (unknown: readonly string[]) =>
  new DomainError('identity.unknown_rule_pack', 'invalid', `There is no rule pack ${unknown.join(', ')} here: nobody would know the taxes of that market. Choose among the installed ones.`, { unknown: [...unknown] });
