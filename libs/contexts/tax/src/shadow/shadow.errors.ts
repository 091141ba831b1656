import { DomainError } from '@stoa/platform/errors';

export const shadowRunUnderWay = () => new DomainError('tax.shadow_run_under_way', 'conflict', 'A new version is being held against your sales already. Start the next one when it is through.');
export const shadowRunNotFound = () => new DomainError('tax.shadow_run_not_found', 'not_found', 'There is no such run. Only the last twenty are kept.');
