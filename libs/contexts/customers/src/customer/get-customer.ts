import type { Actor, TxCtx } from '@stoa/platform/context';
import { isUuid } from '@stoa/platform/ids';
import type { CustomerId } from '@stoa/events/customers';
import { signInFirst } from './customer.errors.js';
import type { Customer } from './customer.js';
import { findCustomer } from './customer.repository.js';

/** The customer who asks, or null for a guest. */
export const customerOf = (actor: Actor): CustomerId | null => (actor.kind === 'shopper' && isUuid(actor.id) ? (actor.id as CustomerId) : null);

/** The account of the shopper who asks; a guest is told to sign in. */
export async function getOwnCustomer(ctx: TxCtx): Promise<Customer> {
  const id = customerOf(ctx.actor);
  const customer = id && (await findCustomer(ctx, id));
  if (!customer) throw signInFirst();
  return customer;
}
