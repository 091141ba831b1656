import { announce } from '@stoa/platform/events';
import { hashToken, newToken } from '@stoa/platform/crypto';
import type { Ctx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { customerRegistered, type CustomerId } from '@stoa/events/customers';
import { hashPassword } from '@stoa/identity';
import { blindEmail, putSubject } from '@stoa/privacy';
import { accountExists } from './customer.errors.js';
import type { Customer } from './customer.js';
import { insertCustomer, insertSession } from './customer.repository.js';

export type SignedInCustomer = { customer: Customer; token: string };

/** Opens an account and signs in. The password is hashed before the transaction begins: hashing is slow on purpose. */
export async function registerCustomer(ctx: Ctx, input: { email: string; password: string; name: string; locale: string | null }): Promise<SignedInCustomer> {
  const passwordHash = await hashPassword(input.password);
  return ctx.inTx(async (tx) => {
    const subjectId = await putSubject(tx, { email: input.email.trim(), name: input.name, locale: input.locale });
    const customer: Customer = { id: newId<CustomerId>(), subjectId, emailIndex: await blindEmail(tx, input.email), passwordHash, createdAt: tx.now };
    if (!(await insertCustomer(tx, customer))) throw accountExists();
    const token = newToken();
    await insertSession(tx, hashToken(token), customer.id, new Date());
    await announce(tx, customerRegistered, { customerId: customer.id, subjectId });
    return { customer, token };
  });
}
