import { Badge, Card, Money, Time, type Tone } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useMarketplaceName, useMay } from '../app/session.js';
import { vendorRefundsQuery, type VendorOrder, type VendorRefund } from './vendor-order.queries.js';

type OrderRefund = VendorOrder['refunds'][number];
const STATE: Record<OrderRefund['state'], readonly [Tone, string]> = { pending: ['info', 'On its way'], succeeded: ['ok', 'Refunded'], failed: ['bad', 'Failed, undone'] };
const REASON: Record<string, string> = { returned: 'Sent back', damaged: 'Damaged on the way', not_received: 'Did not arrive', not_available: 'Could not be delivered', goodwill: 'Goodwill', duplicate: 'Ordered twice' };

/** What the shopper got back of this order, and what that means for the vendor's balance. The marketplace decides refunds: it holds the payment. */
export function VendorRefunds({ order }: { order: VendorOrder }) {
  const mayReadMoney = useMay('payouts.read');
  const name = useMarketplaceName();
  const effects = useQuery({ ...vendorRefundsQuery(order.id), enabled: mayReadMoney });
  return (
    <Card title="Refunds" footer={<p className="small dim">{name} decides refunds, because the shopper paid {name}. Should one be made, write to them with the number of the order.</p>}>
      <ul className="refunds">{order.refunds.toReversed().map((refund) => {
        const [tone, words] = STATE[refund.state];
        const effect = effects.data?.data.find((one) => one.refund_id === refund.id);
        return (
          <li key={refund.id} className="stack g8">
            <div className="between"><span className="row wrap"><span className="strong"><Money value={refund.amount} /></span><Badge tone={tone}>{words}</Badge></span><Time iso={refund.settled_at ?? refund.failed_at ?? refund.decided_at} /></div>
            <p className="small dim">{REASON[refund.reason] ?? 'Another reason'}: {refund.parts.map((part) => (part.quantity > 0 ? `${part.quantity} × ${part.title}` : part.title)).join(', ')}.{back(effect)}</p>
            {effect && <Effect refund={effect} name={name} />}
          </li>
        );
      })}</ul>
    </Card>
  );
}

const back = (effect: VendorRefund | undefined): string => {
  const pieces = effect?.parts.filter((part) => part.restock).reduce((sum, part) => sum + part.quantity, 0) ?? 0;
  return pieces === 0 ? '' : ` ${pieces === 1 ? 'One piece is' : `${pieces} pieces are`} for sale again.`;
};

/** From the shopper's amount to the vendor's share, and from where it was taken. */
function Effect({ refund, name }: { refund: VendorRefund; name: string }) {
  const minus = (value: VendorRefund['you_give']) => <Money value={{ ...value, amount: -value.amount }} bare />;
  const rows: [string, VendorRefund['you_give']][] = [
    ['Taken from what was held for this order', refund.from_held], ['Taken from what was free', refund.from_free],
    [refund.came_back.amount >= refund.asked_back.amount ? 'Taken back from your account' : 'Asked back from your account', refund.asked_back], ['Owed: your next payouts pay it', refund.owed],
  ];
  return (
    <dl className="kv well">
      <dt>Back to the shopper</dt><dd><Money value={refund.shopper_gets} bare /></dd>
      {refund.commission_returned.amount > 0 && <><dt>Commission you get back</dt><dd>{minus(refund.commission_returned)}</dd></>}
      {refund.tax_by_marketplace.amount > 0 && <><dt>Tax that {name} filed</dt><dd>{minus(refund.tax_by_marketplace)}</dd></>}
      {refund.marketplace_pays.amount > 0 && <><dt>Goodwill, paid by {name}</dt><dd>{minus(refund.marketplace_pays)}</dd></>}
      <dt className="strong">Your share</dt><dd className="strong"><Money value={refund.you_give} bare /></dd>
      {refund.given_back ? <><dt>Given back to you, because the refund failed</dt><dd><Money value={refund.you_give} bare /></dd></> : rows.filter(([, value]) => value.amount > 0).map(([label, value]) => <div key={label} style={{ display: 'contents' }}><dt>{label}</dt><dd><Money value={value} bare /></dd></div>)}
    </dl>
  );
}
