/** The contexts there are, as `STOA_MODULES` names them. A test holds the list to the folders. */
export const CONTEXTS = [
  'catalog', 'checkout', 'compliance', 'content', 'customers', 'identity', 'inventory', 'invoicing', 'ledger', 'notifications', 'orders',
  'payments', 'payouts', 'pricing', 'privacy', 'reporting', 'risk', 'search', 'shipping', 'tax', 'tenancy', 'vendors', 'workspace',
] as const;
export type ContextName = (typeof CONTEXTS)[number];
