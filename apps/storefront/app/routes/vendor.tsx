import { useLoaderData, type MetaFunction } from 'react-router';
import { Card } from '../components/card.js';
import { Crumbs } from '../components/crumbs.js';
import { Trader } from '../components/trader.js';
import { VendorSign } from '../components/vendor-sign.js';
import { callStore, loadOr404 } from '../shop/api.server.js';
import { openVisit } from '../shop/session.server.js';
import type { SearchPage, VendorPage } from '../shop/store-types.js';
import type { LoaderArgs } from '../shop/load-context.js';

export async function loader({ request, context, params }: LoaderArgs) {
  const visit = openVisit(request, context);
  const handle = params['handle'] ?? '';
  const vendor = await loadOr404(callStore<VendorPage>(context, visit, `/vendors/${encodeURIComponent(handle)}`));
  const shelf = await callStore<SearchPage>(context, visit, `/search?vendor=${encodeURIComponent(handle)}&sort=newest&limit=24`);
  return { vendor, cards: shelf.data, title: `${vendor.name} · ${context.shop.theme.name}` };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }, { name: 'description', content: data?.vendor.about ?? '' }];

export default function VendorRoute() {
  const { vendor, cards } = useLoaderData<typeof loader>();
  return (
    <main id="main" className="page">
      <Crumbs path={[]} here={vendor.name} />
      <div className="split">
        <div className="stack"><div className="vendor__top"><VendorSign name={vendor.name} /><div><h1 className="display display--lg">{vendor.name}</h1><p className="soft">{vendor.city}</p></div></div>{vendor.about && <p className="lead">{vendor.about}</p>}</div>
        <div className="panel"><Trader trader={vendor.trader} /></div>
      </div>
      <section className="section" aria-label={vendor.name}><div className="grid">{cards.map((card) => <Card key={card.id} card={card} level="h2" />)}</div></section>
    </main>
  );
}
