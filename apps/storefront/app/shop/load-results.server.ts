import { callStore } from './api.server.js';
import { readSearchQuery, toMinor } from './search-query.js';
import type { Visit } from './session.server.js';
import type { SearchPage } from './store-types.js';
import type { ShopContext } from './load-context.js';

/** The hits for the filters in an address; `fixed` overrides what the address may not change (a category page's category). */
export async function loadResults(context: ShopContext, visit: Visit, url: URL, fixed: Record<string, string> = {}): Promise<{ page: SearchPage; query: string }> {
  const query = readSearchQuery(url);
  const asked = new URLSearchParams(query);
  const exponent = new Intl.NumberFormat('en', { style: 'currency', currency: visit.market.currency }).resolvedOptions().maximumFractionDigits ?? 2;
  for (const name of ['price_min', 'price_max']) {
    const minor = toMinor(query.get(name), exponent);
    if (minor === null) { asked.delete(name); query.delete(name); } else asked.set(name, minor);
  }
  for (const [name, value] of Object.entries(fixed)) asked.set(name, value);
  asked.set('limit', '24');
  return { page: await callStore<SearchPage>(context, visit, `/search?${asked}`), query: query.toString() };
}
