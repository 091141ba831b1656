import { onPart } from '@stoa/events/tenancy';
import type { Subscription } from '@stoa/platform/events';
import { openTenantAccounts } from './open-tenant-accounts.js';

/** Everything this context does because of others. */
export const subscriptions: Subscription[] = [
  onPart('ledger.accounts', 'ledger.open_accounts', async (tx, facts) => {
    const { opened, currencies } = await openTenantAccounts(tx, [facts.currency, ...facts.markets.map((market) => market.currency)]);
    return opened === 0 ? `Accounts stood already, ${currencies.join(', ')}` : `${opened} accounts, ${currencies.join(', ')}`;
  }),
];
