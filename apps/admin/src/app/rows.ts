type Paged<T> = { data: { pages: readonly { data: readonly T[] }[] } | undefined; error: unknown; isPending: boolean; refetch: () => unknown };

/** A list that pages by cursor, as the Table takes it. */
export const rowsOf = <T>(query: Paged<T>) => ({ data: query.data?.pages.flatMap((page) => page.data), error: query.error, isPending: query.isPending, refetch: () => void query.refetch() });

/** How a cursor list goes on. */
export const cursor = { initialPageParam: null as string | null, getNextPageParam: (page: { next: string | null }) => page.next };
