import { DomainError } from '@stoa/platform/errors';

/** The words name neither the limit nor what was counted: they would tell a card tester how to go on. */
export const tooManyAttempts = (retryAfterSeconds: number) =>
  new DomainError('risk.too_many_attempts', 'too_many', `That were too many payments in a short time. Try again in ${Math.ceil(retryAfterSeconds / 60)} minutes.`, { retryAfterSeconds });
