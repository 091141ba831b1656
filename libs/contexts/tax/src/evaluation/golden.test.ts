import { readFileSync } from 'node:fs';
import { minorOf } from './rate.js';
import { evaluate } from './evaluate.js';
import type { ConsignmentFacts, Place, Registration } from './facts.js';
import { place, thePacks } from '../testing.js';
import type { TaxDecision } from '../decision/decision.js';

type Line = { id: string; category: string; unit_price: string; quantity: number; price_mode: 'incl' | 'excl'; discount: string };
type Row = {
  id: string; title: string; tax_date: string; currency: string; lines: Line[]; rounding: { level: 'line' | 'document_rate' };
  seller: { country: string; registrations: string[]; oss?: boolean; eu_cross_border_ytd?: string; small_business?: boolean };
  platform: { role: 'marketplace' | 'supplier'; establishment: string; registrations?: string[]; ioss?: boolean };
  ship_from: Partial<Place> & { country: string }; ship_to: Partial<Place> & { country: string };
  customer: { type: 'consumer' | 'business'; tax_id?: string; tax_id_valid?: boolean }; shipping: { amount: string; price_mode: 'incl' | 'excl' } | null;
  expected: { jurisdiction: string; scheme: string; treatment: string; taxable_amount: string; tax_amount: string; customer_pays: string; per_line: { line: string; rate_pct: string; tax: string }[]; tax_remitted_by: string };
};
const rows = readFileSync(new URL('../../golden/eu-us.jsonl', import.meta.url), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Row);

const cents = (amount: string, currency: string) => minorOf(amount, currency);
const registrations = (names: string[]): Registration[] => names.map((name) => (name.startsWith('OSS-') ? { country: name.slice(4), scheme: 'union_oss', number: name } : { country: name.slice(0, 2), scheme: 'vat', number: name }));

function factsOf(row: Row): ConsignmentFacts {
  const c = row.currency;
  const goods = row.lines.filter((line) => line.category !== 'shipping');
  const parcels = row.lines.filter((line) => line.category === 'shipping').reduce((sum, line) => sum + cents(line.unit_price, c), 0n);
  const shippingMinor = row.shipping ? cents(row.shipping.amount, c) : parcels > 0n ? parcels : null;
  return {
    taxPoint: new Date(`${row.tax_date}T18:00:00Z`), currency: c, shipFrom: place(row.ship_from.country, row.ship_from), shipTo: place(row.ship_to.country, row.ship_to),
    seller: { id: 's', country: row.seller.country, establishments: [row.seller.country], registrations: registrations(row.seller.registrations), smallBusiness: row.seller.small_business ?? false, crossBorderYtdMinor: cents(row.seller.eu_cross_border_ytd ?? '0', 'EUR'), oss: row.seller.oss ?? false },
    platform: { role: row.platform.role, establishment: row.platform.establishment, registrations: (row.platform.registrations ?? []).map((name) => ({ country: 'US', region: name === 'ALL-MF' ? null : name, scheme: 'sales_tax', number: name })) },
    customer: { type: row.customer.type, taxId: row.customer.tax_id ?? null, taxIdValid: row.customer.tax_id_valid ?? false },
    priceMode: goods[0]!.price_mode, shipping: shippingMinor === null ? null : { amountMinor: shippingMinor },
    lines: goods.map((line) => ({ id: line.id, category: line.category, amountMinor: cents(line.unit_price, c) * BigInt(line.quantity), quantity: line.quantity, discounts: [] })),
  };
}

const remittedBy = (d: TaxDecision) => (d.liable === 'seller' || d.liable === 'platform' ? (d.totals.taxMinor === 0n ? 'none' : d.liable) : d.liable);
const taxable = (d: TaxDecision) => [...d.lines, ...(d.shipping ? [d.shipping] : [])].filter((line) => line.taxMinor > 0n).reduce((sum, line) => sum + line.netMinor, 0n);

test.each(rows.map((row) => [row.id, row.title, row] as const))('%s: %s', (_id, _title, row) => {
  const answer = evaluate(thePacks(), factsOf(row), { roundingLevel: row.rounding.level, acceptedDrafts: ['FI:goods.book'] });
  if (answer.outcome !== 'decided') throw new Error(JSON.stringify(answer.reasons));
  const { decision } = answer;
  const e = row.expected;
  expect({ place: decision.place, scheme: decision.scheme, treatment: decision.treatment, remitted: remittedBy(decision) }).toEqual({ place: e.jurisdiction, scheme: e.scheme, treatment: e.treatment, remitted: e.tax_remitted_by });
  expect({ taxable: taxable(decision), tax: decision.totals.taxMinor, pays: decision.totals.customerPaysMinor }).toEqual({ taxable: cents(e.taxable_amount, row.currency), tax: cents(e.tax_amount, row.currency), pays: cents(e.customer_pays, row.currency) });
  for (const line of decision.lines) expect([line.id, line.ratePct]).toEqual([line.id, e.per_line.find((l) => l.line === line.id)!.rate_pct]);
});
