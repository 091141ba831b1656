import { ApiError } from './errors.js';

export type FormValue = string | FormValue[] | { [key: string]: FormValue };
type Branch = { [key: string]: FormValue | Branch };

const MAX_FIELDS = 1000;
const MAX_DEPTH = 8;

/** Reads Stripe's form encoding, `a[b][0]=x`, into nested values. Indices and `[]` make lists. */
export function parseForm(text: string): { [key: string]: FormValue } {
  const root: Branch = Object.create(null);
  const fields = [...new URLSearchParams(text)];
  if (fields.length > MAX_FIELDS) throw malformed('The request has too many fields.');
  for (const [name, value] of fields) plant(root, pathOf(name), value);
  return lists(root) as { [key: string]: FormValue };
}

function pathOf(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
  if (!match) throw malformed(`The field name ${JSON.stringify(name)} cannot be read.`);
  const path = [match[1]!, ...[...match[2]!.matchAll(/\[([^[\]]*)\]/g)].map((m) => m[1]!)];
  if (path.length > MAX_DEPTH) throw malformed(`The field name ${JSON.stringify(name)} is nested too deeply.`);
  return path;
}

function plant(root: Branch, path: string[], value: string): void {
  let at = root;
  for (const [depth, part] of path.entries()) {
    const key = part === '' ? String(Object.keys(at).length) : part;
    if (depth === path.length - 1) {
      at[key] = value;
      return;
    }
    const next = (at[key] ??= Object.create(null) as Branch);
    if (typeof next === 'string') throw malformed(`The field ${path.join('.')} is both a value and a group.`);
    at = next as Branch;
  }
}

function lists(value: FormValue | Branch): FormValue {
  if (typeof value === 'string') return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, lists(inner as FormValue)] as const);
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index));
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

const malformed = (message: string) => new ApiError(400, { type: 'invalid_request_error', message }, false);
