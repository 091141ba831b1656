import { callStore } from '../shop/api.server.js';
import { openVisit } from '../shop/session.server.js';
import type { Category, SearchPage } from '../shop/store-types.js';
import type { LoaderArgs } from '../shop/load-context.js';

const MOST_PAGES = 50; // of 100 listings: the limit of one sitemap file is far above, a runaway loop is not

/** Home, categories and every listing, newest first. */
export async function loader({ request, context }: LoaderArgs) {
  const visit = openVisit(request, context);
  const { data: categories } = await callStore<{ data: Category[] }>(context, visit, '/categories');
  const paths = ['/', ...flatten(categories).map((c) => `/c/${c.handle}`)];
  let after: string | null = '';
  for (let page = 0; page < MOST_PAGES && after !== null; page += 1) {
    const found: SearchPage = await callStore<SearchPage>(context, visit, `/search?sort=newest&limit=100${after ? `&after=${encodeURIComponent(after)}` : ''}`);
    paths.push(...found.data.map((card) => `/p/${card.handle}`));
    after = found.next;
  }
  const urls = paths.map((path) => `<url><loc>${context.origin}${encodeURI(path)}</loc></url>`).join('');
  return new Response(`<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls}</urlset>`, { headers: { 'Content-Type': 'application/xml', 'Cache-Control': 'public, max-age=600' } });
}

const flatten = (categories: Category[]): Category[] => categories.flatMap((c) => [c, ...flatten(c.children)]);
