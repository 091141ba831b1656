import type { TxCtx } from '@stoa/platform/context';
import type { AddressId, CustomerId } from '@stoa/events/customers';
import type { SubjectId } from '@stoa/events/privacy';

/** An entry of a shopper's address book; its words are in the subject store. */
export type AddressEntry = { readonly id: AddressId; readonly customerId: CustomerId; readonly subjectId: SubjectId; readonly isDefault: boolean };
type Row = { tenant_id: string; id: AddressId; customer_id: CustomerId; subject_id: SubjectId; is_default: boolean; created_at: Date };

const addresses = (ctx: TxCtx, customerId: CustomerId) => ctx.tx<Row>('customers.addresses').where({ tenant_id: ctx.tenantId, customer_id: customerId });

export async function listAddresses(ctx: TxCtx, customerId: CustomerId): Promise<AddressEntry[]> {
  return (await addresses(ctx, customerId).orderBy('is_default', 'desc').orderBy('id', 'desc').limit(50)).map((row) => fromRow(row as Row));
}

export async function findAddress(ctx: TxCtx, customerId: CustomerId, id: AddressId): Promise<AddressEntry | null> {
  const row = await addresses(ctx, customerId).where({ id }).first();
  return row ? fromRow(row as Row) : null;
}

export async function insertAddress(ctx: TxCtx, entry: AddressEntry): Promise<void> {
  await ctx.tx<Row>('customers.addresses').insert({ tenant_id: ctx.tenantId, id: entry.id, customer_id: entry.customerId, subject_id: entry.subjectId, is_default: entry.isDefault, created_at: ctx.now });
}

export async function clearDefault(ctx: TxCtx, customerId: CustomerId): Promise<void> {
  await addresses(ctx, customerId).where({ is_default: true }).update({ is_default: false });
}

export async function deleteAddress(ctx: TxCtx, entry: AddressEntry): Promise<void> {
  await addresses(ctx, entry.customerId).where({ id: entry.id }).delete();
}

const fromRow = (r: Row): AddressEntry => ({ id: r.id, customerId: r.customer_id, subjectId: r.subject_id, isDefault: r.is_default });
