/** What each permission lets somebody do, in the order in which people look for it. */
const WORDS: Readonly<Record<string, readonly [area: string, may: string]>> = {
  'orders.read': ['Orders', 'See orders'], 'orders.fulfil': ['Orders', 'Ship, deliver and cancel'], 'orders.note': ['Orders', 'Write notes for colleagues'],
  'catalog.read': ['Listings', 'See listings'], 'catalog.write': ['Listings', 'Write and submit listings'], 'catalog.review': ['Listings', 'Approve and refuse listings'],
  'inventory.read': ['Stock', 'See warehouses and stock'], 'inventory.write': ['Stock', 'Change warehouses and stock'],
  'shipping.read': ['Shipping', 'See shipping rates'], 'shipping.write': ['Shipping', 'Change shipping rates'],
  'vendors.read': ['Vendors', 'See vendors'], 'vendors.write': ['Vendors', 'Change the vendor’s profile'], 'vendors.review': ['Vendors', 'Approve and suspend vendors'],
  'pricing.read': ['Prices', 'See prices and commission'], 'pricing.write': ['Prices', 'Set commission'],
  'payments.read': ['Money', 'See payments'], 'payments.refund': ['Money', 'Refund shoppers'], 'payments.receive': ['Money', 'Say that a bank transfer has arrived'], 'payments.configure': ['Money', 'Choose the ways of paying'], 'payouts.read': ['Money', 'See balances and payouts'], 'payouts.write': ['Money', 'Set up payouts, try transfers again, pay vendors by bank transfer'],
  'ledger.read': ['Money', 'See the books, export them for accountants'], 'ledger.configure': ['Money', 'Set account numbers for accountants'], 'invoicing.read': ['Money', 'See invoices'], 'invoicing.write': ['Money', 'Send invoices again, have them made again, choose how they are numbered'], 'tax.read': ['Money', 'See tax decisions and returns'], 'tax.write': ['Money', 'Set up taxes and exchange rates'], 'tax.file': ['Money', 'Keep tax returns as filed'],
  'identity.invite': ['People', 'Invite, change and end memberships'], 'identity.keys': ['People', 'Make and revoke API keys'],
  'tenancy.read': ['Marketplace', 'See settings and markets'], 'tenancy.write': ['Marketplace', 'Change settings'], 'content.write': ['Marketplace', 'Write pages and set the look'],
  'compliance.read': ['Marketplace', 'See statements of reasons'], 'search.write': ['Marketplace', 'Rebuild the search'], 'notifications.read': ['Marketplace', 'See what was mailed'],
  'audit.read': ['Marketplace', 'Read the audit trail'], 'tasks.read': ['Marketplace', 'See failed work'], 'tasks.write': ['Marketplace', 'Try failed work again'],
};

export type PermissionGroup = { area: string; permissions: readonly { code: string; may: string }[] };

/** The given permissions by what they are about. One that has no words yet stands under its own name. */
export function groupPermissions(codes: readonly string[]): PermissionGroup[] {
  const ordered = [...Object.keys(WORDS).filter((code) => codes.includes(code)), ...codes.filter((code) => !(code in WORDS))];
  const groups = new Map<string, { code: string; may: string }[]>();
  for (const code of ordered) {
    const [area, may] = WORDS[code] ?? ['Other', code];
    groups.set(area, [...(groups.get(area) ?? []), { code, may }]);
  }
  return [...groups].map(([area, permissions]) => ({ area, permissions }));
}
