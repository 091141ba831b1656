export type AuditChange = { field: string; before: string | null; after: string | null; isSame: boolean };
type Values = Readonly<Record<string, unknown>> | null;

/** Field by field what an entry says was so before and is so after. Lists and objects that hold others are opened, so that a difference deep inside is one row. */
export function changesOf(before: Values, after: Values): AuditChange[] {
  const [from, to] = [flat(before ?? {}), flat(after ?? {})];
  return [...new Set([...from.keys(), ...to.keys()])].map((field) => {
    const [was, is] = [from.get(field) ?? null, to.get(field) ?? null];
    return { field, before: was, after: is, isSame: was === is };
  });
}

function flat(value: unknown, path = ''): Map<string, string | null> {
  if (value === null || value === undefined) return path === '' ? new Map() : new Map([[path, null]]);
  if (typeof value !== 'object') return new Map([[path, typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)]]);
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return new Map([[path, value.length === 0 ? 'none' : value.join(', ')]]);
  const entries = Array.isArray(value) ? value.map((one, i) => [String(i + 1), one] as const) : Object.entries(value);
  if (entries.length === 0) return path === '' ? new Map() : new Map([[path, 'none']]);
  return new Map(entries.flatMap(([key, one]) => [...flat(one, path === '' ? words(key) : `${path} › ${words(key)}`)]));
}

/** `liveVersionId` and `category_path` as words. */
const words = (key: string): string => key.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/_/g, ' ').toLowerCase();
