import type { Statement, StatementLine, StatementRow } from './statement.queries.js';

/** "October 2026" of `2026-10`. */
export const monthName = (period: string): string => new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${period}-15T00:00:00Z`));

export const TOTALS: Record<Statement['totals'][number]['code'], string> = {
  sales: 'Sales, as shoppers paid them', tax_by_marketplace: 'Tax on them that the marketplace pays', commission: 'Commission', refunds: 'Refunds to shoppers', refunds_tax: 'Tax on them that the marketplace gets back',
  refunds_by_marketplace: 'Of them, paid by the marketplace', refunds_failed: 'Refunds that failed', transfers: 'Sent to the payout account', transfers_reversed: 'Taken back from the payout account', other: 'Other',
};

export const ROWS: Record<StatementRow['kind'], string> = { sale: 'Order', refund: 'Refund', refund_failed: 'Refund that failed', transfer: 'Transfer', reversal: 'Transfer taken back', adjustment: 'Adjustment' };

export const STATES: Record<StatementLine['state'], readonly ['ok' | 'open' | 'half', string]> = { closed: ['ok', 'Closed'], closing: ['half', 'Being closed'], open: ['open', 'Running'] };
