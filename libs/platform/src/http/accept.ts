import { z } from 'zod';
import { DomainError } from '../errors.js';

// A part without a schema must be empty: what is not known is refused, not ignored.
const nothing = z.strictObject({}).optional();

/** Only what came over the wire can be the client's fault. A ZodError from anywhere deeper is our bug, and stays a 500. */
export function accept(part: 'path' | 'query' | 'body', schema: z.ZodType | null, value: unknown): unknown {
  const parsed = (schema ?? nothing).safeParse(value);
  if (!parsed.error) return schema ? parsed.data : undefined;
  const errors = parsed.error.issues.flatMap((issue) => toErrors(part, issue));
  const wrongId = errors.find((error) => error.code === 'wrong_id_type');
  if (wrongId) throw new DomainError('request.wrong_id_type', 'invalid', wrongId.message, { errors });
  throw new DomainError('request.invalid', 'invalid', `The ${part} is not valid: ${errors[0]!.message}`, { errors });
}

/** `attr[colour]=green` belongs to the field `attr` where the schema has one; `filter[status]`, which schemas name whole, stays as it was written. */
export function gatherFields(schema: z.ZodType | null, query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = schema instanceof z.ZodObject ? schema.shape : {};
  const gathered = new Map<string, unknown>();
  for (const [key, value] of Object.entries(query)) {
    const [, field, name] = /^([a-z_]+)\[([^\]]*)\]$/.exec(key) ?? [];
    const isPartOf = field !== undefined && name !== undefined && !Object.hasOwn(known, key) && Object.hasOwn(known, field);
    if (!isPartOf) gathered.set(key, value);
    else gathered.set(field, Object.fromEntries([...Object.entries(gathered.get(field) ?? {}), [name, value]]));
  }
  return Object.fromEntries(gathered); // defines what it is given, be it called __proto__
}

export type FieldError = { in: string; pointer: string; code: string; message: string };

function toErrors(part: string, issue: z.core.$ZodIssue): FieldError[] {
  const pointer = (path: readonly PropertyKey[]) => path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ in: part, pointer: pointer([...issue.path, key]), code: 'unknown_field', message: `There is no field ${key} here.` }));
  }
  const code = issue.code === 'custom' && typeof issue.params?.['code'] === 'string' ? issue.params['code'] : issue.code;
  return [{ in: part, pointer: pointer(issue.path), code, message: sentence(issue.message) }];
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
