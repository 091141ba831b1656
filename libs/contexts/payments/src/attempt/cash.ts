import { account, type AccountKey } from '@stoa/ledger';
import type { Attempt } from './attempt.js';

/** Where the money of a payment lies: at the payment company, or, paid by bank transfer, in the marketplace's own account, where no payment company can move it. */
export const cashOf = ({ method, amount, gatewayAccountId }: Pick<Attempt, 'method' | 'amount' | 'gatewayAccountId'>): AccountKey =>
  method === 'bank_transfer' ? account('tenant.bank', amount.currency) : account('gateway.pending', amount.currency, { owner: gatewayAccountId });
