import type { AnyRoute } from '@tanstack/react-router';
import { pageRoute } from './app/page-route.js';

export const vendorRoutes = (parent: AnyRoute) => [
  pageRoute(parent, '/vendor/home', () => import('./vendor-home/vendor-home-page.js'), 'VendorHomePage'),
  pageRoute(parent, '/vendor/orders', () => import('./vendor-orders/vendor-orders-page.js'), 'VendorOrdersPage'),
  pageRoute(parent, '/vendor/orders/$id', () => import('./vendor-orders/vendor-order-page.js'), 'VendorOrderPage'),
  pageRoute(parent, '/vendor/listings', () => import('./vendor-listings/vendor-listings-page.js'), 'VendorListingsPage'),
  pageRoute(parent, '/vendor/listings/$id', () => import('./vendor-listings/listing-editor-page.js'), 'ListingEditorPage'),
  pageRoute(parent, '/vendor/imports', () => import('./vendor-import/imports-page.js'), 'ImportsPage'),
  pageRoute(parent, '/vendor/imports/$id', () => import('./vendor-import/import-page.js'), 'ImportPage'),
  pageRoute(parent, '/vendor/balance', () => import('./vendor-balance/vendor-balance-page.js'), 'VendorBalancePage'),
  pageRoute(parent, '/vendor/keys', () => import('./keys/api-keys-page.js'), 'VendorKeysPage'),
  pageRoute(parent, '/vendor/transfers', () => import('./transfers/vendor-transfers-page.js'), 'VendorTransfersPage'),
  pageRoute(parent, '/vendor/documents', () => import('./documents/documents-page.js'), 'VendorDocumentsPage'),
  pageRoute(parent, '/vendor/statements', () => import('./statements/vendor-statements-page.js'), 'VendorStatementsPage'),
  pageRoute(parent, '/vendor/statements/$period', () => import('./statements/statement-page.js'), 'VendorStatementPage'),
  pageRoute(parent, '/vendor/setup', () => import('./vendor-setup/vendor-setup-page.js'), 'VendorSetupPage'),
];
