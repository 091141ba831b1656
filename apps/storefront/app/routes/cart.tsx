import { data, Link, useLoaderData, type MetaFunction } from 'react-router';
import { CartParcel } from '../components/cart-parcel.js';
import { Face } from '../components/face.js';
import { Icon } from '../components/icon.js';
import { Note } from '../components/note.js';
import { Summary } from '../components/summary.js';
import { callStore, Refused } from '../shop/api.server.js';
import { findCart } from '../shop/cart.server.js';
import { openVisit } from '../shop/session.server.js';
import { useVisit } from '../shop/use-visit.js';
import type { LoaderArgs, ActionArgs } from '../shop/load-context.js';

export async function loader({ request, context }: LoaderArgs) {
  const visit = openVisit(request, context);
  return { cart: await findCart(context, visit), title: `${visit.words.cartPage.title} · ${context.shop.theme.name}` };
}

export async function action({ request, context }: ActionArgs) {
  const visit = openVisit(request, context);
  const form = await request.formData();
  const path = `/carts/current/lines/${encodeURIComponent(String(form.get('line_id')))}`;
  try {
    if (form.get('intent') === 'remove') await callStore(context, visit, path, { method: 'DELETE' });
    else await callStore(context, visit, path, { method: 'PATCH', body: { quantity: Number(form.get('quantity')) } });
    return data({ problem: undefined });
  } catch (error) {
    if (error instanceof Refused && error.problem.status < 500) return data({ problem: error.problem });
    throw error;
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: d }) => [{ title: d?.title }, { name: 'robots', content: 'noindex' }];

export default function CartRoute() {
  const { cart } = useLoaderData<typeof loader>();
  const { words, money } = useVisit();
  const { cartPage } = words;
  if (!cart || cart.parcels.length === 0) return <main id="main" className="page"><Face title={cartPage.empty} text={cartPage.emptyHelp} action={{ label: cartPage.emptyGo, href: '/' }} /></main>;
  const items = cart.parcels.flatMap((p) => p.lines).reduce((n, line) => n + line.quantity, 0);
  return (
    <main id="main" className="page">
      <div className="desk">
        <div className="stack">
          <div className="stack stack--s"><h1 className="display display--lg">{cartPage.title}</h1><p className="soft">{cartPage.intro(items, cart.parcels.length)}</p></div>
          {cart.notices.map((notice) => <Note key={notice.code + notice.message}>{notice.message}</Note>)}
          {cart.parcels.map((parcel, i) => <CartParcel key={parcel.vendor.id} parcel={parcel} index={i} />)}
        </div>
        <aside className="side" aria-label={cartPage.summary}>
          <div className="panel stack"><h2 className="display display--sm">{cartPage.summary}</h2><Summary summary={cart.summary} parcels={cart.parcels.length} /><Link className="btn btn--wide" to="/checkout">{cartPage.go}</Link></div>
          <ul className="stack stack--s small soft"><li className="row" style={{ flexWrap: 'nowrap', alignItems: 'start' }}><Icon name="lock" /><span>{cartPage.promise1}</span></li><li className="row" style={{ flexWrap: 'nowrap', alignItems: 'start' }}><Icon name="box" /><span>{cartPage.promise2}</span></li></ul>
        </aside>
      </div>
      <div className="barfix"><b className="num">{money(cart.summary.total)}</b><Link className="btn" to="/checkout">{cartPage.go}</Link></div>
    </main>
  );
}
