import { fieldErrors, Money, MoneyInput, Refusal, TextField } from '@stoa/web-ui';
import { useState } from 'react';
import { useReceiveTransfer, type OrderGroup } from './order.queries.js';

/** The bank statement shows the money of an order. The amount is typed, not shown: whoever copies it has compared it. */
export function ReceiptForm({ order }: { order: OrderGroup }) {
  const receive = useReceiveTransfer(order.id);
  const [amount, setAmount] = useState<number | null>(null);
  const errors = fieldErrors(receive.error);
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (amount === null) return;
    receive.mutate({ amount: { amount, currency: order.total.currency }, received_on: String(form.get('received_on')), note: String(form.get('note')).trim() || null });
  }
  return (
    <form className="well stack g12" onSubmit={submit} aria-label="Mark as received">
      <p className="small">On the statement: <span className="mono strong">{order.number}</span>, <Money value={order.total} />. Only the whole amount can be taken.</p>
      {Object.keys(errors).length === 0 && <Refusal error={receive.error} />}
      <MoneyInput label="Amount on the statement" currency={order.total.currency} value={amount} onChange={setAmount} error={errors['/amount']} />
      <TextField label="Day on the statement" name="received_on" type="date" required error={errors['/received_on']} />
      <TextField label="Note" hint="For the audit log, such as the number of the statement." name="note" maxLength={500} autoComplete="off" error={errors['/note']} />
      <button className="btn p" disabled={receive.isPending || amount === null}>{receive.isPending ? 'Marking' : 'Mark as received'}</button>
    </form>
  );
}
