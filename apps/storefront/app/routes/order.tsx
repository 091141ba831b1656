import { useEffect } from 'react';
import { useLoaderData, useRevalidator, type MetaFunction } from 'react-router';
import { Icon } from '../components/icon.js';
import { AfterRefunds, cardOf, Refunds } from '../components/refunds.js';
import { OrderParcel } from '../components/order-parcel.js';
import { Summary } from '../components/summary.js';
import { callStore, loadOr404 } from '../shop/api.server.js';
import { addressLines } from '../shop/address.js';
import { openVisit } from '../shop/session.server.js';
import type { OrderDocuments, OrderPage } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import type { Words } from '../words/words.js';
import type { LoaderArgs } from '../shop/load-context.js';

export async function loader({ request, context, params }: LoaderArgs) {
  const visit = openVisit(request, context);
  const token = params['token'] ?? '';
  const path = `/orders/${encodeURIComponent(token)}`;
  const [order, papers] = await Promise.all([loadOr404(callStore<OrderPage>(context, visit, path)), loadOr404(callStore<OrderDocuments>(context, visit, `${path}/documents`))]);
  return { order, papers, token, title: `${visit.words.order.title} ${order.number} · ${context.shop.theme.name}` };
}

export const handle = { staysOpen: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }, { name: 'robots', content: 'noindex' }, { name: 'referrer', content: 'no-referrer' }];

const LOOK_AGAIN_MS = 2_500;
const LOOKS = 12;

export default function OrderRoute() {
  const { order, papers, token } = useLoaderData<typeof loader>();
  const { words, date } = useVisit();
  useLookAgainWhile(order.paid !== null && (papers.documents.length === 0 || order.refunds.some((refund) => refund.state === 'pending')));
  const firstName = order.shopper_name?.split(' ')[0] ?? null;
  return (
    <main id="main" className="page">
      <div className="desk" style={{ paddingBlockStart: 'var(--space-6)' }}>
        <div className="stack stack--l">
          <div className="stack">
            <p className={`status status--${PAYMENT_TONE[order.payment.state] ?? 'ok'}`}>{order.paid?.at ? words.order.paidOn(date(order.paid.at)) : words.order.payment[order.payment.state]}</p>
            <h1 className="display display--xl">{headline(order, words, firstName)}</h1>
            <p className="lead">{words.order.lead(order.number, order.email)}</p>
          </div>
          <PaymentDue order={order} />
          <section className="stack" aria-labelledby="parcels"><h2 id="parcels" className="display display--md">{words.order.parcels(order.parcels.length)}</h2>{order.parcels.map((parcel, i) => <OrderParcel key={parcel.number + i} parcel={parcel} index={i} count={order.parcels.length} />)}</section>
          <TaxReasons order={order} />
        </div>
        <aside className="side" aria-label={words.cartPage.summary}>
          <div className="panel stack"><h2 className="display display--sm">{words.cartPage.summary}</h2><Summary summary={order.summary} parcels={order.parcels.length} /><AfterRefunds order={order} /><PaidWith order={order} /></div>
          <Refunds order={order} />
          {order.paid && <Documents papers={papers} token={token} />}
          <Address order={order} />
        </aside>
      </div>
    </main>
  );
}

const PAYMENT_TONE: Record<string, 'ok' | 'warn' | 'bad'> = { awaiting: 'warn', unpaid: 'bad' };

function headline(order: OrderPage, words: Words, firstName: string | null): string {
  if (order.payment.state === 'awaiting') return words.order.kept(firstName);
  if (order.payment.state === 'unpaid') return words.order.notPaid;
  return words.order.thanks(firstName, new Set(order.parcels.map((p) => p.vendor.handle)).size);
}

/** Money that is still on its way: where to send it, or that there is nothing to do but wait. */
function PaymentDue({ order }: { order: OrderPage }) {
  const { words, money, day } = useVisit();
  const { due } = words.order;
  const { state, instructions: to, pay_by } = order.payment;
  if (state === 'unpaid') return <p className="lead">{due.unpaid}</p>;
  if (state !== 'awaiting') return null;
  if (!to || !pay_by) return <section className="panel stack stack--s" aria-labelledby="due"><h2 id="due" className="display display--sm">{due.debitTitle}</h2><p>{due.debit}</p></section>;
  const rows = [[due.holder, to.account_holder], [due.account, to.account_number], [due.bankCode, to.bank_code], [due.bank, to.bank_name], [due.reference, to.reference], [due.amount, money(to.amount)]] as const;
  return (
    <section className="panel stack" aria-labelledby="due"><h2 id="due" className="display display--sm">{due.title}</h2>
      <p>{due.transfer(money(to.amount), day(pay_by.slice(0, 10)))}</p>
      <dl className="sum">{rows.map(([label, value]) => value && <div key={label}><dt>{label}</dt><dd className="num" style={{ fontWeight: label === due.reference || label === due.amount ? 650 : 400 }}>{value}</dd></div>)}</dl>
      <p className="small soft">{due.exact}</p>
    </section>
  );
}

function PaidWith({ order }: { order: OrderPage }) {
  const { words } = useVisit();
  if (!order.paid) return null;
  const by = order.paid.last4 ? cardOf(order, words) : order.paid.method === 'bank_transfer' ? words.checkout.methods.transfer : null;
  return by && <p className="row small" style={{ gap: '.5rem' }}><Icon name="card" /><span>{by}</span></p>;
}

/** Each tax line says its sum first, and why on request. */
function TaxReasons({ order }: { order: OrderPage }) {
  const { words, money } = useVisit();
  const lines = order.parcels.flatMap((parcel) => parcel.tax_lines.map((line) => ({ ...line, vendor: parcel.vendor.name })));
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="tax">
      <h2 id="tax" className="display display--md" style={{ marginBlockEnd: '.4rem' }}>{words.order.taxTitle}</h2>
      <p className="soft small" style={{ marginBlockEnd: '1rem' }}>{words.order.taxIntro}</p>
      {lines.map((line, i) => (
        <details key={i} className="why" open={i === 0}>
          <summary><span><b style={{ fontWeight: 600 }}>{line.vendor}</b><br /><span className="small soft">{line.label}</span></span><span className="num" style={{ fontWeight: 600 }}>{money(line.amount)}</span><span className="small soft">{words.order.why}</span><Icon name="down" /></summary>
          <div className="why__text"><ol>{line.why.map((reason, k) => <li key={k}><span>{reason}</span></li>)}</ol><p className="code">{line.cites.join(' · ')}</p></div>
        </details>
      ))}
    </section>
  );
}

function Documents({ papers, token }: { papers: OrderDocuments; token: string }) {
  const { words } = useVisit();
  return (
    <section className="panel" aria-labelledby="documents"><h2 id="documents" className="display display--sm" style={{ marginBlockEnd: '.6rem' }}>{words.order.documents}</h2>
      {papers.documents.length > 0 && <ul className="docs">{papers.documents.map((document) => {
        const href = `/orders/${token}/documents/${document.id}`;
        return (
          <li key={document.id}><a href={href} target="_blank" rel="noreferrer"><Icon name="file" /><span className="small"><b>{document.number}</b><span className="soft">{[words.order.documentKinds[document.kind], document.issuer].filter(Boolean).join(', ')}</span></span><span className="tiny soft">PDF</span></a>
            {document.has_xml && <a className="docs__xml tiny" href={`${href}/xml`} download={`${document.number}.xml`} aria-label={`${document.number}: ${words.order.documentXml}`}>{words.order.documentXml}</a>}</li>
        );
      })}</ul>}
      {papers.documents.length === 0 && papers.following.length === 0 && <p className="small soft" aria-live="polite">{words.order.documentsLater}</p>}
      {papers.following.length > 0 && <p className="small soft" aria-live="polite">{words.order.documentsFollow(papers.following.map((one) => one.issuer).join(', '))}</p>}
    </section>
  );
}

function Address({ order }: { order: OrderPage }) {
  const { words, locale } = useVisit();
  if (!order.shipping_address) return null;
  return (
    <section className="panel stack stack--s" aria-labelledby="address"><h2 id="address" className="display display--sm">{words.order.address}</h2>
      <address className="small" style={{ fontStyle: 'normal' }}>{addressLines(order.shipping_address, locale).map((line) => <span key={line}>{line}<br /></span>)}</address>
    </section>
  );
}

/** Invoices are written after the order stands, and a refund takes its moments; the page asks for them a few times and then leaves it. */
function useLookAgainWhile(waiting: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!waiting) return;
    let looks = 0;
    const timer = setInterval(() => { looks += 1; if (looks > LOOKS) clearInterval(timer); else void revalidate(); }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [waiting, revalidate]);
}
