import { z } from 'zod';
import { PCT_PATTERN } from '../evaluation/rate.js';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write a day as YYYY-MM-DD');
const pct = z.string().regex(PCT_PATTERN, 'write a percentage as text: "9.75"');
const words = z.record(z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/), z.string().min(1)).refine((w) => 'en' in w, 'write the English text too: "en"');
const amount = z.tuple([z.string().regex(/^\d+(\.\d+)?$/, 'write an amount as text: "150"'), z.string().regex(/^[A-Z]{3}$/)]);
const cite = z.string().min(3, 'name the law or its source in "cite"');
const condition = z.record(z.string(), z.unknown());
const tableComponent = z.union([z.tuple([z.string(), pct, day]), z.tuple([z.string(), pct, day, day.nullable()])]);

const outcome = z.strictObject({
  place: z.enum(['to', 'from', 'none']).optional(),
  liable: z.enum(['seller', 'platform', 'customer', 'importer', 'none']).optional(),
  scheme: z.string().optional(), treatment: z.string().optional(), issuer: z.enum(['seller', 'platform']).optional(),
  note: z.string().nullable().optional(), needs: condition.nullable().optional(), needs_words: z.string().optional(),
  b2b_leg: z.strictObject({ treatment: z.string(), document: z.string(), cite }).optional(), no_answer: z.string().min(10).optional(),
});

/** The structure of a `taxpack/1` file; what refers to what is checked by lint. */
export const packSchema = z.strictObject({
  schema: z.literal('taxpack/1'), id: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/), kind: z.enum(['union', 'federation', 'country', 'region']),
  extends: z.string().nullable().optional(), name: words, version: z.string().regex(/^\d{4}\.\d{1,2}\.\d+$/, 'write the version as year.month.number'),
  valid_from: day, valid_to: day.nullable().optional(), currency: z.string().regex(/^[A-Z]{3}$/).optional(), tax: z.string().optional(), time_zone: z.string().optional(),
  members: z.array(z.string()).optional(), goods_members_extra: z.array(z.string()).optional(), not_vat_territory: z.array(z.tuple([z.string(), z.string()])).optional(),
  params: z.record(z.string(), z.union([amount, z.string(), z.array(z.string())])).optional(),
  prices: z.strictObject({ b2c: z.enum(['incl', 'excl']), b2b: z.enum(['incl', 'excl']) }).optional(),
  rounding: z.strictObject({ level: z.enum(['line', 'component', 'document_rate']), mode: z.enum(['half_up', 'floor', 'ceil']), scale: z.int(), allowed: z.array(z.enum(['line', 'component', 'document_rate'])).optional() }).optional(),
  rates: z.array(z.strictObject({ code: z.string(), pct: pct.optional(), source: z.string().regex(/^table:/).optional(), from: day, to: day.nullable().optional(), treatment: z.string().optional(), cite: cite.optional() })).optional(),
  categories: z.array(z.union([z.tuple([z.string(), z.string()]), z.tuple([z.string(), z.string(), day.nullable()]), z.tuple([z.string(), z.string(), day.nullable(), day.nullable()])])).optional(),
  drafts: z.array(z.strictObject({ category: z.string(), why: z.string().min(5) })).optional(),
  base: z.strictObject({
    shipping: z.enum(['follows_goods', 'exempt_if_separately_stated', 'always']), shipping_cite: cite,
    discount: z.strictObject({ vendor: z.literal('reduce'), tenant: z.literal('third_party'), platform: z.literal('third_party') }),
  }).optional(),
  unlisted: z.union([
    z.strictObject({ action: z.literal('floor'), note: z.string(), cite, components: z.array(tableComponent).min(1) }),
    z.strictObject({ action: z.literal('no_answer'), message: z.string().min(10) }),
  ]).optional(),
  rules: z.array(z.strictObject({ id: z.string(), stage: z.enum(['place', 'local']), when: condition, then: outcome, cite })).optional(),
  notes: z.record(z.string(), words).optional(),
  fees: z.array(z.strictObject({
    code: z.string(), name: words, authority: z.string(), per: z.enum(['order', 'consignment']), when: condition, cite,
    amounts: z.array(z.strictObject({ amount, from: day, to: day.nullable().optional(), confirmed_to: day.nullable().optional() })).min(1),
  })).optional(),
  tests: z.array(z.string()).optional(),
});

/** The structure of a `taxtable/1` file. */
export const tableSchema = z.strictObject({
  schema: z.literal('taxtable/1'), id: z.string(), version: z.string(), region: z.string(), as_of: day, valid_from: day, cite,
  authorities: z.record(z.string(), z.strictObject({ name: z.string(), exempts: z.array(z.string()).optional(), cite: cite.optional() })),
  rows: z.array(z.strictObject({ id: z.string(), city: z.string().nullable(), postcodes: z.array(z.string().regex(/^\d{5}(-\d{5})?$/, 'write a postcode as 94110, a range as 94102-94134')), components: z.array(tableComponent).min(1) })).min(1),
});
