/** Every kind of account, and how it behaves. `guarded`: belongs to somebody who must not owe us through it, so its balance is a locked row that
 *  never goes below zero. All others only receive entries, and nobody waits for them. */
export const ACCOUNT_KINDS = {
  'gateway.pending': { side: 'debit', guarded: false },
  'gateway.available': { side: 'debit', guarded: false },
  // Money that shoppers sent to the marketplace's own bank account, outside any payment company.
  'tenant.bank': { side: 'debit', guarded: false },
  'order.clearing': { side: 'credit', guarded: false },
  'vendor.held': { side: 'credit', guarded: true },
  'vendor.payable': { side: 'credit', guarded: true },
  'vendor.in_transfer': { side: 'credit', guarded: true },
  'vendor.receivable': { side: 'debit', guarded: true },
  'tenant.payable': { side: 'credit', guarded: false },
  'tax.payable': { side: 'credit', guarded: false },
  'customer.refund_payable': { side: 'credit', guarded: true },
  'rev.platform_fee': { side: 'credit', guarded: false },
  'rev.fee_recovered': { side: 'credit', guarded: false },
  'exp.gateway_fee': { side: 'debit', guarded: false },
} as const satisfies Record<string, { side: Side; guarded: boolean }>;

export type Side = 'debit' | 'credit';
export type AccountKind = keyof typeof ACCOUNT_KINDS;
/** What names an account. `owner` is a vendor, a gateway account or '' for the tenant itself; `dimension` splits further (the tax authority), else ''. */
export type AccountKey = { readonly kind: AccountKind; readonly owner: string; readonly currency: string; readonly dimension: string };

/** The key of an account; the tenant's own and undivided unless said otherwise. */
export const account = (kind: AccountKind, currency: string, of: { owner?: string; dimension?: string } = {}): AccountKey => ({
  kind, currency, owner: of.owner ?? '', dimension: of.dimension ?? '',
});

/** One text per account, for maps. */
export const keyOf = (a: AccountKey): string => `${a.kind}|${a.owner}|${a.currency}|${a.dimension}`;
