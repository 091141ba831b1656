import type { KnownCategory } from './tax-categories.queries.js';

/** The rate in each market, of the category itself or the nearest above it that the packs speak of. */
export function ratesOf(known: readonly KnownCategory[], code: string): string {
  const parts = code.split('.');
  const nearest = parts.map((_, i) => parts.slice(0, parts.length - i).join('.')).map((wanted) => known.find((one) => one.code === wanted)).find(Boolean) ?? known.find((one) => one.code === 'goods.general');
  return (nearest?.rates ?? []).map(({ place, pct }) => `${place} ${pct === null ? 'by address' : `${pct} %`}`).join(', ');
}
