import { z } from 'zod';
import { PCT_PATTERN } from '../evaluation/rate.js';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write a day as YYYY-MM-DD');
const pct = z.string().regex(PCT_PATTERN, 'write a percentage as text: "9.75"');
const words = z.record(z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/), z.string().min(1)).refine((w) => 'en' in w, 'write the English text too: "en"');
const amount = z.tuple([z.string().regex(/^\d+(\.\d+)?$/, 'write an amount as text: "150"'), z.string().regex(/^[A-Z]{3}$/)]);
const cite = z.string({ error: 'name the law or its source in "cite"' }).min(3, 'name the law or its source in "cite"');
const condition = z.record(z.string(), z.unknown());
const tableComponent = z.union([z.tuple([z.string(), pct, day]), z.tuple([z.string(), pct, day, day.nullable()])]);
const paramValue = z.union([amount, z.string(), z.array(z.string())]);
const param = z.union([paramValue, z.strictObject({ rows: z.array(z.strictObject({ value: paramValue, from: day.nullable().optional(), to: day.nullable().optional() })).min(1) })]);
const part = z.strictObject({ authority: z.string(), name: z.string().optional(), pct, when: condition.optional() });

const outcome = z.strictObject({
  place: z.enum(['to', 'from', 'none']).optional(),
  liable: z.enum(['seller', 'platform', 'customer', 'importer', 'none']).optional(),
  scheme: z.string().optional(), treatment: z.string().optional(), issuer: z.enum(['seller', 'platform']).optional(),
  note: z.string().nullable().optional(), needs: condition.nullable().optional(), needs_words: z.string().optional(),
  b2b_leg: z.strictObject({ treatment: z.string(), document: z.string(), cite }).optional(), final: z.boolean().optional(),
  remitter: z.enum(['seller', 'platform']).optional(), charged: z.boolean().optional(), no_answer: z.string().min(10).optional(),
});

const categoryRow = z.union([
  z.tuple([z.string(), z.string()]), z.tuple([z.string(), z.string(), day.nullable()]), z.tuple([z.string(), z.string(), day.nullable(), day.nullable()]), z.tuple([z.string(), z.string(), day.nullable(), day.nullable(), condition]),
], { error: 'write a category as ["goods.food", "reduced", from?, to?, when?]' });

const fee = z.strictObject({
  code: z.string(), name: words, authority: z.string(), per: z.enum(['order', 'consignment', 'tariff_line']), when: condition, cite,
  amounts: z.array(z.strictObject({ amount, from: day, to: day.nullable().optional(), confirmed_to: day.nullable().optional() })).min(1),
  collected_by: z.string().min(2).optional(), least: z.strictObject({ amount, also: z.array(z.string()) }).optional(), draft: z.string().min(5).optional(),
});

/** The structure of a `taxpack/1` file; what refers to what is checked by lint. */
export const packSchema = z.strictObject({
  schema: z.literal('taxpack/1'), id: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'write the id as DE or US-CA'), kind: z.enum(['union', 'federation', 'country', 'region']),
  extends: z.string().nullable().optional(), name: words, version: z.string().regex(/^\d{4}\.\d{1,2}\.\d+$/, 'write the version as year.month.number'), activates: day.optional(),
  valid_from: day, valid_to: day.nullable().optional(), currency: z.string().regex(/^[A-Z]{3}$/).optional(), tax: z.string().optional(), time_zone: z.string().optional(),
  members: z.array(z.string()).optional(), goods_members_extra: z.array(z.string()).optional(), not_vat_territory: z.array(z.tuple([z.string(), z.string()])).optional(),
  thresholds: z.array(z.strictObject({
    code: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/), name: words, of: z.enum(['platform', 'seller']), sales: z.enum(['to_here', 'cross_border_in_union']), period: z.enum(['year', 'twelve_months']),
    amount: z.union([amount, z.string().regex(/^\$[a-z_]+$/, 'write an amount as ["10000", "EUR"], or name a param: "$nexus_amount"')]), sales_count: z.string().regex(/^\$[a-z_]+$/).optional(), test: z.string().regex(/^\$[a-z_]+$/).optional(), cite,
  })).optional(),
  tax_id: z.strictObject({ prefix: z.string().regex(/^[A-Z]{1,4}$/).optional(), pattern: z.string(), example: z.string(), register: z.string().regex(/^[a-z_]+$/).optional(), cite }).optional(),
  exchange: z.strictObject({ currency: z.string().regex(/^[A-Z]{3}$/), sources: z.array(z.string().regex(/^[a-z][a-z_]{1,39}$/, 'name a source as "ecb" or "eu_customs"')).min(1), cite }).optional(),
  also: z.array(z.string().regex(/^[A-Z]{2}$/)).optional(), elsewhere: z.array(z.tuple([z.string(), z.string()])).optional(),
  areas: z.array(z.strictObject({ code: z.string(), name: words, postcodes: z.string(), cite })).optional(),
  params: z.record(z.string().regex(/^[a-z_]+$/), param).optional(),
  prices: z.strictObject({ b2c: z.enum(['incl', 'excl']), b2b: z.enum(['incl', 'excl']) }).optional(),
  rounding: z.strictObject({
    level: z.enum(['line', 'component', 'document_rate']), mode: z.enum(['half_up', 'floor', 'ceil']), scale: z.int(), allowed: z.array(z.enum(['line', 'component', 'document_rate'])).optional(), modes: z.array(z.enum(['half_up', 'floor', 'ceil'])).optional(),
  }).optional(),
  rates: z.array(z.strictObject({
    code: z.string(), pct: pct.optional(), parts: z.array(part).min(1).optional(), source: z.string().regex(/^table:/, 'write the source as table:<id>').optional(), from: day, to: day.nullable().optional(),
    treatment: z.string().optional(), cite: cite.optional(), area: z.string().optional(), excess_over: amount.optional(),
  })).optional(),
  categories: z.array(categoryRow).optional(),
  drafts: z.array(z.strictObject({ category: z.string(), why: z.string().min(5, 'say why the rate is not sure'), from: day.optional(), to: day.optional(), area: z.string().optional() })).optional(),
  base: z.strictObject({
    shipping: z.enum(['follows_goods', 'exempt_if_separately_stated', 'always', 'full_if_any_taxed']), shipping_cite: cite,
    discount: z.strictObject({ vendor: z.literal('reduce'), tenant: z.literal('third_party'), platform: z.literal('third_party') }),
  }).optional(),
  unlisted: z.union([
    z.strictObject({ action: z.literal('floor'), note: z.string(), cite, components: z.array(tableComponent).min(1) }),
    z.strictObject({ action: z.literal('state_only'), why: z.string().min(10), note: z.string(), cite, components: z.array(tableComponent).min(1).optional() }),
    z.strictObject({ action: z.literal('no_answer'), message: z.string().min(10) }),
  ]).optional(),
  rules: z.array(z.strictObject({ id: z.string(), stage: z.enum(['place', 'local', 'remit']), when: condition, then: outcome, cite })).optional(),
  notes: z.record(z.string(), words).optional(),
  fees: z.array(fee).optional(),
  withholdings: z.array(z.strictObject({ code: z.string(), name: words, when: condition, from: day, to: day.nullable().optional(), parts: z.array(part).min(1), cite })).optional(),
  tests: z.array(z.string()).optional(),
  // What may be sold there: compliance reads and checks it.
  offering: z.strictObject({ rules: z.array(z.unknown()) }).optional(),
});

/** The structure of a `taxtable/1` file. */
export const tableSchema = z.strictObject({
  schema: z.literal('taxtable/1'), id: z.string(), version: z.string(), activates: day.optional(), region: z.string(), as_of: day, valid_from: day, cite,
  authorities: z.record(z.string(), z.strictObject({ name: z.string(), exempts: z.array(z.string()).optional(), cite: cite.optional(), band: z.tuple([z.string(), z.string().nullable()]).optional() })),
  rows: z.array(z.strictObject({ id: z.string(), city: z.string().nullable(), postcodes: z.array(z.string().regex(/^\d{5}(-\d{5})?$/, 'write a postcode as 94110, a range as 94102-94134')), components: z.array(tableComponent).min(1), valid_from: day.optional(), valid_to: day.optional() })),
});
