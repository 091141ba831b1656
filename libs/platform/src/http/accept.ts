import { z } from 'zod';
import { DomainError } from '../errors.js';

// A part without a schema must be empty: what is not known is refused, not ignored.
const nothing = z.strictObject({}).optional();

/** Only what came over the wire can be the client's fault. A ZodError from anywhere deeper is our bug, and stays a 500. */
export function accept(part: 'path' | 'query' | 'body', schema: z.ZodType | null, value: unknown): unknown {
  refuseUnkeepable(part, value);
  const parsed = (schema ?? nothing).safeParse(value);
  if (!parsed.error) return schema ? parsed.data : undefined;
  const errors = parsed.error.issues.flatMap((issue) => toErrors(part, issue));
  const wrongId = errors.find((error) => error.code === 'wrong_id_type');
  if (wrongId) throw new DomainError('request.wrong_id_type', 'invalid', wrongId.message, { errors });
  throw new DomainError('request.invalid', 'invalid', `The ${part} is not valid: ${errors[0]!.message}`, { errors });
}

const DEEPEST = 32;

/** PostgreSQL keeps no NUL and no half of a surrogate pair, in no text and no JSON; and nothing of ours is nested deeply: what walks a value may recurse. */
function refuseUnkeepable(part: 'path' | 'query' | 'body', value: unknown): void {
  let level: { value: unknown; pointer: string }[] = [{ value, pointer: '' }];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw refused(part, level[0]!.pointer, 'too_deep', `It is nested more than ${DEEPEST} levels deep.`);
    const bad = level.find((each) => (typeof each.value === 'string' && !isKeepable(each.value)) || partsOf(each.value).some(([name]) => !isKeepable(name)));
    if (bad) throw refused(part, bad.pointer, 'invalid_text', 'It has characters that no text may have.');
    level = level.flatMap((each) => partsOf(each.value).map(([name, inner]) => ({ value: inner, pointer: `${each.pointer}/${escaped(name)}` })));
  }
}

const isKeepable = (text: string): boolean => !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);
const partsOf = (value: unknown): [string, unknown][] => (isPlain(value) ? Object.entries(value) : []);

/** What a body of JSON, a query and a path are made of. Bytes and streams are whole: a request as a stream leads through its socket to everything the process holds. */
function isPlain(value: unknown): value is object {
  if (value === null || typeof value !== 'object') return false;
  const kind: unknown = Object.getPrototypeOf(value);
  return kind === null || kind === Object.prototype || Array.isArray(value);
}
const refused = (part: string, pointer: string, code: string, message: string): DomainError =>
  new DomainError('request.invalid', 'invalid', `The ${part} is not valid: ${message}`, { errors: [{ in: part, pointer, code, message }] });

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
  const pointer = (path: readonly PropertyKey[]) => path.map((step) => `/${escaped(String(step))}`).join('');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ in: part, pointer: pointer([...issue.path, key]), code: 'unknown_field', message: `There is no field ${key} here.` }));
  }
  const code = issue.code === 'custom' && typeof issue.params?.['code'] === 'string' ? issue.params['code'] : issue.code;
  return [{ in: part, pointer: pointer(issue.path), code, message: sentence(issue.message) }];
}

const escaped = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');
const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
