import { z } from 'zod';
import { invalid, missing } from './errors.js';

type Range = number | { gt?: number | undefined; gte?: number | undefined; lt?: number | undefined; lte?: number | undefined };
export type Page = { limit?: number | undefined; starting_after?: string | undefined; ending_before?: string | undefined; created?: Range | undefined };

/** A page of rows, newest first, as v1 lists are. Rows come in the order of their creation. */
export function listOf<R extends { id: string; object: unknown }>(
  url: string,
  rows: readonly R[],
  page: Page,
): { object: 'list'; url: string; has_more: boolean; data: R['object'][] } {
  const limit = page.limit ?? 10;
  if (limit < 1 || limit > 100) throw invalid('parameter_invalid_integer', 'Limit must be between 1 and 100.', 'limit');
  const matching = [...rows].reverse().filter((row) => isWithin(row.object, page.created));
  const at = (id: string, param: string) => {
    const index = matching.findIndex((row) => row.id === id);
    if (index < 0) throw missing('object', id, param);
    return index;
  };
  if (page.ending_before) {
    const end = at(page.ending_before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', url, has_more: start > 0, data: matching.slice(start, end).map((row) => row.object) };
  }
  const start = page.starting_after ? at(page.starting_after, 'starting_after') + 1 : 0;
  return { object: 'list', url, has_more: start + limit < matching.length, data: matching.slice(start, start + limit).map((row) => row.object) };
}

/** What a v2 list takes beside its filters. */
export const v2Page = { limit: z.coerce.number().int().min(1).max(100).optional(), page: z.string().optional() };

/** A page as v2 answers: a link to the next one, with the same filters. */
export function listV2<T extends { id: string }>(
  path: string,
  objects: readonly T[],
  { page, ...asked }: { limit?: number | undefined; page?: string | undefined; [filter: string]: unknown },
): { data: T[]; next_page_url: string | null; previous_page_url: string | null } {
  const limit = asked.limit ?? 20;
  const newest = [...objects].reverse();
  const start = page ? newest.findIndex((o) => o.id === page) + 1 : 0;
  const data = newest.slice(start, start + limit);
  const hasMore = start + limit < newest.length;
  return { data, next_page_url: hasMore ? `${path}?${query({ ...asked, limit, page: data.at(-1)!.id })}` : null, previous_page_url: null };
}

function query(fields: Record<string, unknown>): string {
  const pairs = Object.entries(fields).flatMap(([name, value]): [string, unknown][] => {
    if (Array.isArray(value)) return value.map((item, index) => [`${name}[${index}]`, item]);
    if (value !== null && typeof value === 'object') return Object.entries(value).map(([key, inner]) => [`${name}[${key}]`, inner]);
    return [[name, value]];
  });
  return pairs
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&');
}

function isWithin(object: unknown, range: Range | undefined): boolean {
  return range === undefined || isInRange((object as { created: number }).created, range);
}

/** Whether a time in seconds lies in a range as the API writes it. */
export function isInRange(created: number, range: Range): boolean {
  if (typeof range === 'number') return created === range;
  return created > (range.gt ?? -Infinity) && created >= (range.gte ?? -Infinity) && created < (range.lt ?? Infinity) && created <= (range.lte ?? Infinity);
}
