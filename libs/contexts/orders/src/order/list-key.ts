import type { Knex } from 'knex';
import { z } from 'zod';

/** Where a list of orders goes on: the moment and the id of the last one seen. */
export type ListKey = readonly [placedAt: string, id: string];
export const listKey = z.tuple([z.iso.datetime(), z.uuid()]) as unknown as z.ZodType<ListKey>;

export const keyOf = (row: { readonly placedAt: Date; readonly id: string }): ListKey => [row.placedAt.toISOString(), row.id];

/** Adds "after the last one seen" to a list that runs from the newest to the oldest. */
export const afterKey = (table: string, after: ListKey | null) => (query: Knex.QueryBuilder): void => {
  if (after) void query.whereRaw('(??, ??) < (?::timestamptz, ?::uuid)', [`${table}.placed_at`, `${table}.id`, after[0], after[1]]);
};
