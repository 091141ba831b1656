import type { PaymentMethod } from '@stoa/orders';
import type { TxCtx } from '@stoa/platform/context';
import { FROM_THE_FIRST_DAY, type MethodsOffered, type TransferTerms } from './method.js';

type Row = { method: PaymentMethod; is_offered: boolean; terms: TransferTerms | null };
const methods = (ctx: TxCtx) => ctx.tx<Row>('payments.methods').where('tenant_id', ctx.tenantId);

/** The ways of paying of the marketplace. */
export async function getMethods(ctx: TxCtx): Promise<MethodsOffered> {
  const rows = await methods(ctx).select('method', 'is_offered', 'terms');
  const of = (method: PaymentMethod) => rows.find((row) => row.method === method);
  return {
    card: of('card')?.is_offered ?? FROM_THE_FIRST_DAY.card, sepaDebit: of('sepa_debit')?.is_offered ?? FROM_THE_FIRST_DAY.sepaDebit,
    bankTransfer: of('bank_transfer')?.is_offered ?? FROM_THE_FIRST_DAY.bankTransfer, transferTerms: of('bank_transfer')?.terms ?? null,
  };
}

/** Keeps all of them, in one statement. */
export async function saveMethods(ctx: TxCtx, offered: MethodsOffered): Promise<void> {
  const row = (method: PaymentMethod, is_offered: boolean, terms: TransferTerms | null = null) => ({ tenant_id: ctx.tenantId, method, is_offered, terms: terms && JSON.stringify(terms), changed_at: ctx.now });
  await ctx.tx('payments.methods')
    .insert([row('card', offered.card), row('sepa_debit', offered.sepaDebit), row('bank_transfer', offered.bankTransfer, offered.transferTerms)])
    .onConflict(['tenant_id', 'method']).merge(['is_offered', 'terms', 'changed_at']);
}
