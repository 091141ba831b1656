import { Link, useLoaderData, type MetaFunction } from 'react-router';
import { Crumbs } from '../components/crumbs.js';
import { Results } from '../components/results.js';
import { loadResults } from '../shop/load-results.server.js';
import { openVisit } from '../shop/session.server.js';
import { useVisit } from '../shop/use-visit.js';
import type { LoaderArgs } from '../shop/load-context.js';

export async function loader({ request, context }: LoaderArgs) {
  const visit = openVisit(request, context);
  const found = await loadResults(context, visit, new URL(request.url));
  return { ...found, title: `${visit.words.search.title} · ${context.shop.theme.name}` };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }, { name: 'robots', content: 'noindex, follow' }];

export default function SearchRoute() {
  const { page, query: text } = useLoaderData<typeof loader>();
  const { words } = useVisit();
  const query = new URLSearchParams(text);
  const q = query.get('q') ?? '';
  return (
    <main id="main" className="page">
      <Crumbs path={[]} here={q || words.search.title} />
      <div className="stack stack--s" style={{ marginBlockEnd: 'var(--space-6)' }}>
        <h1 className="display display--lg">{q === '' ? words.search.title : q}</h1>
        <p className="soft" aria-live="polite">{words.search.hits(page.total, page.did_you_mean ?? q)}{page.did_you_mean !== null && ` ${words.search.insteadOf(q)}`}</p>
      </div>
      {page.data.length === 0
        ? <div className="empty"><p className="display display--sm">{q ? words.search.noneFor(q) : words.search.none}</p><p className="soft">{words.search.noneHelp}</p>{[...query.keys()].some((name) => name !== 'q' && name !== 'sort') ? <Link className="btn btn--line" to={`/search?${new URLSearchParams(q ? { q } : {})}`}>{words.search.clear}</Link> : <Link className="btn btn--line" to="/search">{words.all}</Link>}</div>
        : <Results page={page} query={query} />}
    </main>
  );
}
