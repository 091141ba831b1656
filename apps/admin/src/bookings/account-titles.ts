const TITLES: Readonly<Record<string, string>> = {
  transit: 'Transit, where an account would be booked against itself', 'gateway.pending': 'Payment company', 'gateway.available': 'Payment company, available', 'tenant.bank': 'Bank account', 'order.clearing': 'Clearing of orders (shoppers)',
  'vendor.held': 'Vendors, held', 'vendor.payable': 'Vendors, due', 'vendor.in_transfer': 'Vendors, on the way', 'vendor.receivable': 'Vendors, owed by them', 'tenant.payable': 'Commission of the marketplace',
  'tax.payable': 'Tax', 'tax.payable.home': 'Tax at home', 'tax.payable.union': 'Tax of other member states (one-stop shop)', 'tax.payable.other': 'Tax elsewhere', 'customer.refund_payable': 'Refunds owed to shoppers',
  'rev.platform_fee': 'Platform fee', 'rev.fee_recovered': 'Fees recharged', 'exp.gateway_fee': 'Fees of the payment company',
};
/** What an account is called by people: its kind, and for taxes whose. */
export function accountTitle(name: string): string {
  const [kind = name, ...rest] = name.split(':');
  const title = TITLES[kind] ?? kind;
  return kind === 'tax.payable' ? `${title}, ${rest.join(' ')}` : title;
}
