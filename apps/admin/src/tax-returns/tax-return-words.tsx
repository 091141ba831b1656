import { Badge, type Tone } from '@stoa/web-ui';
import type { TaxReturnHead } from './tax-return.queries.js';

const SCHEMES: Readonly<Record<string, string>> = {
  union_oss: 'One-stop shop', ioss: 'Import one-stop shop', marketplace_facilitator: 'Sales tax as a marketplace facilitator', sales_tax: 'Sales tax', domestic: 'Domestic sales', voec: 'VOEC',
  uk_supply_vat_135: 'Consignments up to £135', lvig: 'Low value imports', unexplained: 'Booked, and explained by no sale',
};
export const schemeName = (scheme: string): string => SCHEMES[scheme] ?? scheme.replace(/_/g, ' ');

const STATES: Readonly<Record<TaxReturnHead['status'], readonly [Tone, string]>> = { open: ['idle', 'Not over yet'], blocked: ['bad', 'Does not tie'], ready: ['warn', 'To file'], filed: ['ok', 'Filed'] };
export const StatusBadge = ({ status }: { status: TaxReturnHead['status'] }) => <Badge tone={STATES[status][0]}>{STATES[status][1]}</Badge>;
