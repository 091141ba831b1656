import { newId } from '../ids.js';
import type { Clock } from '../world.js';
import type { CalculationParams } from './tax.endpoints.js';

/** What the states of the United States levy; counties and cities here levy made-up rates, always the same for a postcode. */
const STATES: Readonly<Record<string, [name: string, pct: string]>> = Object.fromEntries(
  'AL Alabama 4,AK Alaska 0,AZ Arizona 5.6,AR Arkansas 6.5,CA California 6,CO Colorado 2.9,CT Connecticut 6.35,DC District_of_Columbia 6,FL Florida 6,GA Georgia 4,HI Hawaii 4,IA Iowa 6,ID Idaho 6,IL Illinois 6.25,IN Indiana 7,KS Kansas 6.5,KY Kentucky 6,LA Louisiana 5,MA Massachusetts 6.25,MD Maryland 6,ME Maine 5.5,MI Michigan 6,MN Minnesota 6.875,MO Missouri 4.225,MS Mississippi 7,NC North_Carolina 4.75,ND North_Dakota 5,NE Nebraska 5.5,NJ New_Jersey 6.625,NM New_Mexico 4.875,NV Nevada 6.85,NY New_York 4,OH Ohio 5.75,OK Oklahoma 4.5,PA Pennsylvania 6,RI Rhode_Island 7,SC South_Carolina 6,SD South_Dakota 4.2,TN Tennessee 7,TX Texas 6.25,UT Utah 4.85,VA Virginia 4.3,VT Vermont 6,WA Washington 6.5,WI Wisconsin 5,WV West_Virginia 6,WY Wyoming 4'
    .split(',').map((row) => row.split(' ') as [string, string, string]).map(([code, name, pct]) => [code, [name.replaceAll('_', ' '), pct]]),
);
const HOUR_S = 3_600;
const FRESH_HOURS = 48;
/** A postcode that ends so lies where the marketplace has no registration at Stripe. */
const NOT_COLLECTING = /99$/;

type Rate = { level: 'state' | 'county' | 'city'; name: string; pct: string };
type Where = { country: string; state: string | null; isCollecting: boolean; rates: readonly Rate[] };

/** A calculation in Stripe's shape, with what each jurisdiction asks of each line. */
export function calculate(asked: CalculationParams, clock: Clock) {
  const { address, address_source: source } = asked.customer_details;
  const where = whereIs({ country: address.country!, state: address.state ?? null, postcode: address.postal_code ?? '' });
  const items = asked.line_items.map((line, i) => ({ ...line, reference: line.reference ?? `L${i + 1}`, breakdown: breakdownOf(where, line.amount) }));
  const tax = (rows: readonly { amount: number }[]) => rows.reduce((sum, row) => sum + row.amount, 0);
  const shipping = asked.shipping_cost;
  const shippingTax = shipping ? tax(breakdownOf(where, shipping.amount)) : 0;
  const amounts = items.reduce((sum, { amount }) => sum + amount, shipping?.amount ?? 0);
  const taxes = items.reduce((sum, { breakdown }) => sum + tax(breakdown), shippingTax);
  const showsBreakdown = asked.expand?.includes('line_items.data.tax_breakdown') ?? false;
  const id = newId('taxcalc');
  return {
    id, object: 'tax.calculation', amount_total: amounts + taxes, currency: asked.currency, customer: null,
    customer_details: { address: full(address), address_source: source, ip_address: null, tax_ids: [], taxability_override: 'none' }, expires_at: clock.seconds() + FRESH_HOURS * HOUR_S,
    line_items: {
      object: 'list', has_more: false, url: `/v1/tax/calculations/${id}/line_items`,
      data: items.map(({ amount, quantity, reference, tax_behavior: behavior, tax_code: code, breakdown }) => ({
        id: newId('tax_li'), object: 'tax.calculation_line_item', amount, amount_tax: tax(breakdown), livemode: false, metadata: null, product: null, quantity: quantity ?? 1, reference,
        tax_behavior: behavior ?? 'exclusive', tax_code: code ?? 'txcd_99999999', ...(showsBreakdown ? { tax_breakdown: breakdown } : {}),
      })),
    },
    livemode: false, ship_from_details: asked.ship_from_details ? { address: full(asked.ship_from_details.address) } : null,
    shipping_cost: shipping ? { amount: shipping.amount, amount_tax: shippingTax, tax_behavior: shipping.tax_behavior ?? 'exclusive', tax_code: shipping.tax_code ?? 'txcd_92010001' } : null,
    tax_amount_exclusive: taxes, tax_amount_inclusive: 0, tax_breakdown: summed(where, amounts), tax_date: asked.tax_date ?? clock.seconds(),
  };
}

function whereIs({ country, state, postcode }: { country: string; state: string | null; postcode: string }): Where {
  const known = country === 'US' && state ? STATES[state] : undefined;
  if (!known) return { country, state, isCollecting: false, rates: [] };
  const local: Rate[] = [{ level: 'county', name: `County of ${postcode.slice(0, 3)}`, pct: '2' }, { level: 'city', name: `City of ${postcode.slice(0, 5)}`, pct: '1.25' }];
  return { country, state, isCollecting: !NOT_COLLECTING.test(postcode), rates: [{ level: 'state', name: known[0], pct: known[1] }, ...local] };
}

function breakdownOf({ country, state, isCollecting, rates }: Where, amount: number) {
  const jurisdiction = (level: string, name: string) => ({ country, display_name: name, level, state });
  if (!isCollecting) return [{ amount: 0, jurisdiction: jurisdiction('country', country), sourcing: 'destination', tax_rate_details: null, taxability_reason: 'not_collecting', taxable_amount: 0 }];
  return rates.map(({ level, name, pct }) => ({
    amount: Math.round((amount * Number(pct) * 1_000) / 100_000), jurisdiction: jurisdiction(level, name), sourcing: 'destination',
    tax_rate_details: { display_name: 'Sales Tax', percentage_decimal: pct, tax_type: 'sales_tax' }, taxability_reason: 'standard_rated', taxable_amount: amount,
  }));
}

const summed = (where: Where, amount: number) =>
  breakdownOf(where, amount).map((row) => ({
    amount: row.amount, inclusive: false, taxability_reason: row.taxability_reason, taxable_amount: row.taxable_amount,
    tax_rate_details: { country: where.country, flat_amount: null, percentage_decimal: row.tax_rate_details?.percentage_decimal ?? '0.0', rate_type: 'percentage', state: where.state, tax_type: 'sales_tax' },
  }));

const full = (given: { city?: string | null; country?: string | null; line1?: string | null; line2?: string | null; postal_code?: string | null; state?: string | null }) => ({
  city: given.city ?? null, country: given.country ?? null, line1: given.line1 ?? null, line2: given.line2 ?? null, postal_code: given.postal_code ?? null, state: given.state ?? null,
});
