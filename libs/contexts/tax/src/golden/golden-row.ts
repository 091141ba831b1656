import { z } from 'zod';

// Tables are kept by people and by programs: a number is as good as its text.
const decimal = z.union([z.string(), z.number()]).transform(String).pipe(z.string().regex(/^-?\d+(\.\d+)?$/, 'write an amount as text: "12.50"'));
const name = z.union([z.string(), z.int()]).transform(String);
const place = z.looseObject({ country: z.string(), region: z.string().nullish(), postcode: z.string().nullish(), city: z.string().nullish() });
const mode = z.enum(['incl', 'excl']);

const said = (words: Readonly<Record<string, string>>) => z.string().transform((text) => words[text.toLowerCase()] ?? text.toLowerCase());
/** Whoever is no consumer by another name buys as a business: a government, a charity. */
const kindOfBuyer = z.string().transform((text): 'consumer' | 'business' => (/^(consumer|private|individual|non_taxable)/.test(text.toLowerCase()) ? 'consumer' : 'business'));
const level = said({ document: 'document_rate', invoice: 'document_rate', order: 'document_rate' }).pipe(z.enum(['line', 'component', 'document_rate', 'cumulative']));
const toward = said({ down: 'floor', truncate: 'floor', up: 'ceil', half_away: 'half_up' }).pipe(z.enum(['half_up', 'floor', 'ceil']));

/** A worked case, as accountants keep them: the facts of one sale and what its tax has to be. */
export const goldenRow = z.looseObject({
  id: name, title: z.string().default(''), tax_date: z.iso.date(), currency: z.string(),
  seller: z.looseObject({
    country: z.string(), registrations: z.array(z.string()).default([]), establishments: z.array(z.string()).optional(), oss: z.boolean().optional(), small_business: z.boolean().optional(),
    eu_cross_border_ytd: decimal.optional(), sme_ex_number: z.string().optional(), is_platform_operator: z.boolean().optional(),
  }),
  platform: z.looseObject({
    role: z.enum(['marketplace', 'supplier', 'first_party']), establishment: z.string(), registrations: z.array(z.string()).optional(), deemed: z.boolean().optional(), ioss: z.boolean().optional(), funds_discount: decimal.optional(),
    controls_price: z.boolean().optional(), collects_payment: z.boolean().optional(), handles_complaints: z.boolean().optional(),
  }),
  ship_from: place, ship_to: place,
  customer: z.looseObject({
    type: kindOfBuyer, tax_id: name.nullish(), tax_id_valid: z.boolean().nullish(), gst_registered: z.boolean().nullish(), gst_registered_declared: z.boolean().nullish(),
    certificate: z.looseObject({ type: z.string(), state: z.string(), valid: z.boolean().default(true), expires: z.iso.date().nullish() }).nullish(),
  }),
  lines: z.array(z.looseObject({
    id: name, category: z.string(), unit_price: decimal, quantity: decimal.refine((text) => Number(text) !== 0, 'write how many'), price_mode: mode,
    discount: decimal.nullish().transform((text) => text ?? '0'), discount_funder: z.string().nullish(), hs6: name.nullish(),
  })).min(1),
  shipping: z.looseObject({ amount: decimal, price_mode: mode.nullish(), separately_stated: z.boolean().nullish() }).nullish().transform((given) => given ?? null),
  rounding: z.looseObject({ level: level.default('line'), mode: toward.default('half_up') }).nullish(),
  facts: z.record(z.string(), z.unknown()).nullish().transform((given) => given ?? {}),
  expected: z.looseObject({
    jurisdiction: z.string(), scheme: z.string(), treatment: z.string(), taxable_amount: decimal, tax_amount: decimal, customer_pays: decimal,
    per_line: z.array(z.looseObject({ line: name, rate_pct: decimal, taxable: decimal, tax: decimal })).default([]),
    components: z.record(z.string(), z.array(z.looseObject({ authority: z.string(), rate_pct: decimal, tax: decimal }))).default({}),
    tax_remitted_by: z.string(), remit_split: z.record(z.string(), z.string()).default({}), customer_invoice_issuer: z.string(),
  }),
  doubtful: z.boolean().default(false),
});
export type GoldenRow = z.output<typeof goldenRow>;

/** An amount of a row in minor units; what has more decimals than its currency is rounded as the row's own sums are: half up. */
export function minorOfRow(amount: string, exponent: number): bigint {
  const [whole, decimals = ''] = amount.replace('-', '').split('.');
  const digits = BigInt(whole! + decimals.slice(0, exponent).padEnd(exponent, '0')) + (Number(decimals[exponent] ?? '0') >= 5 ? 1n : 0n);
  return amount.startsWith('-') ? -digits : digits;
}
