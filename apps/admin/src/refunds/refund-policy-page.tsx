import { Card, ErrorFace, Note, Page, Refusal, Skeleton } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMarketplaceName, useMay } from '../app/session.js';
import { MoneyRules } from '../app/money-rules.js';
import { policyQuery, useSetPolicy, type RefundPolicy } from './refund.queries.js';

/** Who bears what of refunds from now on. Refunds that were decided keep the policy they were decided under. */
export function RefundPolicyPage() {
  const policy = useQuery(policyQuery);
  if (policy.isPending) return <Page title="Refund policy"><Skeleton lines={6} /></Page>;
  if (policy.error) return <Page title="Refund policy"><ErrorFace error={policy.error} retry={() => void policy.refetch()} /></Page>;
  return <PolicyForm key={`${policy.data.commission} ${policy.data.goodwill_by}`} saved={policy.data} />;
}

function PolicyForm({ saved }: { saved: RefundPolicy }) {
  const [policy, setPolicy] = useState(saved);
  const save = useSetPolicy();
  const mayWrite = useMay('payments.refund');
  const name = useMarketplaceName();
  const isDirty = policy.commission !== saved.commission || policy.goodwill_by !== saved.goodwill_by;
  return (
    <form onSubmit={(event) => { event.preventDefault(); save.mutate(policy); }}>
      {isDirty && <div className="savebar" role="region" aria-label="Unsaved changes"><span>The policy, not saved yet</span><span className="row"><button className="btn sm" type="button" onClick={() => setPolicy(saved)}>Discard</button><button className="btn p sm" disabled={save.isPending}>Set the policy</button></span></div>}
      <Page title="Refund policy" lead="Who bears what when a shopper gets money back.">
        <MoneyRules current="refunds" />
        <div className="cols">
          <div>
            <Refusal error={save.error} />
            {!mayWrite && <Note>You may read this. Changing it needs the role “finance” or “owner”.</Note>}
            <Choice legend="Commission" isReadOnly={!mayWrite} value={policy.commission} onChange={(commission) => setPolicy({ ...policy, commission })} options={[
              { value: 'returned', label: 'Given back to the vendor', hint: `${name} earns nothing of goods that come back.` },
              { value: 'kept', label: `Kept by ${name}`, hint: 'The vendor gives back the whole price and has paid the commission for nothing.' },
            ]} />
            <Choice legend="Goodwill" isReadOnly={!mayWrite} value={policy.goodwill_by} onChange={(goodwill_by) => setPolicy({ ...policy, goodwill_by })} options={[
              { value: 'marketplace', label: `Paid by ${name}`, hint: 'The vendor’s money is not touched.' },
              { value: 'vendor', label: 'Paid by the vendor', hint: 'Taken like a refund of goods: from what is held, then from what is free, then from its account.' },
            ]} />
          </div>
          <aside>
            <Card title="How it is taken">
              <ol className="stack g12 small dim">
                <li>The shopper is refunded first, always, and in full. Who bears it is settled behind that.</li>
                <li>Prices, tax rates and commission are those of the sale, not those of today. Whatever is given back in parts ends exactly where the whole would.</li>
                <li>A vendor’s share comes from what is held of the order, then from what is free, then it is asked back from the vendor’s account. What is nowhere is owed, and its next payouts pay it before they go out.</li>
                <li>Stoa and the payment company keep their fees.</li>
                <li>A refund keeps the policy it was decided under.</li>
              </ol>
            </Card>
          </aside>
        </div>
      </Page>
    </form>
  );
}

type ChoiceProps<Value extends string> = { legend: string; value: Value; onChange: (value: Value) => void; options: readonly { value: Value; label: string; hint: string }[]; isReadOnly: boolean };

function Choice<Value extends string>({ legend, value, onChange, options, isReadOnly }: ChoiceProps<Value>) {
  return (
    <Card title={legend}>
      <fieldset disabled={isReadOnly} className="policy"><legend className="vh">{legend}</legend>
        {options.map((option) => <label key={option.value}><input type="radio" className="check" name={legend} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} /><span className="med">{option.label}</span><span className="small dim">{option.hint}</span></label>)}
      </fieldset>
    </Card>
  );
}
