import { Money } from '@stoa/web-ui';
import { StatementForm } from '../app/statement-form.js';
import { useRecordBankPayout, type Due } from './bank-payout.queries.js';

/** A vendor was paid from the marketplace's bank account. */
export function PaidForm({ vendorId, name, due }: { vendorId: string; name: string; due: Due }) {
  const record = useRecordBankPayout(vendorId, due);
  return (
    <StatementForm label="Record the payment" currency={due.amount.currency} dayField="paid_on" action={['Record the payment', 'Recording']} isPending={record.isPending} error={record.error}
      onSubmit={({ amount, day, reference }) => record.mutate({ amount, paid_on: day, reference })}>
      Send <Money value={due.amount} /> to {name} from your bank account, all of it in one transfer. Then record it here, as it stands on the statement.
    </StatementForm>
  );
}
