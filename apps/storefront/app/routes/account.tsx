import { Form, Link, redirect, useLoaderData, type MetaFunction } from 'react-router';
import { callStore, Refused } from '../shop/api.server.js';
import { cookie, openVisit } from '../shop/session.server.js';
import type { Money } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import type { LoaderArgs, ActionArgs } from '../shop/load-context.js';

type Me = { name: string; email: string };
type Orders = { data: { number: string; placed_at: string; total: Money; status: string; tracking_token: string }[] };

export async function loader({ request, context }: LoaderArgs) {
  const visit = openVisit(request, context);
  if (!visit.shopperToken) throw redirect('/sign-in');
  try {
    const [me, orders] = await Promise.all([callStore<Me>(context, visit, '/me'), callStore<Orders>(context, visit, '/me/orders')]);
    return { me, orders: orders.data, title: `${visit.words.account} · ${context.shop.theme.name}` };
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 401) throw redirect('/sign-in', { headers: [cookie(context, 'shopper', '', 0)] });
    throw error;
  }
}

/** Signs out. */
export async function action({ request, context }: ActionArgs) {
  const visit = openVisit(request, context);
  await callStore(context, visit, '/session', { method: 'DELETE' }).catch((error: unknown) => { if (!(error instanceof Refused)) throw error; });
  return redirect('/', { headers: [cookie(context, 'shopper', '', 0), cookie(context, 'cart', '', 0)] });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }, { name: 'robots', content: 'noindex' }];

export default function AccountRoute() {
  const { me, orders } = useLoaderData<typeof loader>();
  const { words, money, date } = useVisit();
  return (
    <main id="main" className="page">
      <div className="row row--split" style={{ paddingBlock: 'var(--space-6)' }}><div><h1 className="display display--lg">{me.name}</h1><p className="soft">{me.email}</p></div><Form method="post"><button className="btn btn--line btn--small">{words.signOut}</button></Form></div>
      <h2 className="display display--md" style={{ marginBlockEnd: 'var(--space-4)' }}>{words.auth.orders}</h2>
      {orders.length === 0
        ? <div className="empty panel"><p className="display display--sm">{words.auth.noOrders}</p><p className="soft">{words.auth.noOrdersHelp}</p><Link className="btn btn--line" to="/">{words.cartPage.emptyGo}</Link></div>
        : <ul className="docs panel">{orders.map((order) => <li key={order.number}><Link to={`/orders/${order.tracking_token}`}><span className="status status--ok">{words.order.states[order.status] ?? order.status}</span><span><b>{order.number}</b><span className="soft small">{date(order.placed_at)}</span></span><span className="num">{money(order.total)}</span></Link></li>)}</ul>}
    </main>
  );
}
