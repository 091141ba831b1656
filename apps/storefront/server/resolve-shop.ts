import { LRUCache } from 'lru-cache';
import type { StoreContext } from '../app/shop/store-types.js';

const KEEP_MS = 5_000;

/** Which marketplace a host stands for. Asked of the API once per 5 s and host: a suspended one closes within that time; unknown hosts are remembered too, so that a scan costs one call each. */
export function createShopResolver(apiUrl: string, fetchFrom: typeof fetch = fetch) {
  const known = new LRUCache<string, { shop: StoreContext | null }>({ max: 10_000, ttl: KEEP_MS });
  const asking = new Map<string, Promise<StoreContext | null>>();

  return async function resolveShop(host: string): Promise<StoreContext | null> {
    const hit = known.get(host);
    if (hit) return hit.shop;
    const running = asking.get(host);
    if (running) return running;
    const asked = ask(host).finally(() => asking.delete(host));
    asking.set(host, asked);
    const shop = await asked;
    known.set(host, { shop });
    return shop;
  };

  async function ask(host: string): Promise<StoreContext | null> {
    const response = await fetchFrom(`${apiUrl}/v1/store/context?host=${encodeURIComponent(host)}`, { signal: AbortSignal.timeout(5_000) });
    if (response.status === 404 || response.status === 400) return null;
    if (!response.ok) throw new Error(`The API could not say which marketplace ${host} is: ${response.status}`);
    return (await response.json()) as StoreContext;
  }
}
