import { fieldErrors, Money, MoneyInput, Refusal, TextField } from '@stoa/web-ui';
import { useState } from 'react';
import { useRecordBankPayout, type Due } from './bank-payout.queries.js';

/** The money has left the marketplace's bank account. The amount is typed, not shown: whoever copies it from the statement has compared it. */
export function PaidForm({ vendorId, name, due }: { vendorId: string; name: string; due: Due }) {
  const record = useRecordBankPayout(vendorId, due);
  const [amount, setAmount] = useState<number | null>(null);
  const { currency } = due.amount;
  const errors = fieldErrors(record.error);
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (amount === null) return;
    record.mutate({ amount: { amount, currency }, paid_on: String(form.get('paid_on')), reference: String(form.get('reference')).trim() });
  }
  return (
    <form className="well stack g12" onSubmit={submit} aria-label="Record the payment">
      <p className="small">Send <Money value={due.amount} /> to {name} from your bank account, all of it in one transfer. Then record it here, as it stands on the statement.</p>
      {Object.keys(errors).length === 0 && <Refusal error={record.error} />}
      <div className="refund-pair"><MoneyInput label="Amount sent" currency={currency} value={amount} onChange={setAmount} error={errors['/amount']} /><TextField label="Day on the statement" name="paid_on" type="date" required error={errors['/paid_on']} /></div>
      <TextField label="Reference of the transfer" name="reference" required maxLength={140} autoComplete="off" error={errors['/reference']} />
      <div><button className="btn p" disabled={record.isPending || amount === null}>{record.isPending ? 'Recording' : 'Record the payment'}</button></div>
    </form>
  );
}
