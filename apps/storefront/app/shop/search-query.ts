const KEEP = /^(q|category|vendor|price_min|price_max|sort|after|attr\[[a-z0-9_]+\])$/;

/** The filters that stand in a page's address, in the API's own grammar. Several boxes of one facet arrive as repeated names and leave as one list. */
export function readSearchQuery(url: URL): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name).flatMap((v) => v.split(',')).filter((v) => v !== '');
    if (KEEP.test(name) && values.length > 0) query.set(name, name === 'q' ? url.searchParams.getAll(name).join(' ') : [...new Set(values)].join(','));
  }
  return query;
}

/** The same address without one filter value: what the ✕ of a chip leads to. */
export function withoutFilter(query: URLSearchParams, name: string, value?: string): string {
  const next = new URLSearchParams(query);
  next.delete('after');
  const rest = value === undefined ? [] : (next.get(name) ?? '').split(',').filter((v) => v !== value);
  if (rest.length > 0) next.set(name, rest.join(','));
  else next.delete(name);
  return `?${next}`;
}

export const isChosen = (query: URLSearchParams, name: string, value: string): boolean => (query.get(name) ?? '').split(',').includes(value);

/** Whole currency units as people type them ("12", "12,50") to minor units of the market's currency; nothing for what is no price. */
export function toMinor(text: string | null, exponent: number): string | null {
  const match = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(text?.trim() ?? '');
  if (!match) return null;
  return String(BigInt(match[1] + (match[2] ?? '').padEnd(exponent, '0').slice(0, exponent)));
}
