import { invalid, missing } from './errors.js';

type Range = number | { gt?: number | undefined; gte?: number | undefined; lt?: number | undefined; lte?: number | undefined };
export type Page = { limit?: number | undefined; starting_after?: string | undefined; ending_before?: string | undefined; created?: Range | undefined };

/** A page of rows, newest first, as v1 lists are. Rows come in the order of their creation. */
export function listOf<R extends { id: string; object: unknown }>(url: string, rows: readonly R[], page: Page): { object: 'list'; url: string; has_more: boolean; data: R['object'][] } {
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

/** A page as v2 answers: a link to the next one. */
export function listV2<T extends { id: string }>(url: string, objects: readonly T[], page: { limit?: number | undefined; page?: string | undefined }): { data: T[]; next_page_url: string | null; previous_page_url: string | null } {
  const limit = page.limit ?? 20;
  const newest = [...objects].reverse();
  const start = page.page ? newest.findIndex((o) => o.id === page.page) + 1 : 0;
  const data = newest.slice(start, start + limit);
  const hasMore = start + limit < newest.length;
  return { data, next_page_url: hasMore ? `${url}?limit=${limit}&page=${data.at(-1)!.id}` : null, previous_page_url: null };
}

function isWithin(object: unknown, range: Range | undefined): boolean {
  if (range === undefined) return true;
  const created = (object as { created: number }).created;
  if (typeof range === 'number') return created === range;
  return created > (range.gt ?? -Infinity) && created >= (range.gte ?? -Infinity) && created < (range.lt ?? Infinity) && created <= (range.lte ?? Infinity);
}
