import { data, Form, Link, redirect, useActionData, useLoaderData, useNavigation, type MetaFunction } from 'react-router';
import { Field } from '../components/field.js';
import { Note } from '../components/note.js';
import { callStore, Refused } from '../shop/api.server.js';
import { safeBack } from '../shop/back.js';
import { bringCart } from '../shop/cart.server.js';
import { cookie, openVisit } from '../shop/session.server.js';
import type { CustomerSession, Problem } from '../shop/store-types.js';
import { sayRefusal } from '../shop/refusal.js';
import { useVisit } from '../shop/use-visit.js';
import type { LoaderArgs, ActionArgs } from '../shop/load-context.js';

export async function loader({ request, context }: LoaderArgs) {
  const visit = openVisit(request, context);
  if (visit.shopperToken) throw redirect('/account');
  const { searchParams } = new URL(request.url);
  return { isNew: searchParams.has('new'), back: safeBack(searchParams.get('back') ?? '/account'), title: `${visit.words.auth.title} · ${context.shop.theme.name}` };
}

export async function action({ request, context }: ActionArgs) {
  const visit = openVisit(request, context);
  const form = await request.formData();
  const of = (name: string) => String(form.get(name) ?? '');
  try {
    if (of('intent') === 'create') await callStore(context, visit, '/customers', { method: 'POST', body: { email: of('email'), password: of('password'), name: of('name') } });
    const session = await callStore<CustomerSession>(context, visit, '/session', { method: 'POST', body: { email: of('email'), password: of('password') } });
    const cart = await bringCart(context, { ...visit, shopperToken: session.token });
    return redirect(safeBack(form.get('back') ?? '/account'), { headers: [cookie(context, 'shopper', session.token, session.expires_in), ...cart] });
  } catch (error) {
    if (error instanceof Refused && error.problem.status < 500) return data({ problem: error.problem as Problem });
    throw error;
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: d }) => [{ title: d?.title }, { name: 'robots', content: 'noindex' }];

export default function SignInRoute() {
  const { isNew, back } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state === 'submitting';
  const { words } = useVisit();
  const { auth } = words;
  return (
    <main id="main" className="page">
      <Form method="post" className="panel stack" style={{ maxWidth: '30rem', marginBlock: 'var(--space-7)', marginInline: 'auto' }}>
        <h1 className="display display--md">{isNew ? auth.create : auth.title}</h1>
        {answer?.problem && <Note kind="bad" alert>{sayRefusal(answer.problem, words)}</Note>}
        <input type="hidden" name="back" value={back} /><input type="hidden" name="intent" value={isNew ? 'create' : 'sign-in'} />
        {isNew && <Field name="name" label={auth.name} autoComplete="name" required />}
        <Field name="email" type="email" label={auth.email} autoComplete="email" required />
        <Field name="password" type="password" label={auth.password} autoComplete={isNew ? 'new-password' : 'current-password'} minLength={isNew ? 10 : 1} hint={isNew ? auth.passwordHint : ''} required />
        <button className="btn btn--wide" aria-busy={busy}>{isNew ? auth.create : auth.go}</button>
        <p className="small">{isNew ? <>{auth.hasAccount} <Link className="link" to={`/sign-in?back=${encodeURIComponent(back)}`}>{auth.go}</Link></> : <>{auth.noAccount} <Link className="link" to={`/sign-in?new&back=${encodeURIComponent(back)}`}>{auth.create}</Link></>}</p>
      </Form>
    </main>
  );
}
