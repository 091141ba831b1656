/** Everything a member of a marketplace can be allowed to do. The name is `context.verb`. */
export const memberPermissions = [
  'tenancy.read', 'tenancy.write', 'content.write', 'identity.invite', 'identity.keys', 'vendors.read', 'vendors.review', 'vendors.write', 'catalog.read', 'catalog.review', 'catalog.write',
  'pricing.read', 'pricing.write', 'inventory.read', 'inventory.write', 'shipping.read', 'shipping.write', 'orders.read', 'orders.fulfil', 'orders.note', 'payments.read', 'payments.refund', 'payments.receive', 'payments.configure', 'ledger.read', 'ledger.configure', 'payouts.read', 'payouts.write',
  'invoicing.read', 'invoicing.write', 'search.write', 'notifications.read', 'audit.read', 'tasks.read', 'tasks.write', 'tax.read', 'tax.write', 'tax.file', 'compliance.read',
] as const;
export type MemberPermission = (typeof memberPermissions)[number];

export const operatorPermissions = ['operator.tenants', 'operator.health', 'operator.tasks', 'operator.impersonate'] as const;
export type Permission = MemberPermission | (typeof operatorPermissions)[number];

export type MemberKind = 'staff' | 'vendor';
export type RoleCode = { staff: 'owner' | 'finance' | 'catalog' | 'support'; vendor: 'owner' | 'fulfilment' };
export const roleCodes = { staff: ['owner', 'finance', 'catalog', 'support'], vendor: ['owner', 'fulfilment'] } as const;

const staffOwner = memberPermissions.filter((permission) => !['catalog.write', 'inventory.write', 'shipping.write', 'vendors.write'].includes(permission));

/** The roles a new marketplace begins with. From then on they are its own data. */
export const defaultRoles: { readonly [K in MemberKind]: Readonly<Record<RoleCode[K], readonly MemberPermission[]>> } = {
  staff: {
    // Staff judge and watch; what a vendor sells, stocks and ships is the vendor's own doing. That goods have arrived, staff may say as well: shoppers tell it to them.
    owner: staffOwner,
    finance: ['tenancy.read', 'vendors.read', 'catalog.read', 'pricing.read', 'pricing.write', 'orders.read', 'orders.note', 'payments.read', 'payments.refund', 'payments.receive', 'payments.configure', 'ledger.read', 'ledger.configure', 'payouts.read', 'payouts.write', 'invoicing.read', 'invoicing.write', 'tax.read', 'tax.write', 'tax.file', 'audit.read'],
    catalog: ['tenancy.read', 'content.write', 'vendors.read', 'vendors.review', 'catalog.read', 'catalog.review', 'pricing.read', 'inventory.read', 'shipping.read', 'search.write', 'compliance.read'],
    support: ['tenancy.read', 'vendors.read', 'catalog.read', 'inventory.read', 'shipping.read', 'orders.read', 'orders.fulfil', 'orders.note', 'notifications.read'],
  },
  vendor: {
    owner: [
      'identity.invite', 'identity.keys', 'vendors.read', 'vendors.write', 'catalog.read', 'catalog.write', 'pricing.read', 'inventory.read', 'inventory.write', 'shipping.read', 'shipping.write',
      'orders.read', 'orders.fulfil', 'payouts.read', 'payouts.write', 'invoicing.read',
    ],
    fulfilment: ['vendors.read', 'catalog.read', 'inventory.read', 'inventory.write', 'shipping.read', 'orders.read', 'orders.fulfil'],
  },
};
