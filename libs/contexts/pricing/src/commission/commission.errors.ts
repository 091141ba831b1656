import { DomainError } from '@stoa/platform/errors';

const errorAt = (index: number, message: string) => [{ pointer: `/rules/${index}`, message }];

export const ruleStandsTwice = (path: string | null, index: number) =>
  new DomainError('pricing.rule_stands_twice', 'unprocessable', `There are two commissions for ${path ?? 'the same goods'}. Keep one of them.`, { category_path: path, errors: errorAt(index, 'There is a rule for this already. Keep one of them.') });

export const ruleNeverReached = (index: number, covering: number) =>
  new DomainError('pricing.rule_never_reached', 'unprocessable', `Rule ${index + 1} is never reached: rule ${covering + 1} comes first and fits all its goods. Move it up, or take it out.`, { errors: errorAt(index, `Never reached: rule ${covering + 1} comes first and fits all its goods.`) });

export const currencyMissing = (index: number, currencies: readonly string[]) =>
  new DomainError('pricing.currency_missing', 'unprocessable', `Rule ${index + 1} has amounts, but none in ${currencies.join(', ')}. Say them for every currency you sell in.`, { currencies, errors: errorAt(index, `Say the amounts in ${currencies.join(', ')} too.`) });

export const categoryUnknown = (paths: readonly string[]) => new DomainError('pricing.category_unknown', 'unprocessable', `There is no category ${paths.join(', ')}.`, { category_paths: paths });

export const vendorUnknown = () => new DomainError('pricing.vendor_unknown', 'unprocessable', 'A rule names a vendor that does not exist.');
