import type { Route } from '@stoa/platform/http';
import { payoutAccountRoutes } from './account/payout-account.routes.js';
import { balanceRoutes } from './balance/balance.routes.js';
import { bankPayoutRoutes } from './bank-payout/bank-payout.routes.js';
import type { PayoutsDeps } from './deps.js';
import { moneyRoutes } from './money/money.routes.js';
import { vendorMoneyRoutes } from './refund/vendor-money.routes.js';
import { statementRoutes } from './statement/statement.routes.js';
import { transferRoutes } from './transfer/transfer.routes.js';

export const routes = (deps: PayoutsDeps): Route[] => [...payoutAccountRoutes(deps), ...balanceRoutes, ...moneyRoutes, ...transferRoutes, ...bankPayoutRoutes, ...statementRoutes, ...vendorMoneyRoutes];
