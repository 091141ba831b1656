import type { MoneyPageData, StatementRow } from './money.queries.js';
import { formatAmount } from '@stoa/web-ui';

/** Whose money it is, in the names of the palette. */
export const PALETTE: Record<string, string> = { vendors: 'vendor', marketplace: 'market', platform: 'platform', tax: 'tax', gateway: 'gateway', payment: 'paid', order: 'paid', commission: 'market', refund: 'paid' };
export const colorOf = (role: string): string => `var(--stoa-m-${PALETTE[role] ?? 'paid'})`;

/** How a line came about, where no list of lines says it. */
export function howInWords(row: StatementRow, page: MoneyPageData): string[] {
  const paid = page.payment;
  const vendorRow = 'What the shopper paid, less the tax the marketplace files and less the commission. Held until the days after delivery are over.';
  switch (row.code) {
    case 'paid':
      return [
        `One card payment, captured in full.${paid.fee && paid.net ? ` The gateway says ${formatAmount(paid.gross)} gross, ${formatAmount(paid.fee)} fee, ${formatAmount(paid.net)} net.` : ' The gateway has not named its fee yet.'}`,
        'First booked to clearing, then split to its owners when the order was placed.',
      ];
    case 'tax_by_marketplace': return ['Set aside at the split, so that it never was the vendor’s. Each line keeps the decision of the rule packs that made it.'];
    case 'vendors_receive': return [vendorRow];
    case 'commission_total': return ['The sum of the commission of all vendors, each line rounded half up once.'];
    case 'gateway_fee': return ['What the gateway took of the payment. The marketplace bears it.'];
    default: return [];
  }
}
