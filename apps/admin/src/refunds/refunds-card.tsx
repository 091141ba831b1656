import { Badge, Card, Money, Note, Time, type MoneyValue, type Tone } from '@stoa/web-ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useMarketplaceName, useMay } from '../app/session.js';
import { failureWords } from './failure-words.js';
import { SendBack } from './send-back.js';
import { reasonWords } from './refund-draft.js';
import { affected, refundsQuery, vendorMoneyQuery, type Refund, type VendorMoney } from './refund.queries.js';

const STATE: Record<Refund['state'], readonly [Tone, string]> = { decided: ['info', 'On its way to the bank'], pending: ['info', 'Waits at the bank'], succeeded: ['ok', 'Refunded'], failed: ['bad', 'Failed'] };

const BY_BANK: typeof STATE = { ...STATE, decided: ['open-warn', 'To be sent'], failed: ['bad', 'Called off'] };

/** What was given back of an order, the newest first, and how far each is. Nothing where nothing was. */
export function RefundsCard({ orderGroupId }: { orderGroupId: string }) {
  const refunds = useQuery(refundsQuery(orderGroupId));
  const list = refunds.data?.refunds ?? [];
  const states = list.map((one) => one.state).join();
  useNews(orderGroupId, states);
  const money = useQuery({ ...vendorMoneyQuery(orderGroupId), enabled: list.length > 0 });
  if (list.length === 0 || !refunds.data) return null;
  return (
    <Card title="Refunds" aside={<span className="small dim">Left to refund <span className="med"><Money value={refunds.data.left} /></span></span>}>
      <ul className="refunds">{list.toReversed().map((refund) => <OneRefund key={refund.id} refund={refund} orderGroupId={orderGroupId} money={money.data ?? null} />)}</ul>
    </Card>
  );
}

/** A refund that moved on moves the order's page with it. */
function useNews(orderGroupId: string, states: string): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (states === '') return;
    for (const queryKey of affected(orderGroupId)) if (queryKey[0] !== 'refunds') void queryClient.invalidateQueries({ queryKey });
  }, [queryClient, orderGroupId, states]);
}

function OneRefund({ refund, orderGroupId, money }: { refund: Refund; orderGroupId: string; money: VendorMoney | null }) {
  const mayRefund = useMay('payments.refund');
  const [tone, words] = refund.way === 'bank_transfer' ? BY_BANK[refund.state] : STATE[refund.state];
  return (
    <li className="stack g8">
      <div className="between"><span className="row wrap"><span className="strong"><Money value={refund.shopper_gets} /></span><Badge tone={tone}>{words}</Badge></span><Time iso={refund.settled_at ?? refund.failed_at ?? refund.decided_at} /></div>
      <p className="small dim">{reasonWords(refund.reason)}: {whatFor(refund)}.{refund.note && ` “${refund.note}”`}</p>
      {refund.origin === 'gateway' && <p className="small">Made by hand at the payment company, and taken over: nobody named goods, so the policy on goodwill says who bears it.</p>}
      {refund.state === 'failed' && (
        <Note tone={refund.way === 'bank_transfer' ? 'warn' : 'bad'}>{failureWords(refund.failure)} The vendors have their shares again, and the order counts as paid. {mayRefund && <Link className="under" to="/market/orders/$id/refund" params={{ id: orderGroupId }} search={{ again: refund.id }}>Try again</Link>}</Note>
      )}
      {refund.way === 'bank_transfer' && <SendBack refund={refund} />}
      <details><summary>Who paid it</summary><Paid refund={refund} money={money} /></details>
    </li>
  );
}

/** "2 × Mug “Ebbe”, DHL Paket, goodwill" */
function whatFor(refund: Refund): string {
  const things = refund.parts.filter((part) => !part.goodwill && part.gross.amount > 0).map((part) => (part.quantity > 0 ? `${part.quantity} × ${part.title}` : part.title));
  return [...things, ...(refund.parts.some((part) => part.goodwill) ? ['goodwill'] : [])].join(', ');
}

function Paid({ refund, money }: { refund: Refund; money: VendorMoney | null }) {
  const name = useMarketplaceName();
  const market: MoneyValue = { ...refund.marketplace_pays, amount: refund.marketplace_pays.amount + refund.commission_returned.amount };
  return (
    <div className="well stack g8">
      <dl className="kv">
        {refund.orders.map((share) => (
          <div key={share.order_id} style={{ display: 'contents' }}><dt>{share.vendor.name}{fromWhere(refund, share.order_id, money)}</dt><dd><Money value={share.vendor_gives} bare /></dd></div>
        ))}
        <dt>{name}{refund.policy.commission === 'kept' ? ', its commission kept' : ', commission given back'}{refund.marketplace_pays.amount > 0 && ' and goodwill'}</dt><dd><Money value={market} bare /></dd>
        {refund.tax_by_marketplace.amount > 0 && <><dt>Tax that {name} need not file</dt><dd><Money value={refund.tax_by_marketplace} bare /></dd></>}
        <dt className="strong">Shopper</dt><dd className="strong"><Money value={refund.shopper_gets} bare /></dd>
      </dl>
      {refund.taxes.length > 0 && <p className="tiny faint">{refund.taxes.map((tax, i) => <span key={i}>{i > 0 && ', '}{tax.name} {tax.rate_pct} % <Money value={tax.amount} bare /></span>)} less tax than at the sale.</p>}
    </div>
  );
}

/** Where the vendor's share came from, in words behind its name. */
function fromWhere(refund: Refund, orderId: string, money: VendorMoney | null): string {
  const taken = money?.taken.find((one) => one.refund_id === refund.id && one.order_id === orderId);
  if (!taken) return '';
  if (taken.given_back) return ', given back to it';
  const from = [
    ...(taken.from_held.amount > 0 ? ['from what was held'] : []), ...(taken.from_free.amount > 0 ? ['from what was free'] : []),
    ...(taken.asked_back.amount > 0 ? [taken.came_back.amount >= taken.asked_back.amount ? 'back from its account' : 'asked back from its account'] : []), ...(taken.owed.amount > 0 ? ['the rest by its next payouts'] : []),
  ];
  return from.length === 0 ? '' : `, ${from.join(', ')}`;
}
