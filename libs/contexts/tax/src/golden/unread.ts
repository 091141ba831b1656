import type { GoldenRow } from './golden-row.js';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
/** What a row may say and the check reads, compares, or takes as said to people (titles, sources, wording of invoices). */
const KNOWN = {
  row: words('id title tax_date seller platform ship_from ship_to customer currency lines shipping rounding facts expected source doubtful comment note'),
  seller: words('country registrations establishments oss small_business eu_cross_border_ytd sme_ex_number is_platform_operator union_turnover'),
  platform: words('role establishment registrations deemed ioss funds_discount controls_price collects_payment handles_complaints'),
  ship_from: words('country region postcode city'), ship_to: words('country region postcode city'),
  customer: words('type tax_id tax_id_valid certificate is_vendor gst_registered gst_registered_declared'),
  line: words('id category unit_price quantity price_mode discount discount_funder hs6 note'),
  shipping: words('amount price_mode separately_stated'), rounding: words('level mode scale'),
  facts: words('consignment_count distinct_hs6 document original_tax original_tax_date refunded_before fx discount_funder gst_registered_declared'),
  expected: words('jurisdiction scheme treatment taxable_amount tax_amount customer_pays per_line components tax_remitted_by remit_split customer_invoice_issuer invoice_note fees buyer_cash_payment platform_contribution tcs_withheld_from_vendor tcs_split duty_collected_by hsn'),
} as const;
/** Names that end in a place or a currency: sales_12m_KY, intrinsic_value_eur, retail_delivery_fee. */
const FAMILIES: Partial<Record<keyof typeof KNOWN, RegExp>> = {
  seller: /^(sales|transactions)_12m_[A-Z]{2}$/, facts: /^(intrinsic|customs)_value_[a-z]{3}$/, expected: /^(eu_)?customs_duty|(^|_)fees?(_|$)/,
};

/** What a row says that nothing here has a word for, by its place in the row: a misspelt field must not pass for one that agrees. */
export function unreadOf(row: GoldenRow): string[] {
  const of = (part: keyof typeof KNOWN, value: object | null | undefined, prefix: string) =>
    Object.entries(value ?? {}).flatMap(([key, said]) => (said === null || KNOWN[part].has(key) || FAMILIES[part]?.test(key) ? [] : [`${prefix}${key}`]));
  const parts = ['seller', 'platform', 'ship_from', 'ship_to', 'customer', 'shipping', 'rounding', 'facts', 'expected'] as const;
  return [...of('row', row, ''), ...parts.flatMap((part) => of(part, row[part], `${part}.`)), ...new Set(row.lines.flatMap((line) => of('line', line, 'lines.')))];
}
