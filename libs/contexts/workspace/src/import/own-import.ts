import type { Actor, TxCtx } from '@stoa/platform/context';
import { importNotFound } from './import.errors.js';
import type { Import, ImportId } from './import.js';
import { findImport, lockImport } from './import.repository.js';

const isOwn = (actor: Actor, found: Import): boolean => actor.vendorId === found.vendorId;

/** An import of the vendor who asks; for everybody else it does not exist. */
export async function getOwnImport(ctx: TxCtx, id: ImportId): Promise<Import> {
  const found = await findImport(ctx, id);
  if (!found || !isOwn(ctx.actor, found)) throw importNotFound();
  return found;
}

/** The same, held until the transaction ends. */
export async function lockOwnImport(ctx: TxCtx, id: ImportId): Promise<Import> {
  await getOwnImport(ctx, id);
  return lockImport(ctx, id);
}
