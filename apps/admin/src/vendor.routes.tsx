import type { AnyRoute } from '@tanstack/react-router';
import { pageRoute } from './app/page-route.js';
import { VendorBalancePage } from './vendor-balance/vendor-balance-page.js';
import { VendorHomePage } from './vendor-home/vendor-home-page.js';
import { VendorOrderPage } from './vendor-orders/vendor-order-page.js';
import { VendorOrdersPage } from './vendor-orders/vendor-orders-page.js';
import { VendorSetupPage } from './vendor-setup/vendor-setup-page.js';

export const vendorRoutes = (parent: AnyRoute) => [
  pageRoute(parent, '/vendor/home', VendorHomePage),
  pageRoute(parent, '/vendor/orders', VendorOrdersPage),
  pageRoute(parent, '/vendor/orders/$id', VendorOrderPage),
  pageRoute(parent, '/vendor/balance', VendorBalancePage),
  pageRoute(parent, '/vendor/setup', VendorSetupPage),
];
