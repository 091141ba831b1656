import { Money, ReasonDialog } from '@stoa/web-ui';
import { useState } from 'react';
import { DayOf } from '../app/day-of.js';
import { useMay } from '../app/session.js';
import { StatementForm } from '../app/statement-form.js';
import { useCallOff, useSentBack, type Refund } from './refund.queries.js';

/** A refund of what came by bank transfer: somebody sends it, and says so here. What was sent says when and with which reference. */
export function SendBack({ refund }: { refund: Refund }) {
  const mayRefund = useMay('payments.refund');
  if (refund.state === 'failed') return null;
  return (
    <>
      {refund.sent && <p className="small">Sent by bank transfer on <DayOf day={refund.sent.on} />, <span className="mono">{refund.sent.reference}</span>.</p>}
      {refund.state === 'decided' && (mayRefund ? <SentForm refund={refund} /> : <p className="small dim">Whoever may refund sends it by bank transfer and says so here: the roles “finance” and “owner”.</p>)}
      {mayRefund && <CallOff refund={refund} />}
    </>
  );
}

function SentForm({ refund }: { refund: Refund }) {
  const sentBack = useSentBack(refund);
  return (
    <StatementForm label="Mark as sent" currency={refund.shopper_gets.currency} dayField="sent_on" action={['I sent the money back', 'Marking']} isPending={sentBack.isPending} error={sentBack.error}
      onSubmit={({ amount, day, reference }) => sentBack.mutate({ amount, sent_on: day, reference })}>
      Send <Money value={refund.shopper_gets} /> from your bank account to the account that the shopper paid from. It stands on your bank statement. Then say so here.
    </StatementForm>
  );
}

function CallOff({ refund }: { refund: Refund }) {
  const [isOpen, setOpen] = useState(false);
  const callOff = useCallOff(refund);
  const wasSent = refund.state === 'succeeded';
  const close = (): void => { setOpen(false); callOff.reset(); };
  return (
    <>
      <div><button type="button" className="btn sm" onClick={() => setOpen(true)}>{wasSent ? 'It came back' : 'Call it off'}</button></div>
      <ReasonDialog isOpen={isOpen} onClose={close} title={wasSent ? 'The money came back' : 'Call off this refund'} action={wasSent ? 'Mark as come back' : 'Call off the refund'} cancel={wasSent ? 'Cancel' : 'Keep it'} hint="For the audit log."
        text={wasSent ? 'Say so only when it stands on your bank statement again. The vendors have their shares again, and you can decide on another refund.' : 'Only when you have not sent it. The vendors have their shares again, as if it had not been decided.'}
        isPending={callOff.isPending} error={callOff.error} onSubmit={(reason) => callOff.mutate(reason, { onSuccess: close })} />
    </>
  );
}
