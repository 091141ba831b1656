import { Page } from '@stoa/web-ui';
import { StatementsTable } from './statements-table.js';

const OWN = { vendorId: null };

export function VendorStatementsPage() {
  return <Page title="Statements" lead="Each month in sums and rows. A closed month stays as it is." full><StatementsTable whose={OWN} /></Page>;
}
