import { IconCreditCard, IconFileInvoice, IconMail, IconMessage, IconShoppingCart, IconTruck, IconReceiptRefund, IconTruckDelivery, type Icon } from '@tabler/icons-react';
import { Card, Money, Refusal, Time } from '@stoa/web-ui';
import { useState } from 'react';
import { cardName, METHODS } from '../app/words.js';
import { useMay } from '../app/session.js';
import { useAddNote, type OrderGroup, type TimelineEntry } from './order.queries.js';

const LOOK: Record<TimelineEntry['kind'], { icon: Icon; tone: string }> = {
  placed: { icon: IconShoppingCart, tone: '' }, paid: { icon: IconCreditCard, tone: 'ok' }, note_added: { icon: IconMessage, tone: '' }, consignment_shipped: { icon: IconTruck, tone: 'info' },
  consignment_delivered: { icon: IconTruckDelivery, tone: 'ok' }, invoice_issued: { icon: IconFileInvoice, tone: '' }, mail_sent: { icon: IconMail, tone: '' },
  refund_decided: { icon: IconReceiptRefund, tone: 'info' }, refund_made: { icon: IconReceiptRefund, tone: 'ok' }, refund_failed: { icon: IconReceiptRefund, tone: 'bad' },
  payment_received: { icon: IconCreditCard, tone: 'ok' }, payment_missed: { icon: IconCreditCard, tone: 'bad' },
};

/** What happened, newest first, with the notes of staff between. */
export function Timeline({ order }: { order: OrderGroup }) {
  const [isNotesOnly, setNotesOnly] = useState(false);
  const entries = order.timeline.filter((entry) => !isNotesOnly || entry.kind === 'note_added');
  return (
    <Card title="Timeline" aside={<span className="seg" role="group" aria-label="Show"><button type="button" aria-pressed={!isNotesOnly} onClick={() => setNotesOnly(false)}>All</button><button type="button" aria-pressed={isNotesOnly} onClick={() => setNotesOnly(true)}>Notes</button></span>}>
      <div className="stack g16">
        <NoteForm orderId={order.id} />
        {entries.length === 0 && <p className="small dim">No notes yet.</p>}
        <ol className="time">{entries.map((entry) => <Entry key={entry.id} entry={entry} order={order} />)}</ol>
      </div>
    </Card>
  );
}

function NoteForm({ orderId }: { orderId: string }) {
  const note = useAddNote(orderId);
  const mayNote = useMay('orders.note');
  if (!mayNote) return null;
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    note.mutate(String(new FormData(form).get('text')).trim(), { onSuccess: () => form.reset() });
  }
  return (
    <form className="stack g8" onSubmit={submit}>
      <div className="row"><input className="in" name="text" required maxLength={2000} placeholder="Add a note. Only staff see it." aria-label="Note" autoComplete="off" /><button className="btn" disabled={note.isPending}>Add</button></div>
      <Refusal error={note.error} />
    </form>
  );
}

function Entry({ entry, order }: { entry: TimelineEntry; order: OrderGroup }) {
  const { icon: EntryIcon, tone } = LOOK[entry.kind];
  const [title, text] = words(entry, order);
  return <li><span className={`ico ${tone}`}><EntryIcon className="i" aria-hidden /></span><div><span className="med">{title}</span>{text && <p>{text}</p>}</div><Time iso={entry.at} /></li>;
}

const DOCUMENTS: Readonly<Record<string, string>> = { credit_note: 'Credit note', refund_receipt: 'Refund receipt', receipt: 'Receipt' };

function words(entry: TimelineEntry, order: OrderGroup): readonly [React.ReactNode, React.ReactNode] {
  const vendor = entry.vendor_name ?? 'A vendor';
  const { details } = entry;
  switch (entry.kind) {
    case 'placed': return ['Order placed', `${order.orders.length === 1 ? 'One order' : `${order.orders.length} orders`} under ${order.number}.`];
    case 'paid': return [<span key="p">Paid <Money value={order.payment.captured} />{details['last4'] && ` by ${cardName(details['brand'] ?? 'card')} ending ${details['last4']}`}</span>, 'Captured in full.'];
    case 'note_added': return [`${entry.actor_name ?? (entry.actor_kind === 'operator' ? 'The operator' : 'Somebody who left')} noted`, `“${entry.note ?? ''}”`];
    case 'consignment_shipped': return [`${vendor} shipped a parcel`, <span key="s">{details['carrier']} <span className="mono">{details['trackingNumber']}</span>, {entry.order_number}</span>];
    case 'consignment_delivered': return [`A parcel of ${vendor} was delivered`, `${details['carrier'] ?? ''}. The days of the hold begin.`];
    case 'invoice_issued': return [`${DOCUMENTS[details['document'] ?? ''] ?? 'Invoice'} ${details['number'] ?? ''} issued`, details['issuer'] ?? null];
    case 'refund_decided': return [<span key="d">Refund of <RefundAmount entry={entry} order={order} /> decided</span>, 'It is owed to the shopper and on its way to the payment company.'];
    case 'refund_made': return [<span key="m"><RefundAmount entry={entry} order={order} /> refunded</span>, 'The payment company has sent it.'];
    case 'refund_failed': return [<span key="f">Refund of <RefundAmount entry={entry} order={order} /> failed</span>, 'The money did not arrive and is back. Ask the shopper for another way.'];
    case 'payment_received': return [<span key="r">Paid <Money value={order.total} /> by {METHODS[details['method'] ?? ''] ?? 'card'}</span>, 'From here on it is to be shipped.'];
    case 'payment_missed': return [details['because'] === 'lapsed' ? 'No money came in time' : 'The bank did not pay', 'The order is cancelled, and its goods are for sale again.'];
    case 'mail_sent': return ['Mail sent to the shopper', MAILS[details['template'] ?? ''] ?? details['template'] ?? null];
  }
}

const RefundAmount = ({ entry, order }: { entry: TimelineEntry; order: OrderGroup }) => <Money value={{ amount: Number(entry.details['amount_minor'] ?? 0), currency: order.total.currency }} />;

const MAILS: Record<string, string> = { order_awaits_payment: 'How to pay, and that the goods are kept.', order_unpaid: 'That no money came.', order_refunded: 'Money is on its way back.', order_confirmed: 'Confirmation with the invoices.', documents_ready: 'Documents of this order.', parcel_shipped: 'A parcel is on its way.' };
