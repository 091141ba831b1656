import { useEffect } from 'react';
import { data, Link, redirect, useLoaderData, useRevalidator, type MetaFunction } from 'react-router';
import { Note } from '../components/note.js';
import { callStore, Refused } from '../shop/api.server.js';
import { sayRefusal } from '../shop/refusal.js';
import { cookie, openVisit } from '../shop/session.server.js';
import type { CompleteAnswer, Problem } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import type { LoaderArgs } from '../shop/load-context.js';

type Face = { kind: 'waiting' } | { kind: 'asked'; url: string } | { kind: 'refused'; problem: Problem };

/** Where the shopper's bank sends them back. Only our server's own look at the payment counts, never what the address says; looking again is harmless. */
export async function loader({ request, context }: LoaderArgs) {
  const visit = openVisit(request, context);
  const title = `${visit.words.back.title} · ${context.shop.theme.name}`;
  if (!visit.cartToken) throw redirect('/cart');
  const answer = await callStore<CompleteAnswer>(context, visit, '/carts/current/completion', { method: 'POST' }).catch((error: unknown): Problem => {
    if (error instanceof Refused && error.problem.status < 500) return error.problem;
    throw error;
  });
  if ('code' in answer) {
    if (answer.status === 404) throw redirect('/cart');
    return data({ title, face: { kind: 'refused', problem: answer } as Face });
  }
  if (answer.outcome === 'placed') throw redirect(`/orders/${answer.order_group.tracking_token}`, { headers: [cookie(context, 'cart', '', 0)] });
  return data({ title, face: (answer.next_action ? { kind: 'asked', url: answer.next_action.url } : { kind: 'waiting' }) as Face });
}

export const handle = { isBare: true };

export const meta: MetaFunction<typeof loader> = ({ data: d }) => [{ title: d?.title }, { name: 'robots', content: 'noindex' }, { name: 'referrer', content: 'no-referrer' }];

export default function CheckoutReturnRoute() {
  const { face } = useLoaderData<typeof loader>();
  const { words } = useVisit();
  useLookAgainWhile(face.kind === 'waiting');
  return (
    <main id="main" className="page">
      <div className="stack" style={{ maxInlineSize: '38rem', paddingBlockStart: 'var(--space-6)' }}>
        <h1 className="display display--lg">{face.kind === 'refused' ? words.back.refused : face.kind === 'asked' ? words.back.asked : words.back.waiting}</h1>
        {face.kind === 'refused' && <>
          <Note kind="bad" alert>{sayRefusal(face.problem, words)}</Note>
          <p>{words.back.cartKept}</p>
          <p className="row" style={{ gap: '.6rem', flexWrap: 'wrap' }}><Link className="btn" to="/checkout">{words.back.payAnew}</Link><Link className="btn btn--line" to="/cart">{words.back.toCart}</Link></p>
        </>}
        {face.kind === 'asked' && <>
          <p className="lead">{words.back.askedHelp}</p>
          <p className="row" style={{ gap: '.6rem', flexWrap: 'wrap' }}><a className="btn" href={face.url}>{words.back.toBank}</a><Link className="btn btn--line" to="/checkout">{words.back.otherCard}</Link></p>
        </>}
        {face.kind === 'waiting' && <div aria-live="polite"><Note kind="warn">{words.back.waitingHelp}</Note></div>}
      </div>
    </main>
  );
}

const LOOK_AGAIN_MS = 2_500;

/** The gateway answers within seconds, or its webhook does; until then the page asks by itself. */
function useLookAgainWhile(waiting: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => void revalidate(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [waiting, revalidate]);
}
