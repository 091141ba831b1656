import '@stoa/privacy/testing';
import type { Ctx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { registerCustomer, type SignedInCustomer } from './index.js';

/** A shopper with an account who is signed in. It commits. */
export const registeredCustomer = (ctx: Ctx, changes: Partial<Parameters<typeof registerCustomer>[1]> = {}): Promise<SignedInCustomer> =>
  registerCustomer(ctx, { email: `${newId()}@example.test`, password: 'a password of the test', name: 'Lena Vogt', locale: 'de', ...changes });
