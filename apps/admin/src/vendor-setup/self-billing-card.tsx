import { Card, ErrorFace, Note, Refusal, Skeleton, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import { EndSelfBilling } from '../app/end-self-billing.js';
import { selfBillingQuery, useAgreeToSelfBilling, useEndSelfBilling } from './self-billing.queries.js';

/** Whether the marketplace may write the vendor's invoices to itself, where the law makes it the seller: the text, and since when the vendor agrees. */
export function SelfBillingCard() {
  const agreement = useQuery(selfBillingQuery);
  const agree = useAgreeToSelfBilling();
  const end = useEndSelfBilling();
  const mayWrite = useMay('vendors.write');
  const [isRead, setRead] = useState(false);
  if (agreement.isPending) return <Card title="Self-billing"><Skeleton lines={4} /></Card>;
  if (agreement.error) return <Card title="Self-billing"><ErrorFace error={agreement.error} retry={() => void agreement.refetch()} /></Card>;
  const { text, accepted, is_current: isCurrent, ending, can_end_on: ends } = agreement.data;
  const isToAgree = !isCurrent || ending !== null;
  return (
    <Card title="Self-billing">
      <div className="stack g12">
        {accepted ? <p className="small">You agreed on <Time iso={accepted.at} dateOnly />, text {accepted.version}.</p> : <p className="small dim">Only where the law makes the marketplace the seller of your goods. Without your agreement these invoices wait.</p>}
        {ending && <Note tone="warn">It ends on <Time iso={`${ending.ends_on}T12:00:00Z`} dateOnly />, by {ending.by === 'vendor' ? 'you' : 'the marketplace'}. What you supply until then is still billed for you; after that you write your own invoices. To go on, agree again.</Note>}
        {accepted && !isCurrent && <Note tone="warn">The text has changed since. Please agree to the new one.</Note>}
        <details className="small"><summary>The agreement, text {text.version}</summary><div lang={text.locale} className="stack g8">{text.paragraphs.map((paragraph) => <p key={paragraph}>{paragraph}</p>)}</div></details>
        {isToAgree && mayWrite && (
          <>
            <label className="row g8 small"><input type="checkbox" checked={isRead} onChange={(event) => setRead(event.target.checked)} />I have read it and agree for my business.</label>
            <button className="btn p" type="button" disabled={!isRead || agree.isPending} onClick={() => agree.mutate(text.version)}>Agree to self-billing</button>
          </>
        )}
        <Refusal error={agree.error} />
        {mayWrite && <EndSelfBilling days={ends} text="What you supply until that day is still billed for you. For later months you write your own invoices. The marketplace is told." isPending={end.isPending} error={end.error} onEnd={(day) => end.mutate(day)} />}
      </div>
    </Card>
  );
}
