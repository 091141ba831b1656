import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { AddressId } from '@stoa/events/customers';
import { eraseSubject, putSubject, type Address } from '@stoa/privacy';
import { addressNotFound } from '../customer/customer.errors.js';
import { getOwnCustomer } from '../customer/get-customer.js';
import { clearDefault, deleteAddress, findAddress, insertAddress, listAddresses, type AddressEntry } from './address.repository.js';

/** Puts an address into the shopper's book. The first one is the default. */
export async function keepAddress(ctx: TxCtx, address: Address, isDefault: boolean): Promise<AddressEntry> {
  const { id: customerId } = await getOwnCustomer(ctx);
  const becomesDefault = isDefault || (await listAddresses(ctx, customerId)).length === 0;
  if (becomesDefault) await clearDefault(ctx, customerId);
  const entry: AddressEntry = { id: newId<AddressId>(), customerId, subjectId: await putSubject(ctx, { name: address.name, address }), isDefault: becomesDefault };
  await insertAddress(ctx, entry);
  return entry;
}

/** Takes an address out of the shopper's book and erases its words. */
export async function dropAddress(ctx: TxCtx, id: AddressId): Promise<void> {
  const { id: customerId } = await getOwnCustomer(ctx);
  const entry = await findAddress(ctx, customerId, id);
  if (!entry) throw addressNotFound();
  await deleteAddress(ctx, entry);
  await eraseSubject(ctx, entry.subjectId);
}
