import { useLoaderData, type MetaFunction } from 'react-router';
import { Crumbs } from '../components/crumbs.js';
import { Face } from '../components/face.js';
import { Results } from '../components/results.js';
import { callStore } from '../shop/api.server.js';
import { loadResults } from '../shop/load-results.server.js';
import { openVisit } from '../shop/session.server.js';
import type { Category } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import type { LoaderArgs } from '../shop/load-context.js';

export async function loader({ request, context, params }: LoaderArgs) {
  const visit = openVisit(request, context);
  const handle = params['handle'] ?? '';
  const { data } = await callStore<{ data: Category[] }>(context, visit, '/categories');
  const path = findPath(data, handle);
  const here = path?.at(-1);
  if (!path || !here) throw new Response('Not found', { status: 404 });
  const found = await loadResults(context, visit, new URL(request.url), { category: handle });
  return { ...found, path: path.slice(0, -1).map(({ handle: h, name }) => ({ handle: h, name })), here: here.name, title: `${here.name} · ${context.shop.theme.name}`, canonical: `${context.origin}/c/${handle}` };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }, { tagName: 'link', rel: 'canonical', href: data?.canonical }];

function findPath(categories: Category[], handle: string): Category[] | null {
  for (const category of categories) {
    if (category.handle === handle) return [category];
    const below = findPath(category.children, handle);
    if (below) return [category, ...below];
  }
  return null;
}

export default function CategoryRoute() {
  const { page, query, path, here } = useLoaderData<typeof loader>();
  const { words } = useVisit();
  return (
    <main id="main" className="page">
      <Crumbs path={path} here={here} />
      <div className="stack stack--s" style={{ marginBlockEnd: 'var(--space-6)' }}><h1 className="display display--lg">{here}</h1><p className="soft" aria-live="polite">{words.search.hits(page.total, '')}</p></div>
      {page.data.length === 0 ? <Face title={words.search.none} text={words.search.noneHelp} action={{ label: words.goHome, href: '/' }} /> : <Results page={page} query={new URLSearchParams(query)} hideCategory />}
    </main>
  );
}
