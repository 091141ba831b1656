import type { OrderPage } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import type { Words } from '../words/words.js';

type Refund = OrderPage['refunds'][number];
/** What banks say they need, and what our mail says. */
const BANK_DAYS = 10;

/** What came back or is on its way: how much, for what, since when, and until when a bank shows it. */
export function Refunds({ order }: { order: OrderPage }) {
  const { words, money, date } = useVisit();
  if (order.refunds.length === 0) return null;
  return (
    <section className="panel stack" aria-labelledby="refunds"><h2 id="refunds" className="display display--sm">{words.order.refunds}</h2>
      {order.refunds.toReversed().map((refund) => (
        <div key={refund.id} className="stack stack--s">
          <p className="row row--split"><span className={`status status--${refund.state === 'succeeded' ? 'ok' : 'warn'}`}>{refund.settled_at ? words.order.refundSent(date(refund.settled_at)) : words.order.refundComing}</span><b className="num">{money(refund.amount)}</b></p>
          <dl className="sum small">{refund.parts.map((part, i) => <div key={i}><dt>{partName(part, words)}</dt><dd className="num">{money(part.amount)}</dd></div>)}</dl>
          <p className="small soft">{words.order.refundArrives(cardOf(order, words), date(shownBy(refund)))}</p>
        </div>
      ))}
    </section>
  );
}

/** Below the total: what has come back of it, and what is left to pay. */
export function AfterRefunds({ order }: { order: OrderPage }) {
  const { words, money } = useVisit();
  if (order.refunded.amount === 0) return null;
  const { total } = order.summary;
  return (
    <dl className="sum">
      <div><dt>{words.order.refunded}</dt><dd className="num">{money({ ...order.refunded, amount: -order.refunded.amount })}</dd></div>
      <div className="sum__total"><dt>{words.order.afterRefunds}</dt><dd className="num">{money({ ...total, amount: total.amount - order.refunded.amount })}</dd></div>
    </dl>
  );
}

/** "Visa, ending 4242" */
export function cardOf({ paid }: OrderPage, words: Words): string | null {
  if (!paid?.last4) return null;
  return words.order.cardEnding(paid.brand ? paid.brand.charAt(0).toUpperCase() + paid.brand.slice(1) : '', paid.last4);
}

function partName(part: Refund['parts'][number], words: Words): string {
  switch (part.kind) {
    case 'goods': return `${part.quantity} × ${part.title}`;
    case 'goodwill': return words.order.goodwillOn(part.title);
    case 'shipping': return words.order.shippingOf(part.title);
    case 'fee': return part.title;
  }
}

const shownBy = (refund: Refund): string => new Date(Date.parse(refund.settled_at ?? refund.decided_at) + BANK_DAYS * 86_400_000).toISOString();
