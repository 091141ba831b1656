import { Card, CheckField, ErrorFace, fieldErrors, Note, Page, Refusal, Skeleton, TextField } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import { methodsQuery, useSetMethods, type PaymentMethods } from './payment-methods.queries.js';

/** How shoppers of the marketplace may pay. */
export function PaymentMethodsPage() {
  const methods = useQuery(methodsQuery);
  if (methods.isPending) return <Page title="Payments"><Skeleton lines={8} /></Page>;
  if (methods.error) return <Page title="Payments"><ErrorFace error={methods.error} retry={() => void methods.refetch()} /></Page>;
  return <MethodsForm methods={methods.data} />;
}

const said = (form: FormData, name: string): string | null => String(form.get(name) ?? '').trim() || null;

function MethodsForm({ methods }: { methods: PaymentMethods }) {
  const save = useSetMethods();
  const mayWrite = useMay('payments.configure');
  const [isTransfer, setTransfer] = useState(methods.bank_transfer);
  const errors = fieldErrors(save.error);
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const terms = isTransfer ? { account_holder: said(form, 'account_holder') ?? '', account_number: said(form, 'account_number') ?? '', bank_code: said(form, 'bank_code'), bank_name: said(form, 'bank_name'), days: Number(form.get('days')) } : methods.transfer_terms;
    save.mutate({ card: form.get('card') === 'on', sepa_debit: form.get('sepa_debit') === 'on', bank_transfer: isTransfer, transfer_terms: terms });
  }
  return (
    <form onSubmit={submit}>
      <Page title="Payments" lead="How shoppers may pay. A change holds from the next checkout on; orders that wait for their money keep what they were told.">
        <div className="cols">
          <div>
            {Object.keys(errors).length === 0 && <Refusal error={save.error} />}
            {save.isSuccess && <Note>Saved.</Note>}
            {!mayWrite && <Note>You may read this. Changing it needs the role “finance” or “owner”.</Note>}
            <fieldset disabled={!mayWrite} className="stack g16">
              <legend className="vh">Ways of paying</legend>
              <Card title="Through the payment company"><div className="stack g8">
                <CheckField name="card" label="Cards" hint="Charged at once." defaultChecked={methods.card} />
                <CheckField name="sepa_debit" label="SEPA direct debit" hint="In euros only. Paid some days later, or not." defaultChecked={methods.sepa_debit} />
              </div></Card>
              <Card title="To your own bank account"><div className="stack g12">
                <CheckField name="bank_transfer" label="Bank transfer" hint="The shopper sends the money; you find it on your statement." checked={isTransfer} onChange={(event) => setTransfer(event.target.checked)} />
                {isTransfer && <TransferTerms terms={methods.transfer_terms} errors={errors} />}
              </div></Card>
              {mayWrite && <p><button className="btn p" disabled={save.isPending}>{save.isPending ? 'Saving' : 'Save'}</button></p>}
            </fieldset>
          </div>
          <aside><Explanation /></aside>
        </div>
      </Page>
    </form>
  );
}

function TransferTerms({ terms, errors }: { terms: PaymentMethods['transfer_terms']; errors: Record<string, string> }) {
  const at = (name: string) => errors[`/transfer_terms/${name}`];
  return (
    <div className="well stack g12">
      <TextField label="Account holder" name="account_holder" required maxLength={140} defaultValue={terms?.account_holder ?? ''} error={at('account_holder')} />
      <TextField label="IBAN or account number" name="account_number" required maxLength={42} spellCheck={false} defaultValue={terms?.account_number ?? ''} error={at('account_number')} />
      <TextField label="BIC or routing number" name="bank_code" maxLength={20} spellCheck={false} defaultValue={terms?.bank_code ?? ''} error={at('bank_code')} />
      <TextField label="Bank" name="bank_name" maxLength={140} defaultValue={terms?.bank_name ?? ''} error={at('bank_name')} />
      <TextField label="Days goods are kept" hint="1 to 30. Then the order is cancelled, and the shopper is told." name="days" type="number" min={1} max={30} required defaultValue={terms?.days ?? 7} error={at('days')} />
    </div>
  );
}

function Explanation() {
  return (
    <Card title="Money that takes its time">
      <ol className="stack g12 small dim">
        <li>The order stands at once and its goods are held, but no vendor may ship before the money is there. Shopper and vendors see that.</li>
        <li>A debit that the bank does not pay, and a transfer that does not come in time, cancel the order by themselves.</li>
        <li>Money that comes by transfer is in your own account. The payment company cannot reach it there: you pay the vendors and refund shoppers by bank transfer yourself, and record both here. Home says when.</li>
      </ol>
    </Card>
  );
}
