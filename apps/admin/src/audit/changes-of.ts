import { percentText } from '../app/words.js';

export type AuditChange = { field: string; before: string | null; after: string | null; isSame: boolean };
type Values = Readonly<Record<string, unknown>> | null;

/** Field by field what an entry says was so before and is so after. Lists and objects that hold others are opened, so that a difference deep inside is one row. */
export function changesOf(before: Values, after: Values): AuditChange[] {
  const [from, to] = [flat(before ?? {}), flat(after ?? {})];
  return [...new Set([...from.keys(), ...to.keys()])].map((field) => ({ field, before: from.get(field) ?? null, after: to.get(field) ?? null, isSame: from.get(field) === to.get(field) }));
}

/** What has no value has no row. */
function flat(value: unknown, path = ''): Map<string, string> {
  if (value === null || value === undefined) return new Map();
  if (typeof value === 'boolean') return new Map([[path, value ? 'yes' : 'no']]);
  if (typeof value !== 'object') return new Map([[path, path.endsWith('percent') ? `${percentText(Number(value))} %` : String(value)]]);
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return new Map(value.length === 0 ? [] : [[path, value.join(', ')]]);
  const entries = Array.isArray(value) ? value.map((one, i) => [String(i + 1), one] as const) : Object.entries(value);
  return new Map(entries.flatMap(([key, one]) => [...flat(one, path === '' ? words(key) : `${path} › ${words(key)}`)]));
}

/** `liveVersionId` and `category_path` as words; basis points (`bp`) are shown as percent. */
const words = (key: string): string => key.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/_/g, ' ').toLowerCase().replace(/\bbp$/, 'percent');
