import { fieldErrors, MoneyInput, Refusal, TextField } from '@stoa/web-ui';
import { useState, type ReactNode } from 'react';

/** What stands on a bank statement: amount in minor units, calendar day and reference. */
export type OnStatement = { amount: { amount: number; currency: string }; day: string; reference: string };
type Props = {
  label: string; currency: string; children: ReactNode;
  /** What the API calls the day. */
  dayField: string;
  /** The words on the button, at rest and while it is said. */
  action: readonly [rest: string, pending: string];
  isPending: boolean; error: Error | null; onSubmit: (said: OnStatement) => void;
};

/** Money has left the marketplace's bank account, and somebody says so as it stands on the statement. The amount is typed, not shown: whoever copies it from the statement has compared it. */
export function StatementForm({ label, currency, children, dayField, action: [rest, pending], isPending, error, onSubmit }: Props) {
  const [amount, setAmount] = useState<number | null>(null);
  const errors = fieldErrors(error);
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (amount === null) return;
    onSubmit({ amount: { amount, currency }, day: String(form.get(dayField)), reference: String(form.get('reference')).trim() });
  }
  return (
    <form className="well stack g12" onSubmit={submit} aria-label={label}>
      <p className="small">{children}</p>
      {Object.keys(errors).length === 0 && <Refusal error={error} />}
      <div className="refund-pair"><MoneyInput label="Amount sent" currency={currency} value={amount} onChange={setAmount} error={errors['/amount']} /><TextField label="Day on the statement" name={dayField} type="date" required error={errors[`/${dayField}`]} /></div>
      <TextField label="Reference of the transfer" name="reference" required maxLength={140} autoComplete="off" error={errors['/reference']} />
      <div><button className="btn p" disabled={isPending || amount === null}>{isPending ? pending : rest}</button></div>
    </form>
  );
}
