import type { ControlTxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { newId } from '@stoa/platform/ids';
import type { UserId } from '@stoa/events/identity';
import { hashPassword } from './password.js';
import { normalizeEmail, type User } from './user.js';
import { insertUser } from './user.repository.js';

/** Makes an operator's account. Only somebody with the deployment's database can: there is no route to it. */
export async function createOperator(ctx: ControlTxCtx, input: { email: string; name: string; password: string }): Promise<User> {
  const user: User = { id: newId<UserId>(), email: normalizeEmail(input.email), name: input.name, passwordHash: await hashPassword(input.password), isOperator: true, createdAt: ctx.now, disabledAt: null };
  invariant(await insertUser(ctx, user), `nobody has the e-mail address ${user.email} yet`);
  return user;
}
