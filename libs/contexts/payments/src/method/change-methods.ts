import type { GatewayAccountId } from '@stoa/events/payments';
import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { MANUAL } from '../gateway-account/gateway-account.js';
import { claimGatewayAccount } from '../gateway-account/gateway-account.repository.js';
import { noWayToPay, termsMissing } from './method.errors.js';
import type { MethodsOffered } from './method.js';
import { getMethods, saveMethods } from './method.repository.js';

/** Chooses how shoppers may pay from now on. Orders that wait for a bank transfer keep the account and the days that they were told. */
export async function changeMethods(ctx: TxCtx, wanted: MethodsOffered): Promise<MethodsOffered> {
  if (!wanted.card && !wanted.sepaDebit && !wanted.bankTransfer) throw noWayToPay();
  if (wanted.bankTransfer && wanted.transferTerms === null) throw termsMissing();
  const before = await getMethods(ctx);
  if (wanted.bankTransfer) await claimGatewayAccount(ctx, { id: newId<GatewayAccountId>(), ...MANUAL, publishableKey: '', state: 'active', detail: null, createdAt: ctx.now, activeAt: ctx.now });
  await saveMethods(ctx, wanted);
  await audit(ctx, { action: 'payments.methods_changed', subject: { kind: 'payment_methods', id: ctx.tenantId }, before: { ...before }, after: { ...wanted } });
  return wanted;
}
