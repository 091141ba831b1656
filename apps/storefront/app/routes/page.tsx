import { useLoaderData, type MetaFunction } from 'react-router';
import { Crumbs } from '../components/crumbs.js';
import { callStore, loadOr404 } from '../shop/api.server.js';
import { openVisit } from '../shop/session.server.js';
import type { ContentPage } from '../shop/store-types.js';
import type { LoaderArgs } from '../shop/load-context.js';

export async function loader({ request, context, params }: LoaderArgs) {
  const visit = openVisit(request, context);
  const page = await loadOr404(callStore<ContentPage>(context, visit, `/pages/${encodeURIComponent(params['slug'] ?? '')}`));
  return { page, title: `${page.title} · ${context.shop.theme.name}` };
}

export const handle = { staysOpen: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function PageRoute() {
  const { page } = useLoaderData<typeof loader>();
  return (
    <main id="main" className="page">
      <Crumbs path={[]} here={page.title} />
      <article className="prose"><h1 className="display display--lg">{page.title}</h1>{page.body.split(/\n{2,}/).map((text, i) => <p key={i} style={{ whiteSpace: 'pre-line' }}>{text}</p>)}</article>
    </main>
  );
}
