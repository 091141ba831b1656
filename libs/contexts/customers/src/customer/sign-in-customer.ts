import type { Ctx } from '@stoa/platform/context';
import { hashToken, newToken } from '@stoa/platform/crypto';
import { verifyPassword } from '@stoa/identity';
import { blindEmail } from '@stoa/privacy';
import { tooManyAttempts, wrongCredentials } from './customer.errors.js';
import { FAILURES_ALLOWED } from './customer.js';
import { countFailure, findCustomerByIndex, forgetFailures, insertSession, recentFailures } from './customer.repository.js';
import type { SignedInCustomer } from './register-customer.js';

/** Opens a session for a shopper. Wrong passwords are counted per mailbox; an unknown mailbox takes as long and says the same. */
export async function signInCustomer(ctx: Ctx, input: { email: string; password: string }): Promise<SignedInCustomer> {
  const now = new Date(); // sessions live by the wall clock
  const { key, customer, failures } = await ctx.inTx(async (tx) => {
    const index = await blindEmail(tx, input.email);
    return { key: index, customer: await findCustomerByIndex(tx, index), failures: await recentFailures(tx, index, now) };
  });
  if (failures >= FAILURES_ALLOWED) throw tooManyAttempts();
  if (!(await verifyPassword(input.password, customer?.passwordHash ?? null)) || !customer) {
    await ctx.inTx((tx) => countFailure(tx, key, now));
    throw wrongCredentials();
  }
  const token = newToken();
  await ctx.inTx(async (tx) => {
    await forgetFailures(tx, key);
    await insertSession(tx, hashToken(token), customer.id, now);
  });
  return { customer, token };
}
