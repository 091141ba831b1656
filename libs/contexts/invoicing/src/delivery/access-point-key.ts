import { audit } from '@stoa/platform/audit';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { open, seal } from '@stoa/platform/crypto';
import { deleteAccessPoint, findAccessPoint, type OwnAccessPoint, saveAccessPoint } from './access-point-key.repository.js';

const SHOWN = 4;

/** A marketplace brings the key of its own account with the access point. It is kept sealed and never shown again but for its end. */
export async function bringAccessPointKey(ctx: TxCtx, sealingKey: Buffer, key: string): Promise<OwnAccessPoint> {
  const before = await findAccessPoint(ctx);
  await saveAccessPoint(ctx, { keySealed: seal(sealingKey, key, ctx.tenantId), endsWith: key.slice(-SHOWN) });
  await audit(ctx, { action: 'invoicing.access_point_key_changed', subject: { kind: 'tenant', id: ctx.tenantId }, before: before && { ends_with: before.endsWith }, after: { ends_with: key.slice(-SHOWN) } });
  return (await findAccessPoint(ctx))!;
}

/** From now on documents go out under the deployment's account again. */
export async function dropAccessPointKey(ctx: TxCtx): Promise<void> {
  const before = await findAccessPoint(ctx);
  if (!before) return;
  await deleteAccessPoint(ctx);
  await audit(ctx, { action: 'invoicing.access_point_key_changed', subject: { kind: 'tenant', id: ctx.tenantId }, before: { ends_with: before.endsWith }, after: null });
}

/** The key that a marketplace brought; null where it uses the deployment's. */
export const ownAccessPointKey = (sealingKey: Buffer) => (ctx: Ctx): Promise<string | null> => ctx.inRead(async (tx) => {
  const own = await findAccessPoint(tx);
  return own && open(sealingKey, own.keySealed, tx.tenantId);
});
