import { data, Form, redirect, useActionData, useLoaderData, useNavigation, type MetaFunction } from 'react-router';
import { Field } from '../components/field.js';
import { Note } from '../components/note.js';
import { callStore, Refused } from '../shop/api.server.js';
import { cookie, openVisit } from '../shop/session.server.js';
import type { Problem } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import type { LoaderArgs, ActionArgs } from '../shop/load-context.js';

const SHOPPER_SECONDS = 30 * 24 * 3600;

export async function loader({ request, context }: LoaderArgs) {
  const visit = openVisit(request, context);
  if (visit.shopperToken) throw redirect('/account');
  return { isNew: new URL(request.url).searchParams.has('new'), title: `${visit.words.auth.title} · ${context.shop.theme.name}` };
}

export async function action({ request, context }: ActionArgs) {
  const visit = openVisit(request, context);
  const form = await request.formData();
  const of = (name: string) => String(form.get(name) ?? '');
  try {
    if (of('intent') === 'create') await callStore(context, visit, '/customers', { method: 'POST', body: { email: of('email'), password: of('password'), name: of('name') } });
    const session = await callStore<{ token: string }>(context, visit, '/session', { method: 'POST', body: { email: of('email'), password: of('password') } });
    if (visit.cartToken) await callStore(context, { ...visit, shopperToken: session.token }, '/carts/current/merge', { method: 'POST', body: {} });
    return redirect('/account', { headers: [cookie(context, 'shopper', session.token, SHOPPER_SECONDS)] });
  } catch (error) {
    if (error instanceof Refused && error.problem.status < 500) return data({ problem: error.problem as Problem }, { status: 400 });
    throw error;
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: d }) => [{ title: d?.title }, { name: 'robots', content: 'noindex' }];

export default function SignInRoute() {
  const { isNew } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state === 'submitting';
  const { words } = useVisit();
  const { auth } = words;
  return (
    <main id="main" className="page">
      <Form method="post" className="panel stack" style={{ maxWidth: '30rem', marginBlock: 'var(--space-7)', marginInline: 'auto' }}>
        <h1 className="display display--md">{isNew ? auth.create : auth.title}</h1>
        {answer?.problem && <Note kind="bad" alert>{answer.problem.title}</Note>}
        <input type="hidden" name="intent" value={isNew ? 'create' : 'sign-in'} />
        {isNew && <Field name="name" label={auth.name} autoComplete="name" required />}
        <Field name="email" type="email" label={auth.email} autoComplete="email" required />
        <Field name="password" type="password" label={auth.password} autoComplete={isNew ? 'new-password' : 'current-password'} minLength={isNew ? 10 : 1} hint={isNew ? auth.passwordHint : ''} required />
        <button className="btn btn--wide" aria-busy={busy}>{isNew ? auth.create : auth.go}</button>
        <p className="small">{isNew ? <>{auth.hasAccount} <a className="link" href="/sign-in">{auth.go}</a></> : <>{auth.noAccount} <a className="link" href="/sign-in?new">{auth.create}</a></>}</p>
      </Form>
    </main>
  );
}
