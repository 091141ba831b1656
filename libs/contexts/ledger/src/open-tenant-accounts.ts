import type { TxCtx } from '@stoa/platform/context';
import { account, type AccountKind } from './account.js';
import { insertAccounts } from './account.repository.js';

/** The accounts a marketplace has from its first day. Those of vendors, gateways and tax authorities open with their first booking. */
const FROM_THE_FIRST_DAY: readonly AccountKind[] = [
  'order.clearing', 'tenant.payable', 'customer.refund_payable', 'rev.platform_fee', 'rev.fee_recovered', 'exp.gateway_fee',
];

/** Opens a marketplace's own accounts in each of its currencies. Opening again opens nothing. */
export async function openTenantAccounts(ctx: TxCtx, currencies: readonly string[]): Promise<{ opened: number; currencies: string[] }> {
  const distinct = [...new Set(currencies)].sort();
  const opened = await insertAccounts(ctx, distinct.flatMap((currency) => FROM_THE_FIRST_DAY.map((kind) => account(kind, currency))));
  return { opened, currencies: distinct };
}
