import { DomainError } from '@stoa/platform/errors';

export const ruleStandsTwice = (path: string) => new DomainError('pricing.rule_stands_twice', 'unprocessable', `There are two commissions for ${path}. Keep one of them.`, { category_path: path });

export const categoryUnknown = (paths: readonly string[]) => new DomainError('pricing.category_unknown', 'unprocessable', `There is no category ${paths.join(', ')}.`, { category_paths: paths });

export const vendorUnknown = () => new DomainError('pricing.vendor_unknown', 'unprocessable', 'A rule names a vendor that does not exist.');
