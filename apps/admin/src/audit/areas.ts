/** The first part of an action's name, in words of the rail. */
export const AREAS = [
  { code: 'orders', name: 'Orders' }, { code: 'catalog', name: 'Listings' }, { code: 'vendors', name: 'Vendors' }, { code: 'pricing', name: 'Prices and commission' }, { code: 'inventory', name: 'Stock and warehouses' }, { code: 'shipping', name: 'Shipping' },
  { code: 'payouts', name: 'Payouts' }, { code: 'payments', name: 'Payments' }, { code: 'invoicing', name: 'Invoices' }, { code: 'content', name: 'Pages and look' }, { code: 'identity', name: 'Team' }, { code: 'tenancy', name: 'Marketplace' },
  { code: 'tax', name: 'Tax' }, { code: 'compliance', name: 'Rules' }, { code: 'workspace', name: 'Failed work' },
] as const;

export const areaOf = (action: string | undefined): string => action?.split('.')[0] ?? '';
