import { z } from 'zod';
import { ApiError, invalid } from './errors.js';

/** A whole number as the form encoding writes it. */
export const int = z
  .string()
  .regex(/^-?\d{1,15}$/, 'Invalid integer')
  .transform(Number);
export const flag = z.enum(['true', 'false']).transform((v) => v === 'true');
export const text = z.string().min(1).max(5000);
/** Text that may be emptied: the SDK writes null as an empty string. */
export const clearable = z
  .string()
  .max(5000)
  .transform((v) => (v === '' ? null : v));
/** Keys and values; an empty value takes the key away, an empty whole takes all away. */
export const metadata = z.union([
  z.literal('').transform(() => null),
  z.record(z.string().min(1).max(40), z.string().max(500)).refine((m) => Object.keys(m).length <= 50, 'Metadata has at most 50 keys'),
]);
export const expand = z.array(text).max(20).optional();
export const currency = z
  .string()
  .regex(/^[a-zA-Z]{3}$/, 'Invalid currency')
  .transform((v) => v.toLowerCase());
export const address = z.strictObject({
  city: clearable.optional(),
  country: clearable.optional(),
  line1: clearable.optional(),
  line2: clearable.optional(),
  postal_code: clearable.optional(),
  state: clearable.optional(),
});
export const shipping = z.strictObject({
  address,
  name: text,
  carrier: clearable.optional(),
  phone: clearable.optional(),
  tracking_number: clearable.optional(),
});
export const billingDetails = z.strictObject({
  address: address.optional(),
  email: clearable.optional(),
  name: clearable.optional(),
  phone: clearable.optional(),
  tax_id: text.optional(),
});
export const cardNumber = z.strictObject({ number: text, exp_month: int, exp_year: int, cvc: z.string().optional(), networks: z.unknown().optional() });
/** A parameter that Stripe knows and that changes nothing here. */
export const ignored = z.unknown().optional();
const range = z.union([int, z.strictObject({ gt: int.optional(), gte: int.optional(), lt: int.optional(), lte: int.optional() })]);
export const paging = { limit: int.optional(), starting_after: text.optional(), ending_before: text.optional(), created: range.optional(), expand };

/** Merges metadata as Stripe does: given keys replace, empty values delete. */
export function mergeMetadata(before: Record<string, string>, given: Record<string, string> | null | undefined): Record<string, string> {
  if (given === undefined) return before;
  if (given === null) return {};
  return Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== ''));
}

/** Parses v1 parameters, or refuses the first that is wrong, in Stripe's words. */
export function accept<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw explain(parsed.error.issues[0]!, given);
}

/** The same for v2, whose errors have another shape. */
export function acceptV2<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = [...issue.path, ...(issue.code === 'unrecognized_keys' ? [issue.keys[0]!] : [])].join('.');
  throw new ApiError(400, { type: 'invalid_request_error', code: 'invalid_fields', message: `${field || 'body'}: ${issue.message}`, param: field }, false);
}

function explain(issue: z.core.$ZodIssue, given: unknown): ApiError {
  if (issue.code === 'unrecognized_keys') {
    const param = bracketed([...issue.path, issue.keys[0]!]);
    return invalid('parameter_unknown', `Received unknown parameter: ${param}`, param);
  }
  const param = bracketed(issue.path);
  const value = issue.path.reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown> | undefined)?.[part], given);
  if (value === undefined) return invalid('parameter_missing', `Missing required param: ${param}.`, param);
  if (value === '')
    return invalid(
      'parameter_invalid_empty',
      `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset.`,
      param,
    );
  if (issue.message === 'Invalid integer') return invalid('parameter_invalid_integer', `Invalid integer: ${String(value)}`, param);
  return new ApiError(400, { type: 'invalid_request_error', message: `Invalid ${param}: ${issue.message}`, param }, false);
}

const bracketed = (path: readonly PropertyKey[]) => path.map(String).reduce((name, part) => (name === '' ? part : `${name}[${part}]`), '');
