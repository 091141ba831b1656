import { data } from 'react-router';
import type { Suggestion } from '../components/search-field.js';
import { callStore } from '../shop/api.server.js';
import { openVisit } from '../shop/session.server.js';
import type { Suggestions } from '../shop/store-types.js';
import type { LoaderArgs } from '../shop/load-context.js';

export async function loader({ request, context }: LoaderArgs) {
  const visit = openVisit(request, context);
  const q = new URL(request.url).searchParams.get('q')?.slice(0, 100) ?? '';
  if (q.trim().length < 2) return data({ data: [] as Suggestion[] });
  const found = await callStore<Suggestions>(context, visit, `/suggest?q=${encodeURIComponent(q)}`);
  const suggestions: Suggestion[] = [
    ...found.categories.map((c) => ({ label: c.name, href: `/c/${c.handle}`, note: visit.words.search.category })),
    ...found.vendors.map((v) => ({ label: v.name, href: `/s/${v.handle}`, note: visit.words.search.vendor })),
    ...found.listings.map((l) => ({ label: l.title, href: `/p/${l.handle}`, note: l.vendor.name })),
  ];
  return data({ data: suggestions.slice(0, 8) }, { headers: { 'Cache-Control': 'private, max-age=30' } });
}
