import { data, Form, Link, redirect, useActionData, useLoaderData, useNavigation, type MetaFunction } from 'react-router';
import { AddressFields } from '../components/address-fields.js';
import { Note } from '../components/note.js';
import { addressLines } from '../shop/address.js';
import { callStore, Refused } from '../shop/api.server.js';
import { fieldErrors, readAddress } from '../shop/address-form.js';
import { cookie, openVisit } from '../shop/session.server.js';
import type { Customer, MyOrders, Problem, SavedAddress } from '../shop/store-types.js';
import { sayRefusal } from '../shop/refusal.js';
import { useVisit } from '../shop/use-visit.js';
import type { LoaderArgs, ActionArgs } from '../shop/load-context.js';

export async function loader({ request, context }: LoaderArgs) {
  const visit = openVisit(request, context);
  if (!visit.shopperToken) throw redirect('/sign-in');
  const after = new URL(request.url).searchParams.get('after');
  try {
    const [me, orders, addresses] = await Promise.all([
      callStore<Customer>(context, visit, '/me'),
      callStore<MyOrders>(context, visit, `/me/orders?limit=20${after ? `&after=${encodeURIComponent(after)}` : ''}`),
      callStore<{ data: SavedAddress[] }>(context, visit, '/me/addresses'),
    ]);
    return { me, orders, addresses: addresses.data, title: `${visit.words.account} · ${context.shop.theme.name}` };
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 401) throw redirect('/sign-in', { headers: [cookie(context, 'shopper', '', 0)] });
    throw error;
  }
}

/** Signs out, and keeps or forgets addresses. */
export async function action({ request, context }: ActionArgs) {
  const visit = openVisit(request, context);
  const form = await request.formData();
  try {
    switch (form.get('intent')) {
      case 'add-address':
        await callStore(context, visit, '/me/addresses', { method: 'POST', body: readAddress(form) });
        return redirect('/account');
      case 'remove-address':
        await callStore(context, visit, `/me/addresses/${encodeURIComponent(String(form.get('address_id')))}`, { method: 'DELETE' });
        return redirect('/account');
      default:
        await callStore(context, visit, '/session', { method: 'DELETE' });
        return signedOut();
    }
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 401) return signedOut();
    if (error instanceof Refused && error.problem.status < 500) return data({ problem: error.problem as Problem });
    throw error;
  }

  function signedOut() {
    return redirect('/', { headers: [cookie(context, 'shopper', '', 0), cookie(context, 'cart', '', 0)] });
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: d }) => [{ title: d?.title }, { name: 'robots', content: 'noindex' }];

export default function AccountRoute() {
  const { me, orders, addresses } = useLoaderData<typeof loader>();
  const { words } = useVisit();
  return (
    <main id="main" className="page">
      <div className="row row--split" style={{ paddingBlock: 'var(--space-6)' }}><div><h1 className="display display--lg">{me.name ?? words.account}</h1><p className="soft">{me.email}</p></div><Form method="post"><button className="btn btn--line btn--small" name="intent" value="sign-out">{words.signOut}</button></Form></div>
      <div className="desk">
        <section aria-labelledby="orders"><h2 id="orders" className="display display--md" style={{ marginBlockEnd: 'var(--space-4)' }}>{words.auth.orders}</h2><Orders orders={orders} /></section>
        <section className="side" aria-labelledby="addresses"><h2 id="addresses" className="display display--md">{words.auth.addresses}</h2><Addresses addresses={addresses} /></section>
      </div>
    </main>
  );
}

function Orders({ orders }: { orders: MyOrders }) {
  const { words, money, date } = useVisit();
  if (orders.data.length === 0) return <div className="empty panel"><p className="display display--sm">{words.auth.noOrders}</p><p className="soft">{words.auth.noOrdersHelp}</p><Link className="btn btn--line" to="/">{words.cartPage.emptyGo}</Link></div>;
  return (
    <div className="stack">
      <ul className="docs panel orders">{orders.data.map((order) => (
        <li key={order.number}><Link to={`/orders/${order.tracking_token}`}><span><b>{order.number}</b><span className="soft small">{date(order.placed_at)} · {order.vendor_names.join(', ')}</span><span className={`status status--${order.status === 'cancelled' ? 'bad' : order.status === 'to_ship' ? 'warn' : 'ok'}`}>{words.order.states[order.status] ?? order.status}</span>{order.refunded.amount > 0 && <span className="soft small">{words.order.refundedShort(money(order.refunded))}</span>}</span><span className="num">{money(order.total)}</span></Link></li>
      ))}</ul>
      {orders.has_more && orders.next && <p><Link className="btn btn--line" to={`?after=${encodeURIComponent(orders.next)}`}>{words.auth.more}</Link></p>}
    </div>
  );
}

function Addresses({ addresses }: { addresses: SavedAddress[] }) {
  const { words, locale } = useVisit();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().formData?.get('intent') === 'add-address';
  const problem = answer?.problem;
  return (
    <>
      {addresses.length === 0 && <p className="soft small">{words.auth.noAddresses}</p>}
      {addresses.map((address) => (
        <div key={address.id} className="panel stack stack--s">
          <address className="small" style={{ fontStyle: 'normal' }}>{addressLines(address, locale).map((line) => <span key={line}>{line}<br /></span>)}</address>
          <Form method="post" className="row row--split"><input type="hidden" name="address_id" value={address.id} />{address.is_default ? <span className="status status--ok">{words.auth.defaultAddress}</span> : <span />}<button className="text-btn" name="intent" value="remove-address">{words.auth.remove}<span className="hide"> {address.line1}</span></button></Form>
        </div>
      ))}
      <details className="panel fold" open={problem !== undefined} key={addresses.length}>
        <summary>{words.auth.addAddress}</summary>
        <Form method="post" className="stack" style={{ paddingBlockStart: 'var(--space-3)' }}>
          {problem && <Note kind="bad" alert>{sayRefusal(problem, words)}</Note>}
          <div className="fields"><AddressFields address={null} errors={fieldErrors(problem)} /></div>
          <button className="btn btn--small" name="intent" value="add-address" aria-busy={busy}>{words.auth.saveAddress}</button>
        </Form>
      </details>
    </>
  );
}
