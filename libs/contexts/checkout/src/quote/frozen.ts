type Marked = { $bigint: string } | { $date: string };

/** A value as JSON that keeps its bigints and moments: what was quoted is placed as quoted, days later and in another process. */
export function freeze(value: unknown): string {
  return JSON.stringify(mark(value));
}

/** The value that `freeze` was given. The caller knows its type: it is our own row. */
export function thaw<T>(stored: unknown): T {
  return unmark(stored) as T;
}

function mark(value: unknown): unknown {
  if (typeof value === 'bigint') return { $bigint: value.toString() } satisfies Marked;
  if (value instanceof Date) return { $date: value.toISOString() } satisfies Marked;
  if (Array.isArray(value)) return value.map(mark);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mark(item)]));
  return value;
}

function unmark(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unmark);
  if (typeof value !== 'object' || value === null) return value;
  if ('$bigint' in value) return BigInt(value.$bigint as string);
  if ('$date' in value) return new Date(value.$date as string);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unmark(item)]));
}
