import { Card, Money, Time } from '@stoa/web-ui';
import { PaymentBadge } from '../app/badges.js';
import { useMay } from '../app/session.js';
import { cardName, METHODS, percentText } from '../app/words.js';
import type { OrderGroup } from './order.queries.js';
import { ReceiptForm } from './receipt-form.js';

/** How an order is paid, and how far that is. For a bank transfer it says what to look for on the statement. */
export function PaymentCard({ order }: { order: OrderGroup }) {
  const { payment } = order;
  const mayReceive = useMay('payments.receive');
  const isTransfer = payment.method === 'bank_transfer';
  return (
    <Card title="Payment" aside={<PaymentBadge state={payment.state} />}>
      <div className="stack g12">
        <dl className="kv">
          <dt>Paid by</dt><dd>{payment.card ? `${cardName(payment.card.brand)} ${payment.card.last4}` : (METHODS[payment.method] ?? payment.method)}</dd>
          {payment.paid_at ? <><dt>Captured</dt><dd><Money value={payment.captured} /></dd><dt>On</dt><dd><Time iso={payment.paid_at} inText /></dd></> : <><dt>{payment.state === 'unpaid' ? 'Never came' : 'Awaited'}</dt><dd><Money value={order.total} /></dd></>}
          {payment.state === 'awaiting' && payment.pay_by && <><dt>Lapses</dt><dd><Time iso={payment.pay_by} inText /></dd></>}
          {isTransfer && payment.instructions && <><dt>Reference</dt><dd className="mono">{payment.instructions.reference}</dd><dt>To account</dt><dd className="mono">{payment.instructions.account_number}</dd></>}
          <dt>Goods</dt><dd><Money value={order.goods} bare /></dd>
          <dt>Shipping</dt><dd><Money value={order.shipping} bare /></dd>
          {order.fees.amount !== 0 && <><dt>Fees</dt><dd><Money value={order.fees} bare /></dd></>}
          <dt>{order.tax_included ? 'Tax inside' : 'Tax on top'}</dt><dd><Money value={order.tax} bare /></dd>
          <dt>Platform fee</dt><dd><Money value={order.platform_fee.amount} bare /> <span className="faint">({percentText(order.platform_fee.basis_points)} %, plan {order.platform_fee.plan})</span></dd>
        </dl>
        {payment.state === 'awaiting' && !isTransfer && <p className="small dim">The shopper’s bank is being asked; that takes a few days. If it does not pay, the order is cancelled by itself and the shopper is told.</p>}
        {payment.state === 'awaiting' && isTransfer && mayReceive && <ReceiptForm order={order} />}
        {payment.state === 'awaiting' && isTransfer && !mayReceive && <p className="small dim">Whoever reads the bank statement marks it as received: the roles “finance” and “owner”.</p>}
        {isTransfer && payment.paid_at && <p className="small dim">This money is in the marketplace’s own account. You pay the vendors and refund the shopper from there, and record both here.</p>}
        <p className="tiny faint mono clip">{payment.attempt_id}</p>
      </div>
    </Card>
  );
}
