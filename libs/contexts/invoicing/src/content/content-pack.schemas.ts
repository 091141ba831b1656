import { z } from 'zod';
import { documentTypes, taxTreatments } from '../document/document.js';
import { fieldNames, groups } from './content-pack.js';
import { type PhoneCode, phoneCodes } from './phone-code.js';

const cite = z.string({ error: 'name the law or its source in "cite"' }).min(3, 'name the law or its source in "cite"');
const texts = z.record(z.string().regex(/^[a-z]{2}$/, 'write a language as "de"'), z.string().min(1)).refine((said) => 'en' in said, 'write the English text too: "en"');
const amount = z.tuple([z.string().regex(/^\d+(\.\d+)?$/, 'write an amount as text: "1000"'), z.string().regex(/^[A-Z]{3}$/, 'write the currency as "AUD"')]);
const limit = z.union([amount, z.string().regex(/^\$[a-z_]+$/)], { error: 'write an amount as ["1000", "AUD"], or name a param: "$simplified_up_to"' });
const types = z.array(z.enum([...documentTypes, ...(Object.keys(groups) as (keyof typeof groups)[])], { error: `write types of documents, or ${Object.keys(groups).join(', ')}` })).min(1);
const when = z.strictObject({
  buyer: z.enum(['business', 'consumer']).optional(), total_from: limit.optional(), total_above: limit.optional(), total_up_to: limit.optional(), taxed: z.boolean().optional(),
  treatment: z.array(z.enum(taxTreatments)).min(1).optional(), rates: z.array(z.string()).min(1).optional(), at_home: z.boolean().optional(), over_border: z.boolean().optional(),
}).optional();
const row = { id: z.string().regex(/^[A-Z]{2,3}-[A-Z0-9-]+$/, 'write the id as AU-ABN'), types, when, cite };

/** The structure of a `documentpack/1` file; what refers to what is checked by lint. */
export const contentPackSchema = z.strictObject({
  schema: z.literal('documentpack/1'), id: z.string().regex(/^[A-Z]{2,3}$/, 'write the id as DE'), extends: z.string().nullable().optional(), version: z.string().regex(/^\d{4}\.\d{1,2}\.\d+$/, 'write the version as year.month.number'),
  params: z.record(z.string().regex(/^[a-z_]+$/), amount).optional(), number_label: z.string().min(2).max(30).optional(),
  titles: z.array(z.strictObject({ ...row, words: texts })).optional(), says: z.array(z.strictObject({ ...row, words: texts })).optional(),
  fields: z.array(z.strictObject({ ...row, field: z.enum(fieldNames, { error: `there is no such field: write one of ${fieldNames.join(', ')}` }), name: z.string().min(3), by: z.enum(['seller', 'buyer', 'marketplace']), form: z.string().optional() })).optional(),
  marks: z.array(z.strictObject({ ...row, rates: z.array(z.string()).min(1), mark: z.string().min(1).max(3), words: texts })).optional(),
  qr: z.array(z.strictObject({ ...row, form: z.enum(Object.keys(phoneCodes) as PhoneCode[], { error: `write the form of the code: ${Object.keys(phoneCodes).join(', ')}` }) })).optional(),
});
