import type { AnyRoute } from '@tanstack/react-router';
import { pageRoute } from './app/page-route.js';

export const marketRoutes = (parent: AnyRoute) => [
  pageRoute(parent, '/market/home', () => import('./market-home/market-home-page.js'), 'MarketHomePage'),
  pageRoute(parent, '/market/orders', () => import('./orders/orders-page.js'), 'OrdersPage'),
  pageRoute(parent, '/market/orders/$id', () => import('./orders/order-page.js'), 'OrderPage'),
  pageRoute(parent, '/market/orders/$id/refund', () => import('./orders/refund-page.js'), 'RefundPage'),
  pageRoute(parent, '/market/orders/$id/money', () => import('./money/money-page.js'), 'MoneyPage'),
  pageRoute(parent, '/market/approvals', () => import('./approvals/approvals-page.js'), 'ApprovalsPage'),
  pageRoute(parent, '/market/vendors', () => import('./vendors/vendors-page.js'), 'VendorsPage'),
  pageRoute(parent, '/market/vendors/$id', () => import('./vendors/vendor-page.js'), 'VendorPage'),
  pageRoute(parent, '/market/vendors/$id/statements', () => import('./statements/market-statements-page.js'), 'MarketStatementsPage'),
  pageRoute(parent, '/market/vendors/$id/statements/$period', () => import('./statements/statement-page.js'), 'MarketStatementPage'),
  pageRoute(parent, '/market/vendors/$id/bank-payouts', () => import('./bank-payouts/bank-payouts-page.js'), 'BankPayoutsPage'),
  pageRoute(parent, '/market/transfers', () => import('./transfers/market-transfers-page.js'), 'MarketTransfersPage'),
  pageRoute(parent, '/market/transfers/$id', () => import('./transfers/transfer-page.js'), 'TransferPage'),
  pageRoute(parent, '/market/commission', () => import('./commission/commission-page.js'), 'CommissionPage'),
  pageRoute(parent, '/market/commission/refunds', () => import('./refunds/refund-policy-page.js'), 'RefundPolicyPage'),
  pageRoute(parent, '/market/tax', () => import('./tax-returns/tax-returns-page.js'), 'TaxReturnsPage'),
  pageRoute(parent, '/market/tax/setup', () => import('./tax-setup/tax-setup-page.js'), 'TaxSetupPage'),
  pageRoute(parent, '/market/tax/try', () => import('./tax-setup/try-sale-page.js'), 'TrySalePage'),
  pageRoute(parent, '/market/tax/$period/$name', () => import('./tax-returns/tax-return-page.js'), 'TaxReturnPage'),
  pageRoute(parent, '/market/payments', () => import('./payments/payment-methods-page.js'), 'PaymentMethodsPage'),
  pageRoute(parent, '/market/team', () => import('./team/team-page.js'), 'TeamPage'),
  pageRoute(parent, '/market/keys', () => import('./keys/api-keys-page.js'), 'MarketKeysPage'),
  pageRoute(parent, '/market/audit', () => import('./audit/audit-page.js'), 'AuditPage'),
  pageRoute(parent, '/market/tasks', () => import('./tasks/tasks-page.js'), 'TasksPage'),
];
